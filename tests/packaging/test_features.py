# SPDX-License-Identifier: MIT
"""What configuring says of libraries that are missing: an error where they were asked for, else a line of the table."""

import os
import pathlib
import re
import subprocess

import pytest

SOURCE = pathlib.Path(os.environ["OCAMLWALK_SOURCE_DIR"])
OPTIONS = {"OCAMLWALK_WAYLAND": ("wayland-client", "libwayland-dev"),
           "OCAMLWALK_SYSTEMD": ("libsystemd", "libsystemd-dev"),
           "OCAMLWALK_PROGRAM_WINDOWS": ("xcb-res", "libxcb-res0-dev"),
           "OCAMLWALK_ARCHIVES": ("libarchive", "libarchive-dev")}


class Tree:
    """A build folder, in a system whose pkg-config knows the modules of this one, but for some. None wants another there:
    Debian's SDL2_mixer has FluidSynth, which has libsystemd."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder / "build"
        self.modules = folder / "modules"
        self.modules.mkdir()
        told = subprocess.run(["pkg-config", "--variable", "pc_path", "pkg-config"], check=True,
                              capture_output=True, text=True).stdout.strip()
        for path in reversed(told.split(":")):
            for module in pathlib.Path(path).glob("*.pc"):
                text = re.sub(r"^Requires\.private:.*", "", module.read_text(), flags=re.M)
                (self.modules / module.name).write_text(text)

    def remove(self, *names: str):
        for name in names:
            (self.modules / f"{name}.pc").unlink()

    def configure(self, *options: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            ["cmake", "-S", SOURCE, "-B", self.folder, "-DOCAMLWALK_TESTS=OFF", *options], text=True,
            env={**os.environ, "PKG_CONFIG_LIBDIR": str(self.modules)}, capture_output=True, check=False)

    def table(self, *options: str) -> dict:
        """What is said of each option's feature."""
        done = self.configure(*options)
        assert done.returncode == 0, done.stderr
        rows = done.stdout.split("What is built:\n")[1].splitlines()
        found = (re.match(r"--   (OCAMLWALK_\w+) .*?((?:not )?built.*)", row) for row in rows)
        return {row[1]: row[2] for row in found if row}

    def error(self, *options: str) -> list:
        done = self.configure(*options)
        assert done.returncode != 0, done.stdout
        return [line.strip() for line in done.stderr.splitlines()]


@pytest.fixture
def tree(tmp_path):
    return Tree(tmp_path)


def test_where_nothing_is_missing_all_is_built(tree):
    assert {option: tree.table()[option] for option in OPTIONS} == dict.fromkeys(OPTIONS, "built")


def test_each_missing_library_is_named_in_the_table(tree):
    tree.remove(*(module for module, _ in OPTIONS.values()))
    told = tree.table()
    for option, (module, package) in OPTIONS.items():
        assert told[option] == f"not built, for want of {module} (Debian: {package})"


@pytest.mark.parametrize("option", OPTIONS)
def test_what_was_asked_for_and_is_missing_is_an_error(tree, option):
    module, package = OPTIONS[option]
    tree.remove(module)
    assert f"{option}=ON: missing: {module} (Debian: {package})" in tree.error(f"-D{option}=ON")
    assert tree.table(f"-D{option}=OFF")[option] == "not built, it is OFF"


def test_what_is_off_is_not_looked_for(tree):
    assert set(tree.table(*(f"-D{option}=OFF" for option in OPTIONS))[option] for option in OPTIONS) == {
        "not built, it is OFF"}
    told = subprocess.run(["cmake", "--build", tree.folder, "--target", "help"], check=True,
                          capture_output=True, text=True).stdout
    assert "ocamlwalk-splash" in told
    for target in ("screen_lock_logind", "preferences_portal", "program_window_xcb", "wayland_protocols"):
        assert target not in told


def test_a_word_that_is_none_of_the_three_is_an_error(tree):
    assert "OCAMLWALK_WAYLAND=maybe: ON, OFF or AUTO" in tree.error("-DOCAMLWALK_WAYLAND=maybe")


def test_all_that_the_splash_wants_is_named_at_once(tree):
    tree.remove("inih", "pangocairo", "xext")
    told = tree.error()
    for line in ("inih (Debian: libinih-dev)", "pangocairo (Debian: libpango1.0-dev)", "xext (Debian: libxext-dev)"):
        assert line in told


def test_an_sdl_that_is_too_old_is_named_with_its_version(tree):
    module = tree.modules / "sdl2.pc"
    module.write_text(re.sub(r"^Version:.*", "Version: 2.0.22", module.read_text(), flags=re.M))
    assert "sdl2 2.26 (Debian: libsdl2-dev, here 2.0.22)" in tree.error()
    assert re.search(r"\bSDL 2\.26\b", (SOURCE / "README.md").read_text())


def test_the_launcher_alone_wants_no_library(tree):
    for module in tree.modules.iterdir():
        module.unlink()
    told = tree.table("-DOCAMLWALK_SPLASH=OFF")
    assert told["OCAMLWALK_SPLASH"] == "not built, it is OFF"
    assert told["OCAMLWALK_WAYLAND"] == "not built, for want of OCAMLWALK_SPLASH=ON"
