# SPDX-License-Identifier: MIT
"""The options of ocamlwalk-plate are listed in five places, and all say what --help does."""

import re

import pytest

import plates

LISTS = {
    "packaging/man/ocamlwalk-plate.1": r"^\.It .*?Fl Fl ([\w-]+)(?: , Fl Fl (\w+))?",
    "packaging/completions/ocamlwalk-plate.bash": r"--([\w-]+)(?==? )",
    "packaging/completions/_ocamlwalk-plate": r"--([\w-]+)=?\[",
    "packaging/completions/ocamlwalk-plate.fish": r" -l ([\w-]+)",
}


def offered() -> set:
    told = plates.run(plates.PLATE, "--help")
    assert told.returncode == 0
    return set(re.findall(r"--([a-z][\w-]*)", told.stdout))


@pytest.mark.parametrize("path", LISTS)
def test_a_list_has_what_help_has(path):
    text = (plates.SOURCE / path).read_text()
    if path.endswith(".bash"):
        text = re.search(r"-W '(-o [^']*)'", text)[1] + " "
    found = {name for names in re.findall(LISTS[path], text, re.M)
             for name in ([names] if isinstance(names, str) else names) if name}
    assert found == offered()


def test_the_synopsis_has_them_too():
    text = (plates.SOURCE / "packaging/man/ocamlwalk-plate.1").read_text()
    synopsis = text.split(".Sh SYNOPSIS")[1].split(".Sh ")[0]
    assert set(re.findall(r"Fl Fl ([\w-]+)", synopsis)) | {"output"} == offered()
