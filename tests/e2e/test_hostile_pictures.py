# SPDX-License-Identifier: MIT
"""A sheet or an animation is anybody's file: whatever is in it, the camel comes from it, or from the default theme, at once and
within bounds; the splash does not crash or swell, and the program never notices.
"""

import os
import pathlib
import shutil
import struct

import pytest

from lab import DEADLINE_S, OCAMLWALK, SANITIZED, SPEAK, THEMES, wait_until
from pictures import GREY, PALETTE, RGB, SIGNATURE, apng, chunk, gif, png, riff, vp8l, webp

EXPECTED = (7, b"hello\n", b"")
OTHER_THEME = 7  # ENDING_OTHER_THEME: the default one was shown
MEMORY_MIB = 64
OCAMLWALK_DEMO = [OCAMLWALK, "--demo", "--timeout=1", "--sound=off"]
PROCESSOR_S = 4.0  # to the last frame that is waited for: 0.5 on a machine that is quiet, 1.6 on one that is not
STAGE = "[stage]\nwidth = 64\nheight = 64\n[walk]\nframe_ms = 20\n"
COLORS = [(200, 30, 30, 255), (30, 200, 30, 128), (30, 30, 200, 255)]


def make_theme(launcher, words: str, files: dict) -> pathlib.Path:
    theme = launcher.folder / "theme"
    theme.mkdir()
    (theme / "theme.ini").write_text(STAGE + words)
    for name, data in files.items():
        (theme / name).write_bytes(data)
    return theme


def start(launcher, screen, theme, **more):
    return launcher.walk(SPEAK, "await", "end", "print", "hello", "exit", "7", display=screen.name,
                         options=["--delay=0", "--memory=off", f"--theme={theme}"], **more)


def most_memory_mib(pid: int) -> int:
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("\nVmHWM:")[2].split()[0]) // 1024


def processor_s(pid: int) -> float:
    """What all its threads have taken: on a busy machine, others' time is none of its."""
    tasks = pathlib.Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


def walks_within_bounds(launch, frames: int = 12):
    wait_until(lambda: launch.trace.find("frame", n=frames), f"frame {frames}", DEADLINE_S)
    if not SANITIZED:  # which keeps what is freed, and takes its time
        assert most_memory_mib(launch.splash_pid()) <= MEMORY_MIB
        assert processor_s(launch.splash_pid()) < PROCESSOR_S


def ends_well(launch, ending: int = 0, expected=EXPECTED):
    launch.tell("end")
    assert launch.finish() == expected
    launch.trace.wait_until_ended(ending)


def sheet(columns: int, rows: int = 1) -> str:
    return f"sheet = a.png\ncolumns = {columns}\nrows = {rows}\n"


ANIMATION = "animation = a.gif\n"

# Shown, whatever it is.
SHOWN = {
    "the largest sheet": (sheet(64, 3), png(16384, 320)),
    "the largest sheet, 16 bits": (sheet(64, 3), png(16384, 320, b"\x80\0\x60\0\x40\0\xff\xff", depth=16)),
    "the largest sheet, interlaced": (sheet(64, 3), png(16384, 320, interlaced=True)),
    "the largest sheet, trimmed": (sheet(64, 3) + "trim = yes\n", png(16384, 320)),
    "grey": (sheet(8), png(64, 8, b"\x80", kind=GREY)),
    "a palette": (sheet(8), png(64, 8, b"\1", kind=PALETTE, chunks=chunk(b"PLTE", bytes(range(6))))),
    "a palette and clear colours": (sheet(8), png(64, 8, b"\1", kind=PALETTE, chunks=chunk(b"PLTE", bytes(range(6))) +
                                                  chunk(b"tRNS", b"\0\x80"))),
    "no alpha": (sheet(8), png(64, 8, b"\x80\x60\x40", kind=RGB)),
    "all clear": (sheet(8) + "trim = yes\n", png(64, 8, bytes(4))),
    "texts": (sheet(8), png(64, 8, chunks=chunk(b"tEXt", b"a\0" + bytes(1 << 20)))),
    "as many columns as pixels": (sheet(240), png(240, 1)),
    "cells that are cut off": (sheet(7), png(64, 8)),
    "a GIF of 10,000 frames": (ANIMATION, gif(16, 16, COLORS * 3334)),
    "a GIF as large as it may be": (ANIMATION, gif(1024, 512, COLORS * 2)),
    "a GIF that is cut off": (ANIMATION, gif(16, 16, COLORS)[:-40]),
    "a GIF whose times are nothing": (ANIMATION, gif(16, 16, COLORS, ms=0)),
    "a GIF whose times are ages": (ANIMATION + "frame_ms = 20\n", gif(16, 16, COLORS, ms=655350)),
    "an APNG": (ANIMATION, apng(16, 16, COLORS)),
    "an APNG that is cut off": (ANIMATION, apng(16, 16, COLORS)[:-30]),
    "an APNG of 10,000 frames": (ANIMATION, apng(4, 4, COLORS * 3334)),
    "a WebP": (ANIMATION, webp(16, 16, COLORS)),
    "a WebP that is cut off": (ANIMATION, webp(16, 16, COLORS)[:-20]),
}


@pytest.mark.parametrize("case", SHOWN)
def test_it_is_shown(launcher, screen, case):
    words, data = SHOWN[case]
    theme = make_theme(launcher, words, {"a.gif" if words.startswith("animation") else "a.png": data})
    launch = start(launcher, screen, theme)
    walks_within_bounds(launch)
    ends_well(launch)


def swollen_webp() -> bytes:
    """A frame that says 16 x 16, of which the picture's own header says a thousand times as much."""
    return webp(16, 16, COLORS[:1]).replace(vp8l(16, 16, COLORS[0]), vp8l(16384, 16384, COLORS[0]))


# Two pixels of 24 bits, side by side.
BMP = (b"BM" + struct.pack("<IHHI", 62, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, 2, 1, 1, 24, 0, 8, 0, 0, 0, 0)
       + b"\x40\x60\x80" * 2 + b"\0\0")

# Refused, by what the header says, and the default theme walks.
REFUSED = {
    "a sheet that does not say how large it is": (sheet(2), BMP),
    "a sheet of 60,000 pixels by as many": (sheet(8), png(64, 8, claimed=(60000, 60000))),
    "a sheet of no pixels": (sheet(8), png(64, 8, claimed=(0, 8))),
    "a sheet of 2^31 pixels": (sheet(8), png(64, 8, claimed=(0x7fffffff, 1))),
    "a sheet with fewer pixels than columns": (sheet(240), png(64, 8)),
    "a sheet that is cut off": (sheet(8), png(64, 8)[:50]),
    "a sheet of 100,000 columns": (sheet(100000), png(64, 8)),
    "a sheet whose header comes second": (sheet(8), png(64, 8).replace(
        SIGNATURE, SIGNATURE + chunk(b"aaAa", struct.pack(">II", 64, 8)), 1)),
    "a sheet that is none": (sheet(8), b"no picture at all"),
    "a GIF of 65,535 pixels by as many": (ANIMATION, gif(16, 16, COLORS, claimed=(65535, 65535))),
    "a GIF that is larger than it says": (ANIMATION, gif(16, 16, COLORS, claimed=(8, 8))),
    "a GIF that is cut off in the first frame": (ANIMATION, gif(16, 16, COLORS)[:60]),
    "a WebP of 16,384 pixels by as many": (ANIMATION, webp(16384, 16384, COLORS)),
    "an APNG of 60,000 pixels by as many": (ANIMATION, apng(1, 1, COLORS).replace(
        struct.pack(">II", 1, 1), struct.pack(">II", 60000, 60000))),
    "RIFF that ends": (ANIMATION, b"RIFF\x04\0\0\0WEBP"),
    "RIFF whose chunk is endless": (ANIMATION, b"RIFF\xff\xff\xff\xffWEBP" + riff(b"VP8X", bytes(10))[:4] + b"\xff" * 40),
    "nothing": (ANIMATION, b""),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_gives_way_to_the_default(launcher, screen, case):
    words, data = REFUSED[case]
    theme = make_theme(launcher, words, {"a.gif" if words.startswith("animation") else "a.png": data})
    launch = start(launcher, screen, theme)
    walks_within_bounds(launch)
    assert launch.trace.wait_for("window open")["args"]["w"] == 360, "not the default theme's"
    ends_well(launch, OTHER_THEME)


def test_a_frame_that_is_larger_than_it_says(launcher, screen):
    """The decoder refuses it, and nothing is seen of it; 1 GiB is not asked for."""
    launch = start(launcher, screen, make_theme(launcher, ANIMATION, {"a.gif": swollen_webp()}))
    walks_within_bounds(launch, 0)
    ends_well(launch)


def test_why_it_was_refused_is_in_the_trace(launcher, screen):
    """In the words that --check-theme has for it, and nowhere else."""
    theme = make_theme(launcher, "frames = %d.png\n[stage]\nwidth = 6x\n", {})
    launch = start(launcher, screen, theme)
    walks_within_bounds(launch)
    refused = launch.trace.wait_for("theme refused")["args"]
    assert refused == {"line": 8, "words": "[stage] width: '6x'; wanted: pixels, 16 to 1024"}
    ends_well(launch, OTHER_THEME)


@pytest.mark.parametrize("data, cutout", [
    (gif(80, 60, COLORS), True), (gif(80, 60, COLORS, clear=False), False), (png(80, 60, b"\x80\x60\x40", kind=RGB), False),
    (webp(80, 60, COLORS), True), (apng(80, 60, COLORS), True), (png(1200, 900, b"\x80\x60\x40", kind=RGB), False)],
    ids=["GIF", "GIF, opaque", "PNG, opaque", "WebP", "APNG", "larger than a card"])
def test_one_picture_is_a_theme(launcher, screen, data, cutout):
    """On a card; where a compositor runs, one with clear parts is alone on the desktop."""
    picture = launcher.folder / "horse.gif"
    picture.write_bytes(data)
    launch = start(launcher, screen, picture)
    walks_within_bounds(launch, 0)
    opened = launch.trace.wait_for("window open")["args"]
    assert not opened["cutout"]  # there is no compositor here
    assert opened["w"] <= 480 + 24 and opened["h"] <= 360 + 36
    assert (opened["w"] == 80) == cutout
    ends_well(launch)


def test_its_name_is_anything(launcher, screen):
    picture = launcher.folder / "ho\nr %d ..\\s\x1be.gif"
    picture.write_bytes(gif(80, 60, COLORS))
    launch = start(launcher, screen, picture)
    walks_within_bounds(launch)
    ends_well(launch)


@pytest.mark.parametrize("data", [b"", b"#!/bin/sh\n", gif(16, 16, COLORS)[:30], png(64, 8, claimed=(9999, 9999))],
                         ids=["empty", "a script", "cut off", "too large"])
def test_a_file_that_is_no_picture(launcher, screen, data):
    picture = launcher.folder / "horse.gif"
    picture.write_bytes(data)
    launch = start(launcher, screen, picture)
    walks_within_bounds(launch)
    assert launch.trace.find("theme refused")
    ends_well(launch, OTHER_THEME)


@pytest.mark.parametrize("kind", ["FIFO", "device"])
def test_a_picture_that_is_no_file(launcher, screen, kind):
    """Nobody waits for it: one line, before the program starts, and the default."""
    picture = launcher.folder / "horse.gif"
    if kind == "FIFO":
        os.mkfifo(picture)
    else:
        picture.symlink_to("/dev/zero")
    launch = start(launcher, screen, picture)
    walks_within_bounds(launch)
    ends_well(launch, 0, (7, b"hello\n", f"ocamlwalk: theme '{picture}' not found, see --list-themes; taking the default\n"
                          .encode()))


@pytest.mark.parametrize("kind", ["FIFO", "device", "link out of the folder", "folder"])
def test_a_sheet_that_is_no_file_of_the_theme(launcher, screen, kind):
    theme = make_theme(launcher, sheet(8), {})
    outside = launcher.folder / "outside.png"
    outside.write_bytes(png(64, 8))
    if kind == "FIFO":
        os.mkfifo(theme / "a.png")
    elif kind == "folder":
        (theme / "a.png").mkdir()
    else:
        (theme / "a.png").symlink_to(outside if "link" in kind else "/dev/zero")
    launch = start(launcher, screen, theme)
    walks_within_bounds(launch)
    ends_well(launch, OTHER_THEME)


@pytest.mark.parametrize("words, name, data", [
    (sheet(8), "a.png", png(64, 8)), (ANIMATION, "a.gif", gif(16, 16, COLORS * 20)), ("frames = %d.png\ncount = 40\n", "", b"")],
    ids=["sheet", "animation", "files"])
def test_a_folder_that_vanishes(launcher, screen, words, name, data):
    """In mid-walk: what is there goes on."""
    theme = make_theme(launcher, words, {name: data} if name else {f"{number}.png": png(16, 16) for number in range(1, 41)})
    launch = start(launcher, screen, theme)
    walks_within_bounds(launch, 3)
    shutil.rmtree(theme)
    walks_within_bounds(launch, 90)
    ends_well(launch)


@pytest.mark.parametrize("count", [1, 5])
def test_a_demo_says_what_is_wrong(launcher, screen, count):
    """At most three lines, then where there are more; and that it is the default that is seen."""
    theme = make_theme(launcher, "frames = %d.png\ncount = x\n" + "a = 1\n" * (count - 1), {})
    result = launcher.start(*OCAMLWALK_DEMO, f"--theme={theme}", display=screen.name).finish()
    lines = result.err.decode().splitlines()
    assert lines[0] == f"ocamlwalk: {theme}/theme.ini:7: [walk] count: 'x'; wanted: frames, 1 to 240"
    told = [line for line in lines if line.startswith(f"ocamlwalk: {theme}/theme.ini")]
    assert len(told) == min(count + 1, 3)  # the walk has no count then
    assert (f"ocamlwalk: and {count - 2} more: ocamlwalk --check-theme={theme}" in lines) == (count > 2)
    assert lines[-1] == "ocamlwalk: the theme cannot be shown here; it is the default"


def test_a_demo_of_a_good_theme_says_nothing(launcher, screen):
    theme = make_theme(launcher, sheet(8), {"a.png": png(64, 8)})
    assert launcher.start(*OCAMLWALK_DEMO, f"--theme={theme}", display=screen.name).finish() == (0, b"", b"")


def test_a_theme_that_comes_along_is_a_sheet(launcher, screen):
    launch = start(launcher, screen, THEMES / "minimal")
    walks_within_bounds(launch)
    assert launch.trace.wait_for("window open")["args"]["w"] == 260
    ends_well(launch)
