# SPDX-License-Identifier: MIT
"""opam and Homebrew take the recipes; every recipe agrees with the tree on version and needs."""

import os
import pathlib
import re
import subprocess

import pytest

SOURCE = pathlib.Path(os.environ["OCAMLWALK_SOURCE_DIR"])
OPAM = SOURCE / "ocamlwalk.opam"
FORMULA = SOURCE / "packaging" / "homebrew" / "ocamlwalk.rb"
CONTROL = SOURCE / "packaging" / "debian" / "control"


def version() -> str:
    text = (SOURCE / "CMakeLists.txt").read_text()
    return re.search(r"^project\(ocamlwalk VERSION ([\d.]+)", text, re.M)[1]


def needed(part: str) -> set:
    """What `dev` installs for a part of the work, but for the compiler, which everybody has."""
    listed = re.search(rf"^    {part}\)(.*?);;", (SOURCE / "dev").read_text(), re.M | re.S)[1]
    return set(listed.replace("echo", "").split()) - {"gcc", "libc6-dev", "make"}


@pytest.mark.parametrize("recipe", [OPAM, SOURCE / "ocamlwalk-lib.opam"], ids=lambda path: path.name)
def test_opam_is_content(recipe):
    done = subprocess.run(["opam", "lint", "--strict", recipe], capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0 and "Passed" in done.stdout, done.stdout + done.stderr


def test_ruby_is_content():
    done = subprocess.run(["ruby", "-wc", FORMULA], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Syntax OK\n", "")


@pytest.mark.parametrize("file, pattern", [
    ("ocamlwalk.opam", r'^version: "([^"]+)"'),
    ("ocamlwalk-lib.opam", r'^version: "([^"]+)"'),
    ("packaging/homebrew/ocamlwalk.rb", r"ocamlwalk-([\d.]+)\.tar"),
    ("packaging/debian/changelog", r"\Aocamlwalk \(([^)]+)\)"),
    ("packaging/linux/org.ocamlwalk.ocamlwalk.metainfo.xml", r'<release version="([^"]+)"'),
])
def test_one_version(file, pattern):
    assert re.search(pattern, (SOURCE / file).read_text(), re.M)[1] == version()


def test_debian_is_told_what_the_build_needs():
    told = re.search(r"^Build-Depends:(.*?)^$", CONTROL.read_text(), re.M | re.S)[1]
    packages = {re.sub(r"\(.*?\)", "", word).strip() for word in told.split(",")}
    assert packages - {"debhelper-compat"} == needed("debian-build") | needed("debian-library")


def test_opam_is_told_what_the_build_needs():
    debian, brew = re.findall(r"\[([^][]*)\] \{os", OPAM.read_text())
    assert set(re.findall(r'"([^"]+)"', debian)) == needed("debian-build")
    assert set(re.findall(r'"([^"]+)"', brew)) == needed("brew-build")


def test_homebrew_is_told_what_the_build_needs():
    told = set(re.findall(r'depends_on "([^"]+)"', FORMULA.read_text()))
    assert told - {"ocaml"} == needed("brew-build")
