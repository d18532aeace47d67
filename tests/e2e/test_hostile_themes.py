# SPDX-License-Identifier: MIT
"""A theme is anybody's folder: whatever lies in it, the camel comes from it, or from the default
theme, or does not come; the splash does not crash, hang or swell, and the program never notices.
"""

import os
import pathlib
import pty
import shutil
import struct
import wave
import zlib

import pytest

from lab import DEADLINE_S, OCAMLWALK, SANITIZED, SPEAK, THEMES, wait_until

WORDS = ["await", "end", "print", "hello", "exit", "7"]
EXPECTED = (7, b"hello\n", b"")
OTHER_THEME = 7  # ENDING_OTHER_THEME: what the splash says when it has shown the default one
STAGE = "[stage]\nwidth = 64\nheight = 64\n"
WALK = "[walk]\nframes = %d.png\ncount = {count}\nframe_ms = {ms}\n"


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(side: int, shade: int = 128) -> bytes:
    """A grey square."""
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = (b"\0" + bytes([shade]) * side) * side
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) +
            chunk(b"IEND", b""))


def make_theme(launcher, *, count=4, ms=40, side=16, stage="", more="") -> pathlib.Path:
    """A theme of COUNT frames, which are one file under many names."""
    theme = launcher.folder / "theme"
    theme.mkdir()
    (theme / "1.png").write_bytes(png(side))
    for number in range(2, count + 1):
        os.link(theme / "1.png", theme / f"{number}.png")
    (theme / "theme.ini").write_text(STAGE + stage + WALK.format(count=count, ms=ms) + more)
    return theme


def start(launcher, screen, theme, *options, words=(), **more):
    return launcher.walk(SPEAK, *(words or WORDS), display=screen.name,
                         options=["--delay=0", f"--theme={theme}", *options], **more)


def walks(launch, frames: int = 12, deadline_s: float = DEADLINE_S):
    """So many frames have been seen."""
    wait_until(lambda: launch.trace.find("frame", n=frames), f"frame {frames}", deadline_s)


def ends_well(launch, ending: int = 0):
    """The camel goes, of its own will, when the program says something; which is all it says."""
    launch.tell("end")
    assert launch.finish() == EXPECTED
    launch.trace.wait_until_ended(ending)


def write_music(path: pathlib.Path, seconds: float):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(44100)
        file.writeframes(struct.pack("<hh", 8000, -8000) * int(44100 * seconds))


@pytest.mark.parametrize("seconds", [0.5, 0.02, 0.0001])
def test_short_music(launcher, screen, seconds):
    """Music shorter than a stride, than a fade, than a look: it goes round as it is."""
    theme = make_theme(launcher, count=40, ms=42, more="[gallop]\nframes = %d.png\ncount = 20\n"
                       "frame_ms = 30\n[soundtrack]\nwalk = half.wav\ngallop = half.wav\n")
    write_music(theme / "half.wav", seconds)
    launch = start(launcher, screen, theme, "--sound=on", env={"SDL_AUDIODRIVER": "dummy"},
                   words=["spin", "3000", *WORDS])
    launch.trace.wait_for("sound on", driver="dummy")
    launch.trace.wait_for("music", section="gallop")
    walks(launch, 100)
    ends_well(launch)


@pytest.mark.parametrize("seconds", [0.5, 0.02, 0.0001])
def test_short_music_is_rendered(launcher, seconds):
    """The same by --play, to the last sample."""
    theme = make_theme(launcher, count=40, ms=42, more="[soundtrack]\nwalk = half.wav\n"
                       "gallop = half.wav\nstand = half.wav\nend = half.wav\n")
    write_music(theme / "half.wav", seconds)
    result = launcher.start(OCAMLWALK, "--play", f"--theme={theme}").finish()
    assert result.status == 0
    assert len(result.out) == 44 + 4 * (int(44100 * seconds) * 3 + int(44100 * seconds) // 2)


@pytest.mark.parametrize("length", [340, 60, 33, 8])
def test_truncated_frame(launcher, screen, length):
    """A frame that is cut short: the one before it stands for it, and nobody waits for the rest."""
    theme = launcher.folder / "theme"
    shutil.copytree(THEMES / "plate", theme)
    frame = theme / "walk" / "05.png"
    frame.write_bytes(frame.read_bytes()[:length])
    launch = start(launcher, screen, theme)
    walks(launch)
    ends_well(launch)


@pytest.mark.parametrize("caption_x", [31, 32, 180, 1024])
def test_narrow_caption(launcher, screen, caption_x):
    """No room for a letter, or less than none."""
    theme = make_theme(launcher, stage=f"caption_x = {caption_x}\ncaption_size = 12\n")
    launch = start(launcher, screen, theme, "--title=A title that is wide")
    walks(launch)
    ends_well(launch)


def test_no_file_at_all(launcher, screen):
    """Frames, art, music and a font that are FIFOs, devices, and links to where no theme is."""
    theme = make_theme(launcher, count=6, stage="backdrop = zero.png\nground = fifo.png\n"
                       "caption_size = 12\ncaption_font = fifo.ttf\n",
                       more="[theme]\npalette = fifo.png\n[soundtrack]\nwalk = fifo.wav\n")
    for number in (2, 3, 4, 5):
        (theme / f"{number}.png").unlink()
    for name in ("2.png", "fifo.png", "fifo.ttf", "fifo.wav"):
        os.mkfifo(theme / name)
    outside = launcher.folder / "outside.png"
    outside.write_bytes(png(16))
    for name, target in (("3.png", "/dev/zero"), ("4.png", "/dev/stdin"), ("5.png", outside),
                         ("zero.png", "/dev/zero")):
        (theme / name).symlink_to(target)
    launch = start(launcher, screen, theme, "--sound=on", env={"SDL_AUDIODRIVER": "dummy"})
    walks(launch)
    ends_well(launch)


@pytest.mark.parametrize("kind", ["FIFO", "device", "folder", "link out of the folder"])
def test_no_theme_file(launcher, screen, kind):
    """A theme.ini that is none: the default theme walks."""
    theme = make_theme(launcher)
    described = theme / "theme.ini"
    described.rename(launcher.folder / "outside.ini")
    if kind == "FIFO":
        os.mkfifo(described)
    elif kind == "device":
        described.symlink_to("/dev/zero")
    elif kind == "folder":
        described.mkdir()
    else:
        described.symlink_to(launcher.folder / "outside.ini")
    launch = start(launcher, screen, theme)
    assert launch.trace.wait_for("window open")["args"]["w"] == 360, "not the default theme's"
    walks(launch)
    ends_well(launch, OTHER_THEME)


def test_what_is_typed_is_not_the_themes(launcher, screen):
    """A theme.ini that is the user's terminal: what is typed there is the program's."""
    theme = make_theme(launcher)
    master, slave = pty.openpty()
    (theme / "theme.ini").unlink()
    (theme / "theme.ini").symlink_to(os.ttyname(slave))
    os.write(master, b"typed\n")
    launch = start(launcher, screen, theme, stdin=slave)
    walks(launch)
    assert os.read(slave, 100) == b"typed\n"
    os.close(slave)
    os.close(master)
    ends_well(launch, OTHER_THEME)


def resident_mb(pid: int) -> int:
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("\nVmHWM:")[2].split()[0]) // 1024


@pytest.mark.skipif(SANITIZED, reason="address sanitizer keeps what is freed for a while")
def test_large_frames(launcher, screen):
    """240 frames of 2048 x 2048 pixels, 16 MB each: what is kept of them is bounded."""
    theme = make_theme(launcher, count=240, ms=10, side=2048)
    launch = start(launcher, screen, theme)
    walks(launch, 20, 60.0)
    splash = launch.splash_pid()
    assert resident_mb(splash) < 300
    launch.tell("end")
    assert launch.finish() == EXPECTED  # the splash may be in the midst of one, and be killed


def test_names_with_control_characters(launcher, screen):
    """A section's name may be anything: the trace is JSON, and says it."""
    name = 'a\x1b[31m"\\\x07\x7f'
    theme = make_theme(launcher, count=4, ms=40, more="[gallop]\nframes = %d.png\ncount = 2\n"
                       f"frame_ms = 30\n[{name}]\nframes = %d.png\ncount = 2\nframe_ms = 500\n"
                       "from = walk\nto = gallop\n")
    launch = start(launcher, screen, theme, words=["spin", "60000", *WORDS])
    launch.trace.wait_for("act", act=name)
    launch.process.terminate()
    launch.finish()
    assert b"\x1b" not in launch.trace.path.read_bytes()
