# SPDX-License-Identifier: MIT
"""A theme that is wrong is told so in one line: the file, the line, the key, what was found, what is wanted. No display."""

import os
import pathlib
import re
import shutil
import struct
import subprocess
import wave

import pytest

from lab import BUILD, OCAMLWALK, THEMES
from pictures import GREY, PALETTE, RGB, chunk, gif, png

SOURCE = pathlib.Path(os.environ["OCAMLWALK_SOURCE_DIR"])

GOOD = """[theme]
name = Horse
[stage]
width = 64
height = 48
ground = ground.png
ground_y = 40
caption_color = #102030
[walk]
sheet = walk.png
columns = 4
frame_ms = 50
stride_px = 40
[gallop]
frames = gallop/%d.png
count = 2
frame_ms = 50
stride_px = 40
[walk-gallop]
frames = gallop/%d.png
count = 1
frame_ms = 50
stride_px = 15
from = walk
to = gallop
[soundtrack]
walk = walk.wav
"""


def write_wav(path, ms):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(2 * 8 * ms))


@pytest.fixture
def theme(tmp_path):
    folder = tmp_path / "horse"
    (folder / "gallop").mkdir(parents=True)
    (folder / "theme.ini").write_text(GOOD)
    (folder / "ground.png").write_bytes(png(32, 8))
    (folder / "walk.png").write_bytes(png(64, 16))
    for number in (1, 2):
        (folder / "gallop" / f"{number}.png").write_bytes(png(16, 16))
    write_wav(folder / "walk.wav", 400)
    return folder


def check(path, *words):
    told = subprocess.run([OCAMLWALK, *(words or ("--check-theme", path))], capture_output=True, text=True, check=False,
                          timeout=60)
    assert told.stderr == ""
    return told.returncode, told.stdout.replace(f"{path}/", "").splitlines()


def test_a_good_theme_is_good(theme):
    assert check(theme) == (0, ["Horse: theme is good"])
    assert check(theme, f"--check-theme={theme}") == (0, ["Horse: theme is good"])


@pytest.mark.parametrize("name", ["plate", "plate-dark", "cutout", "minimal", "zoetrope"])
def test_those_that_come_along_are_good(name):
    status, lines = check(name, f"--check-theme={name}")
    assert (status, len(lines)) == (0, 1), lines
    assert lines[0].endswith(": theme is good")
    assert name in {path.name for path in THEMES.iterdir()}


def edit(old, new):
    def change(folder):
        text = (folder / "theme.ini").read_text()
        assert old in text
        (folder / "theme.ini").write_text(text.replace(old, new, 1))
    return change


def write(name, data):
    return lambda folder: (folder / name).write_bytes(data)


def both(*changes):
    def change(folder):
        for one in changes:
            one(folder)
    return change


def remove(name):
    return lambda folder: (folder / name).unlink()


def replace(name, make):
    def change(folder):
        (folder / name).unlink()
        make(folder / name)
    return change


SHEET = "sheet = walk.png\ncolumns = 4"

# What is done to the good theme; then the line of theme.ini (0: of none) and what it says, all of it.
WRONG = [
    (edit("width = 64", "widht = 64"), [
        (4, "[stage] widht: no such key; did you mean width?"),
        (3, "[stage] width: not given; wanted: pixels, 16 to 1024")]),
    (edit("width = 64", "width = 6x"), [
        (4, "[stage] width: '6x'; wanted: pixels, 16 to 1024"),
        (3, "[stage] width: not given; wanted: pixels, 16 to 1024")]),
    (edit("height = 48", "height = 5000"), [
        (5, "[stage] height: '5000'; wanted: pixels, 16 to 1024"),
        (3, "[stage] height: not given; wanted: pixels, 16 to 1024")]),
    (edit("#102030", "red"), [(8, "[stage] caption_color: 'red'; wanted: a colour, as #4a3c2c")]),
    (edit("[soundtrack]", "[soundtrak]"), [
        (27, "[soundtrak] walk: no such key"),
        (26, "[soundtrak] is no section; did you mean [soundtrack]?")]),
    (edit("[gallop]", "[galop]"), [
        (14, "[galop] is no section; did you mean [gallop]?"),
        (25, "[walk-gallop] to: this theme has no gallop")]),
    (edit("[walk]", "[hop]"), [
        (9, "[hop] is no section; wanted: a gait (walk, gallop, stand, couch), a way between gaits with from and to, or "
            "theme, stage, dark and soundtrack"),
        (24, "[walk-gallop] from: this theme has no walk"),
        (0, "[walk] has no frames; wanted: one of frames, sheet, animation")]),
    (edit("columns = 4\n", ""), [
        (10, "[walk] columns: not given; wanted: how many frames are side by side in walk.png"),
        (23, "[walk-gallop] from: this theme has no walk")]),
    (edit("columns = 4", "columns = 100000"), [
        (11, "[walk] columns: '100000'; wanted: frames, 1 to 240"),
        (10, "[walk] columns: not given; wanted: how many frames are side by side in walk.png"),
        (24, "[walk-gallop] from: this theme has no walk")]),
    (write("walk.png", png(66, 16)), [
        (10, "[walk] sheet: walk.png is 66 x 16 pixels; wanted: multiples of its 4 columns and 1 rows")]),
    (edit("columns = 4", "columns = 4\ncount = 5\nrows = 1"), [
        (12, "[walk] count: 5 frames from number 1 on; wanted: no more than 4 columns and 1 rows have"),
        (26, "[walk-gallop] from: this theme has no walk")]),
    (edit("columns = 4", "columns = 4\norder = down"), [(12, "[walk] order: 'down'; wanted: rows or columns")]),
    (edit("columns = 4", "columns = 4\ntrim = maybe"), [(12, "[walk] trim: 'maybe'; wanted: yes or no")]),
    (edit(SHEET, "sheet = walk.png\nframes = %d.png\ncolumns = 4"), [
        (9, "[walk] has frames in several ways; wanted: one of frames, sheet, animation"),
        (25, "[walk-gallop] from: this theme has no walk")]),
    (edit("frames = gallop/%d.png", "frames = gallop/1.png"), [
        (15, "[gallop] frames: 'gallop/1.png'; wanted: files of the theme's folder, one %d or %02d for the number"),
        (14, "[gallop] has no frames; wanted: one of frames, sheet, animation"),
        (25, "[walk-gallop] to: this theme has no gallop")]),
    (edit("ground = ground.png", "ground = ../ground.png"), [
        (6, "[stage] ground: '../ground.png'; wanted: a file of the theme's folder")]),
    (edit("frame_ms = 50", "frame_ms = 5 ms"), [(12, "[walk] frame_ms: '5 ms'; wanted: milliseconds, 10 to 10000")]),
    (edit("from = walk", "from = trot"), [
        (24, "[walk-gallop] from: 'trot'; wanted: walk, gallop, stand or couch"),
        (19, "[walk-gallop] from: not given; wanted: a gait")]),
    (edit("to = gallop", "to = gallop\nto_frame = 9"), [(25, "[walk-gallop] to_frame: 9; the gallop has 2 frames")]),
    (edit("count = 2\n", ""), [
        (15, "[gallop] count: not given; wanted: how many files there are, 1 to 240"),
        (24, "[walk-gallop] to: this theme has no gallop")]),
    (edit("height = 48", "height 48"), [
        (5, "'height 48'; wanted: KEY = VALUE"),
        (3, "[stage] height: not given; wanted: pixels, 16 to 1024")]),
    (edit("[stage]", "[stage"), None),
    (edit("name = Horse", f"name = {'x' * 300}"), None),
    (remove("walk.png"), [
        (10, "[walk] sheet: there is no file walk.png in the theme's folder")]),
    (write("walk.png", b"BM, or something else"), [
        (10, "[walk] sheet: walk.png is no picture of at most 16 MiB; wanted: a PNG, or a GIF, WebP or JPEG")]),
    (write("walk.png", png(64, 16)[:60]), [
        (10, "[walk] sheet: walk.png, 64 x 16 pixels, cannot be decoded: it is damaged, or too large")]),
    (write("walk.png", png(64, 16, claimed=(60000, 60000))), [
        (10, "[walk] sheet: walk.png, 60000 x 60000 pixels, cannot be decoded: it is damaged, or too large")]),
    (remove("gallop/2.png"), [
        (15, "[gallop] frames: there is no file gallop/2.png in the theme's folder; of 2 files 1 are missing")]),
    (write("gallop/2.png", png(16, 20)), [
        (15, "[gallop] frames: gallop/2.png is 16 x 20 pixels; wanted: 16 x 16, as the first")]),
    (write("walk@2x.png", png(100, 32)), [
        (10, "[walk] sheet: walk@2x.png is 100 x 32 pixels; wanted: 128 x 32, 2 times those of walk.png")]),
    (edit("[soundtrack]\nwalk = walk.wav", "[soundtrack]\nwalk = walk.ogg"), [
        (27, "[soundtrack] walk: there is no file walk.ogg in the theme's folder")]),
    (edit(SHEET, "animation = walk.gif"), [
        (10, "[walk] animation: there is no file walk.gif in the theme's folder"),
        (23, "[walk-gallop] from: this theme has no walk")]),
    (both(write("walk.gif", b"GIF89a"), edit(SHEET, "animation = walk.gif")), [
        (10, "[walk] animation: walk.gif is no picture of at most 8 MiB; wanted: a GIF, WebP, PNG or JPEG"),
        (23, "[walk-gallop] from: this theme has no walk")]),
    (edit("[soundtrack]", "[dark]\ntheme = night\n[soundtrack]"), [
        (27, "[dark] theme: there is no theme night beside this one's folder")]),
    (edit("ground_y", "ground-y"), [(7, "[stage] ground-y: no such key; did you mean ground_y?")]),
    (replace("ground.png", os.mkfifo), [(6, "[stage] ground: there is no file ground.png in the theme's folder")]),
    (replace("ground.png", lambda path: path.symlink_to("/dev/zero")), [
        (6, "[stage] ground: there is no file ground.png in the theme's folder")]),
    (edit("name = Horse", "name = Horse\npalette = p.png"), [
        (3, "[theme] palette: there is no file p.png in the theme's folder")]),
]


@pytest.mark.parametrize("change, wanted", WRONG, ids=range(1, len(WRONG) + 1))
def test_each_fault_has_its_line(theme, change, wanted):
    change(theme)
    status, lines = check(theme)
    assert status == 1
    if wanted is None:
        assert all(line.startswith("theme.ini") and ": " in line for line in lines) and lines
        return
    assert lines == [f"theme.ini{f':{line}' if line else ''}: {words}" for line, words in wanted]


# Shown as it is, but hardly meant.
ODD = [
    (edit("stride_px = 40", "stride_px = 0"), 13, "[walk] stride_px: 0, so that the ground stands still"),
    (edit("count = 2\nframe_ms = 50\nstride_px = 40", "count = 2\nframe_ms = 50\nstride_px = -40"), 18,
     "[gallop] stride_px: -40, but 40 in [walk]: it goes the other way"),
    (edit("stride_px = 15", "stride_px = 90"), 23, "[walk-gallop] stride_px: 90; from the speed of [walk]"),
    (lambda folder: write_wav(folder / "walk.wav", 450), 27,
     "[soundtrack] walk: walk.wav lasts 450 ms, which is no whole number of strides of 200 ms"),
    (edit("count = 2", "count = 2\ntrim = yes"), 17, "[gallop] columns, rows and trim are of a sheet"),
    (write("walk.png", png(64, 16, b"\x80\x60\x40", kind=RGB)), 10, "[walk] sheet: walk.png has no alpha"),
]


@pytest.mark.parametrize("change, line, words", ODD, ids=range(1, len(ODD) + 1))
def test_what_is_odd_is_a_warning(theme, change, line, words):
    change(theme)
    status, lines = check(theme)
    assert status == 0 and lines[-1] == "Horse: theme is good"
    assert any(told.startswith(f"theme.ini:{line}: warning: {words}") for told in lines), lines


@pytest.mark.parametrize("data", [
    png(64, 16, b"\x80", kind=GREY), png(64, 16, b"\1", kind=PALETTE, chunks=chunk(b"PLTE", bytes(6))),
    png(64, 16, b"\x80\0\x60\0\x40\0\xff\xff", depth=16), png(64, 16, interlaced=True),
    gif(64, 16, [(1, 2, 3)])], ids=["grey", "palette", "16 bits", "interlaced", "GIF"])
def test_a_sheet_of_any_kind_is_read(theme, data):
    (theme / "walk.png").write_bytes(data)
    assert check(theme)[0] == 0


def test_a_folder_that_is_no_theme(tmp_path):
    assert check(tmp_path)[0] == 1
    assert check(tmp_path / "none")[0] == 1


def test_a_picture_is_a_theme(tmp_path):
    picture = tmp_path / "horse.gif"
    picture.write_bytes(gif(20, 10, [(1, 2, 3), (4, 5, 6)]))
    assert check(picture) == (0, ["horse.gif: theme is good"])
    picture.write_bytes(b"no picture")
    status, lines = check(picture)
    assert status == 1 and lines[0].startswith(f"{picture}: is no picture")


def test_control_characters_are_no_commands(theme):
    edit("width = 64", "width = 6\x1b[31m4")(theme)
    status, lines = check(theme)
    assert status == 1 and "\x1b" not in "".join(lines)
    assert lines[0] == "theme.ini:4: [stage] width: '6?[31m4'; wanted: pixels, 16 to 1024"


def test_many_faults_are_counted(theme):
    with (theme / "theme.ini").open("a") as file:
        file.write("".join(f"key{number} = 1\n" for number in range(200)))
    status, lines = check(theme)
    assert status == 1 and len(lines) == 65
    assert re.fullmatch(r".*: and 136 more", lines[-1])


def test_who_is_not_there_is_named(tmp_path):
    bin_dir = tmp_path / "bin"
    bin_dir.mkdir()
    shutil.copy2(OCAMLWALK, bin_dir)
    told = subprocess.run([bin_dir / "ocamlwalk", "--check-theme", "plate"], capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert told.stderr.startswith("ocamlwalk: ocamlwalk-theme is not installed beside the launcher (")
    assert told.stderr.count("\n") == 1


def test_ogg_and_wav_have_lengths(theme):
    """The plate's music is whole strides, by its headers; a page that is cut off is no fault."""
    source = THEMES / "plate" / "walk-1.ogg"
    shutil.copy2(source, theme / "walk.ogg")
    edit("walk = walk.wav", "walk = walk.ogg")(theme)
    edit("frame_ms = 50", "frame_ms = 420")(theme)  # 1680 ms a stride
    lines = check(theme)[1]
    assert not [line for line in lines if "[soundtrack]" in line], lines
    (theme / "walk.ogg").write_bytes(source.read_bytes()[:50] + struct.pack("<I", 0))
    assert check(theme)[0] == 0
    assert (BUILD / "libexec" / "ocamlwalk" / "ocamlwalk-theme").exists()


def documented(index: int) -> str:
    """The theme.ini that docs/themes.md shows there."""
    text = (SOURCE / "docs" / "themes.md").read_text()
    found = re.findall(r"^ {4}\[(?:stage|theme)\]\n(?:(?: {4}.*)?\n)+", text, re.M)
    return "".join(line[4:] + "\n" for line in found[index].splitlines())


def test_the_smallest_documented_theme_is_the_one_that_comes_along():
    committed = (THEMES / "minimal" / "theme.ini").read_text()
    assert committed.partition("\n")[2].strip() == documented(0).strip()


def test_the_larger_documented_theme_is_good(tmp_path):
    for name in ("horse", "horse-dark"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "theme.ini").write_text(documented(1))
    theme = tmp_path / "horse"
    for name, columns, rows in (("walk", 8, 2), ("gallop", 12, 1), ("start", 6, 1), ("ground", 4, 1)):
        (theme / f"{name}.png").write_bytes(png(columns * 20, rows * 15))
        (theme / f"{name}@2x.png").write_bytes(png(columns * 40, rows * 30))
    shutil.copy2(THEMES / "plate" / "walk-1.ogg", theme / "hooves.ogg")
    assert check(theme) == (0, ["Horse: theme is good"])
