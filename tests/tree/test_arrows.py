# SPDX-License-Identifier: MIT
"""tests/arrows finds what ARCHITECTURE.md does not allow: in a copy of the tree, one change at a time."""

import pathlib
import shutil
import subprocess

import pytest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
WANTED = ["ARCHITECTURE.md", "src", "launcher", "frames"]


def committed():
    """The files of those folders as git has them; all there are, in a tree without git."""
    listed = subprocess.run(["git", "-c", f"safe.directory={SOURCE}", "ls-files", "--cached", "--others",
                             "--exclude-standard", "--", *WANTED],
                            cwd=SOURCE, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return [SOURCE / line for line in listed.stdout.splitlines()]
    return [path for name in WANTED for path in [SOURCE / name, *(SOURCE / name).rglob("*")]]


@pytest.fixture
def tree(tmp_path):
    for path in committed():
        if path.is_file():
            to = tmp_path / path.relative_to(SOURCE)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, to)
    return tmp_path


def arrows(tree):
    done = subprocess.run([SOURCE / "tests" / "arrows", tree], capture_output=True, text=True,
                          check=False)
    return done.returncode, done.stderr.splitlines()


def change(path, old, new):
    text = path.read_text()
    assert old in text, f"{path} has changed: this test needs another place"
    path.write_text(text.replace(old, new, 1))


def append(path, line):
    """Returns its number."""
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    return len(path.read_text().splitlines())


def test_tree_is_in_order(tree):
    assert arrows(tree) == (0, [])


@pytest.mark.parametrize("file, header, arrow", [
    ("src/theme/theme.c", "renderer.h", "theme -> draw (renderer.h)"),
    ("src/common/file.c", "request.h", "common -> request (request.h)"),
    ("src/animation/camel.c", "soundtrack.h", "animation -> sound (soundtrack.h)"),  # one header only
    ("src/window/window.c", "show.h", "window -> splash (show.h)"),
    ("launcher/wings.c", "show.h", "launcher -> splash (show.h)"),
    ("frames/acts.c", "json.h", "frames -> common (json.h)"),
    ("src/draw/renderer.c", "../program/activity.h", "draw -> program (activity.h)"),
])
def test_forbidden_include_is_named(tree, file, header, arrow):
    line = append(tree / file, f'#include "{header}"')
    status, found = arrows(tree)
    assert status == 1
    assert f"{file}:{line}: {arrow}: ARCHITECTURE.md does not allow this arrow" in found


def test_forbidden_library_is_named(tree):
    change(tree / "src" / "theme" / "CMakeLists.txt", "USES common", "USES common window")
    status, found = arrows(tree)
    assert status == 1 and len(found) == 1
    assert found[0].startswith("src/theme/CMakeLists.txt:")
    assert "theme -> window (CMake)" in found[0]


def test_arrow_that_nobody_takes_is_named(tree):
    change(tree / "ARCHITECTURE.md", "| request | `src/request/` | common |",
           "| request | `src/request/` | common, process |")
    status, found = arrows(tree)
    assert status == 1 and "request -> process: nobody includes any header" in found[0]


def test_circle_is_named(tree):
    change(tree / "ARCHITECTURE.md", "| common | `src/common/` | – |",
           "| common | `src/common/` | request |")
    append(tree / "src" / "common" / "file.c", '#include "request.h"')
    status, found = arrows(tree)
    assert status == 1
    assert "the includes: a circle: common -> request -> common" in found


def test_room_without_a_row_is_named(tree):
    (tree / "src" / "attic").mkdir()
    (tree / "src" / "attic" / "attic.c").write_text("")
    status, found = arrows(tree)
    assert status == 1 and "the room attic is not in the table" in found[0]
