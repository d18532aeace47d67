# SPDX-License-Identifier: MIT
"""The keys of theme.ini stand in one table of the program, and docs/themes.md and the manual say of each what that says."""

import os
import pathlib
import re
import subprocess

import pytest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
TOOL = pathlib.Path(os.environ["OCAMLWALK_BUILD_DIR"]) / "libexec" / "ocamlwalk" / "ocamlwalk-theme"
DOCUMENT = "docs/themes.md"
MANUAL = "packaging/man/ocamlwalk-theme.5"


@pytest.fixture(scope="module")
def wanted():
    """(section, key): (what it is for, what it holds, what it is without being given)"""
    text = subprocess.run([TOOL, "keys"], capture_output=True, text=True, check=True).stdout
    rows = [line.split("\t") for line in text.splitlines()]
    assert len(rows) > 40
    return {(section, key): tuple(more) for section, key, *more in rows}


def from_document(text):
    """Each table belongs to the `[section]` or the heading that was last before it."""
    found, section = {}, None
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line == "## The stage":
            section = "stage"
        elif line == "## Acts":
            section = ""
        elif re.match(r"`\[\w+\]`[:;]", line):
            section = re.match(r"`\[(\w+)\]", line)[1]
        elif section is not None and len(cells) == 4 and cells[0].startswith("`"):
            found[section, cells[0].strip("`")] = tuple(cells[1:])
    return found


def from_manual(text):
    found = {}
    for part in re.split(r"^\.Ss ", text, flags=re.M)[1:]:
        heading, rest = part.split("\n", 1)
        section = "" if heading == "Acts" else heading.removeprefix("Section ")
        for key, said in re.findall(r"^\.It Cm (\w+)\n(.*?)(?=^\.(?:It|El))", rest, re.M | re.S):
            match = re.fullmatch(r"(.*)\. Holds (.*); (?:without it: )?(.*)\.", " ".join(said.split()))
            assert match, said
            found[section, key] = (match[1][0].lower() + match[1][1:], match[2], match[3])
    return found


def lowered(wanted):
    return {at: (what[0].lower() + what[1:], *more) for at, (what, *more) in wanted.items()}


@pytest.mark.parametrize("file, read", [(DOCUMENT, from_document), (MANUAL, from_manual)], ids=["document", "manual"])
def test_it_says_what_the_table_says(wanted, file, read):
    told = {at: (what[0].lower() + what[1:], *more) for at, (what, *more) in read((SOURCE / file).read_text()).items()}
    assert told == lowered(wanted)


@pytest.mark.parametrize("file, read, old, new", [
    (DOCUMENT, from_document, "pixels, 16 to 1024", "pixels, 16 to 2048"),
    (DOCUMENT, from_document, "| `trim` |", "| `cut` |"),
    (DOCUMENT, from_document, "| yes or no | no |", "| yes or no | yes |"),
    (MANUAL, from_manual, "milliseconds, 10 to 10000", "milliseconds, 1 to 10000"),
    (MANUAL, from_manual, ".It Cm pingpong", ".It Cm pong"),
])
def test_a_difference_is_seen(wanted, file, read, old, new):
    text = (SOURCE / file).read_text()
    assert old in text
    told = {at: (what[0].lower() + what[1:], *more) for at, (what, *more) in read(text.replace(old, new, 1)).items()}
    assert told != lowered(wanted)
