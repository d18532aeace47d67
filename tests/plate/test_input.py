# SPDX-License-Identifier: MIT
"""What is no plate gets one line and leaves nothing behind; what is imported stays as it is."""

import os
import signal
import struct
import zlib

import pytest

import pictures
import plates


@pytest.fixture(scope="module")
def plate(tmp_path_factory):
    """Twelve small panels, of which ten are the loop."""
    path = tmp_path_factory.mktemp("small") / "small.png"
    plates.make(path, "walk", count=12, columns=4, step=4, scale=1, gutter=8)
    return path


def png(width: int, height: int, rows: bytes) -> bytes:
    """Grey."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def grey(width: int, height: int, tone: int) -> bytes:
    return png(width, height, (b"\0" + bytes([tone]) * width) * height)


def refused(folder, *words, options=()) -> str:
    """The one line; nothing has come to the folder."""
    before = sorted(folder.iterdir())
    done = plates.run(plates.PLATE, *options, *words, cwd=folder)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1 and done.stderr.startswith("ocamlwalk-plate: "), done.stderr
    assert sorted(folder.iterdir()) == before
    return done.stderr


@pytest.mark.parametrize("name, bytes_of, told", [
    ("text.png", lambda plate: b"a camel\n", "not a picture"),
    ("empty.jpg", lambda plate: b"", "not a picture"),
    ("cut.png", lambda plate: plate.read_bytes()[:-2000], "cut off"),
    ("noise.png", lambda plate: plate.read_bytes()[:300] + bytes(5000) + plate.read_bytes()[5300:], "damaged|cut off"),
    ("wide.png", lambda plate: grey(100000, 2, 9), "100000x2 pixels are too many"),
    ("claims.png", lambda plate: png(60000, 60000, b""), "60000x60000 pixels are too many"),
    ("one.png", lambda plate: grey(300, 200, 128), "cannot find the gutters: say --columns and --rows"),
    ("black.png", lambda plate: grey(900, 200, 0), "cannot find the gutters: say --columns and --rows"),
])
def test_what_is_no_plate(tmp_path, plate, name, bytes_of, told):
    (tmp_path / name).write_bytes(bytes_of(plate))
    line = refused(tmp_path, name)
    assert name in line and any(word in line for word in told.split("|"))


def test_a_jpeg_that_is_cut_off(tmp_path):
    plates.make(tmp_path / "a.jpg", "walk", count=4, columns=2, step=4, scale=1)
    (tmp_path / "a.jpg").write_bytes((tmp_path / "a.jpg").read_bytes()[:-900])
    assert "cut off" in refused(tmp_path, "a.jpg")


def test_what_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "folder").mkdir()
    assert "not a file" in refused(tmp_path, "fifo")
    assert "not a file" in refused(tmp_path, "folder")
    assert "No such file" in refused(tmp_path, "missing")


def test_black_panels(tmp_path):
    (tmp_path / "black.png").write_bytes(grey(900, 200, 0))
    line = refused(tmp_path, "black.png", options=("--columns=3", "--rows=1"))
    assert "nothing stands out" in line


def test_no_loop(tmp_path):
    plates.make(tmp_path / "half.png", "walk", count=7, columns=7, step=2, scale=1)
    assert "no exposure repeats the first: say --loop=N" in refused(tmp_path, "half.png")


def test_options_out_of_bounds(tmp_path, plate):
    for option in ("--columns=0", "--rows=241", "--loop=2", "--loop=99", "--frame-ms=9", "--stride=x", "--key=red",
                   "--whatever"):
        assert option.split("=")[0] in refused(tmp_path, plate, options=(option,))


def test_what_is_there_stays(tmp_path, plate):
    theme = tmp_path / "camel"
    theme.mkdir()
    (theme / "mine").write_text("mine")
    assert "is there already" in refused(tmp_path, plate, options=("-o", "camel"))
    assert "is no theme" in refused(tmp_path, plate, options=("-o", "camel", "--force"))
    assert (theme / "mine").read_text() == "mine"


def test_a_theme_is_replaced_by_force(tmp_path, plate):
    for _ in range(2):
        done = plates.run(plates.PLATE, "--force", "-o", "camel", plate, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["camel"]
    assert plates.value(tmp_path / "camel", "count") == 10


def test_the_preview_is_a_picture(tmp_path, plate):
    done = plates.run(plates.PLATE, "--preview", "-o", "camel", plate, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["camel-preview.png"]


def test_who_is_ended_meanwhile_leaves_nothing(tmp_path, plate):
    """By whoever shows the walk, for that is a moment that is known."""
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "ocamlwalk").write_text("#!/bin/sh\nls -d cam*\nkill -TERM $PPID\n")
    (tools / "ocamlwalk").chmod(0o755)
    done = plates.run("env", f"PATH={tools}:/usr/bin:/bin", "DISPLAY=:9", plates.PLATE, "--preview", "-o", "camel", plate,
                      cwd=tmp_path)
    assert "camel." in done.stdout.replace("camel-preview.png", ""), "it was being written"
    assert done.returncode == -signal.SIGTERM
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bin", "camel-preview.png"]


def test_a_key_is_taken_out(tmp_path):
    """A cat on one colour, in a strip without gutters: eight frames of a walk on green."""
    settings = {"count": 8, "columns": 8, "step": 5, "scale": 1, "gutter": 0, "key": 1}
    plates.make(tmp_path / "green.png", "walk", **settings)
    done = plates.run(plates.PLATE, "--key=#00c800", "--rows=1", "--columns=8", "green.png", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert plates.value(tmp_path / "green", "count") == 8


def frames_of(theme) -> list:
    return [path.read_bytes() for path in sorted((theme / "walk").glob("??.png"))]


def test_an_import_of_numbered_files(tmp_path):
    """In the order of their numbers; and with a sound."""
    numbers = tmp_path / "numbers"
    numbers.mkdir()
    for number in (1, 2, 10):
        (numbers / f"{number}.png").write_bytes((plates.ACTS / "walk" / f"{number:02d}.png").read_bytes())
    sound = plates.SOURCE / "audio" / "end.ogg"
    done = plates.run(plates.PLATE, "--sound", sound, "-o", "folder", "import", "numbers", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    files = [f"numbers/{number}.png" for number in (1, 2, 10)]
    assert plates.run(plates.PLATE, "-o", "files", "import", *files, cwd=tmp_path).returncode == 0
    assert frames_of(tmp_path / "folder") == frames_of(tmp_path / "files")
    assert (tmp_path / "folder" / "soundtrack.ogg").read_bytes() == sound.read_bytes()
    assert "file = soundtrack.ogg" in (tmp_path / "folder" / "theme.ini").read_text()
    assert "neither WAV nor Ogg" in refused(tmp_path, "import", "numbers",
                                            options=("--sound=numbers/1.png", "-o", "other"))


def gif(frames: int, delay_cs: int) -> bytes:
    """Of 16x16 pixels: a dark column that goes to the right on a clear ground."""
    data = b"GIF89a" + struct.pack("<HHBBB", 16, 16, 0x80, 0, 0) + b"\xff\xff\xff\x20\x20\x20"
    for frame in range(frames):
        data += b"\x21\xf9\x04\x09" + struct.pack("<HB", delay_cs, 0) + b"\0"
        data += b"\x2c" + struct.pack("<HHHHB", 0, 0, 16, 16, 0) + b"\x02"
        codes = []
        for pixel in range(256):
            if pixel % 2 == 0:
                codes.append(4)  # clear: no code ever gets longer than three bits
            codes.append(1 if frame <= pixel % 16 < frame + 4 else 0)
        bits = sum(code << 3 * place for place, code in enumerate(codes + [5]))
        raw = bits.to_bytes((3 * len(codes) + 3 + 7) // 8, "little")
        for at in range(0, len(raw), 255):
            data += bytes([len(raw[at:at + 255])]) + raw[at:at + 255]
        data += b"\0"
    return data + b"\x3b"


def test_an_import_of_a_gif(tmp_path):
    (tmp_path / "walk.gif").write_bytes(gif(6, 7))
    done = plates.run(plates.PLATE, "--stride=40", "import", "walk.gif", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    theme = tmp_path / "walk"
    assert [plates.value(theme, key) for key in ("count", "frame_ms", "stride_px")] == [6, 70, 40]
    assert len(set(frames_of(theme))) == 6
    (tmp_path / "cut.gif").write_bytes(gif(6, 7)[:-40])
    assert "cut off" in refused(tmp_path, "import", "cut.gif")
    (tmp_path / "long.gif").write_bytes(gif(241, 7))
    assert "241 frames of 16x16 are too many" in refused(tmp_path, "import", "long.gif")


def test_an_import_of_the_first_camels_strip(tmp_path):
    """Twenty frames of 240x200 in a row, grey with alpha, 35 ms each."""
    row = b"".join(bytes([90, 255 if 40 < x % 240 < 200 else 0]) for x in range(4800))
    clear = bytes([0, 0] * 4800)
    data = b"\0" + clear
    strip = png(4800, 200, (data * 40 + (b"\0" + row) * 120 + data * 40))
    strip = strip[:25] + b"\x04" + strip[26:29] + struct.pack(">I", zlib.crc32(strip[12:25] + b"\x04" + strip[26:29])) + strip[33:]
    (tmp_path / "strip.png").write_bytes(strip)
    done = plates.run(plates.PLATE, "--stride=300", "import", "strip.png", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [plates.value(tmp_path / "strip", key) for key in ("count", "frame_ms")] == [20, 35]


FRAMES = [(200, 40, 40, 255), (40, 200, 40, 255), (40, 40, 200, 255)]


@pytest.mark.parametrize("kind", ["gif", "webp", "apng"])
def test_an_import_of_any_animation(tmp_path, kind):
    """Made by hand, one colour a frame, 60 ms each."""
    (tmp_path / f"walk.{kind}").write_bytes(getattr(pictures, kind)(16, 16, FRAMES, ms=60))
    done = plates.run(plates.PLATE, "--stride=40", "import", f"walk.{kind}", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [plates.value(tmp_path / "walk", key) for key in ("count", "frame_ms")] == [3, 60]
    assert len(set(frames_of(tmp_path / "walk"))) == 3
