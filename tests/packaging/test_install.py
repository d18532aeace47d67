# SPDX-License-Identifier: MIT
"""What cmake --install puts where: whole, in its components, and into a user's own ~/.local."""

import os
import pathlib
import re
import subprocess

import pytest

SOURCE = pathlib.Path(os.environ["OCAMLWALK_SOURCE_DIR"])
BUILD = pathlib.Path(os.environ["OCAMLWALK_BUILD_DIR"])
DOC = "share/doc/ocamlwalk"
COMPONENTS = {
    "runtime": {"bin/ocamlwalk", "libexec/ocamlwalk/ocamlwalk-splash", "libexec/ocamlwalk/ocamlwalk-theme",
                "share/man/man5/ocamlwalk-theme.5", "libexec/ocamlwalk/ocamlwalk-caption.so",
                "libexec/ocamlwalk/ocamlwalk-caption-plain.so", "libexec/ocamlwalk/ocamlwalk-face.so",
                "share/man/man1/ocamlwalk.1", "share/applications/ocamlwalk.desktop", f"{DOC}/LICENSE"},
    "data": {"share/ocamlwalk/themes/plate/theme.ini", "share/icons/hicolor/48x48/apps/ocamlwalk.png"},
    "doc": {f"{DOC}/{name}" for name in ("README.md", "CHANGELOG.md", "SECURITY.md", "docs/in-builds.md",
                                         "docs/screenshot.png")},
    "dev": {f"{DOC}/examples/{name}" for name in ("Makefile", "dune", "dune-project", "slow_start.ml",
                                                  "make-desktop")},
    "ocaml": set(),  # where OCaml is
}


def install(prefix: pathlib.Path, *options: str) -> set:
    """The files that come of it; a theme's links to another's folders are files, too."""
    subprocess.run(["cmake", "--install", BUILD, "--prefix", prefix, *options], check=True,
                   stdout=subprocess.DEVNULL)
    return {str(path.relative_to(prefix)) for path in prefix.rglob("*") if path.is_symlink() or path.is_file()}


def test_the_components_are_the_whole(tmp_path):
    whole = install(tmp_path / "whole")
    parts = {name: install(tmp_path / name, "--component", name) for name in COMPONENTS}
    assert set.union(*parts.values()) == whole
    assert sum(len(part) for part in parts.values()) == len(whole)
    for name, files in COMPONENTS.items():
        assert files <= parts[name], name


def test_the_data_is_the_same_on_each_machine(tmp_path):
    install(tmp_path, "--component", "data")
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or not path.read_bytes().startswith(b"\x7fELF"), path


@pytest.mark.parametrize("document", ["README.md", "SECURITY.md"])
def test_what_a_document_points_at_is_there(tmp_path, document):
    """But for what only the sources have."""
    install(tmp_path)
    text = (tmp_path / DOC / document).read_text()
    targets = {target for target in re.findall(r"\]\(([^)#:]+)[^):]*\)", text)}
    assert "docs/transparency.md" in targets or document != "README.md"
    missing = {target for target in targets if not (tmp_path / DOC / target).exists()}
    assert not [target for target in missing if target.startswith(("docs/", "examples/", "CHANGELOG", "LICENSE"))
                or not (SOURCE / target).exists()]


@pytest.mark.parametrize("data_home", [None, ".local/share"], ids=["by HOME", "by XDG_DATA_HOME"])
def test_in_the_users_own_folder_each_theme_is_listed_once(tmp_path, data_home):
    install(tmp_path / ".local")
    env = {"HOME": str(tmp_path)} | ({"XDG_DATA_HOME": str(tmp_path / data_home)} if data_home else {})
    told = subprocess.run([tmp_path / ".local/bin/ocamlwalk", "--list-themes"], env=env, check=True,
                          capture_output=True, text=True).stdout
    assert sorted(line.split("\t")[0] for line in told.splitlines()) == [
        "cutout", "minimal", "plate", "plate-dark", "zoetrope"]
