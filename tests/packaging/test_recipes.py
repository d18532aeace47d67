# SPDX-License-Identifier: MIT
"""Those who read the recipes take them, where they are to be had; every recipe agrees with the tree on version and needs."""

import os
import pathlib
import re
import shutil
import subprocess

import pytest

SOURCE = pathlib.Path(os.environ["OCAMLWALK_SOURCE_DIR"])
OPAM = SOURCE / "ocamlwalk.opam"
FORMULA = SOURCE / "packaging" / "homebrew" / "ocamlwalk.rb"
CONTROL = SOURCE / "packaging" / "debian" / "control"
SPEC = SOURCE / "packaging" / "rpm" / "ocamlwalk.spec"
PKGBUILD = SOURCE / "packaging" / "arch" / "PKGBUILD"
NIX = SOURCE / "packaging" / "nix" / "package.nix"

# What has each module of pkg-config that src/libraries.cmake looks for: Arch's package, Nix's.
PACKAGES = {
    "cairo": ("cairo", "cairo"), "glib-2.0": ("glib2", "glib"), "gobject-2.0": ("glib2", "glib"),
    "pango": ("pango", "pango"), "pangocairo": ("pango", "pango"),
    "fontconfig": ("fontconfig", "fontconfig"), "freetype2": ("freetype2", "freetype"),
    "inih": ("libinih", "inih"), "libarchive": ("libarchive", "libarchive"), "libpng": ("libpng", "libpng"),
    "libsystemd": ("systemd-libs", "systemd"), "sdl2": ("sdl2", "SDL2"), "SDL2_image": ("sdl2_image", "SDL2_image"),
    "SDL2_mixer": ("sdl2_mixer", "SDL2_mixer"),
    "vorbisfile": ("libvorbis", "libvorbis"), "wayland-client": ("wayland", "wayland"),
    "wayland-protocols": ("wayland-protocols", "wayland-protocols"), "x11": ("libx11", "libX11"),
    "xcb": ("libxcb", "libxcb"), "xcb-res": ("libxcb", "libxcb"), "xext": ("libxext", "libXext"),
    "xrandr": ("libxrandr", "libXrandr"),
}


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


def modules() -> set:
    listed = re.findall(r"ocamlwalk_find\(\w+ \w+ ([^)]*)\)", (SOURCE / "src" / "libraries.cmake").read_text())
    return {re.sub(r">=.*", "", module) for line in listed for module in line.split()}


@pytest.mark.skipif(not shutil.which("rpmlint"), reason="no rpmlint")
def test_rpmlint_is_content():
    """But for a tag that Fedora forbids by now."""
    done = subprocess.run(["rpmlint", SPEC], capture_output=True, text=True, check=False)
    complaints = [line for line in done.stdout.splitlines() if re.search(r": [EW]: ", line)]
    assert complaints in ([], ["ocamlwalk.spec: W: no-buildroot-tag"]), done.stdout


@pytest.mark.parametrize("command", [["bash", "-n"], ["shellcheck"]], ids=lambda words: words[0])
def test_the_shell_is_content(command):
    done = subprocess.run([*command, PKGBUILD], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.skipif(not shutil.which("nix-instantiate"), reason="no nix-instantiate")
def test_nix_is_content(tmp_path):
    done = subprocess.run(["nix-instantiate", "--parse", NIX], capture_output=True, text=True, check=False,
                          env={**os.environ, "NIX_STATE_DIR": str(tmp_path), "NIX_STORE_DIR": str(tmp_path)})
    assert done.returncode == 0, done.stderr


def test_ruby_is_content():
    done = subprocess.run(["ruby", "-wc", FORMULA], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Syntax OK\n", "")


@pytest.mark.parametrize("file, pattern", [
    ("ocamlwalk.opam", r'^version: "([^"]+)"'),
    ("ocamlwalk-lib.opam", r'^version: "([^"]+)"'),
    ("packaging/homebrew/ocamlwalk.rb", r"ocamlwalk-([\d.]+)\.tar"),
    ("packaging/debian/changelog", r"\Aocamlwalk \(([^)]+)\)"),
    ("packaging/rpm/ocamlwalk.spec", r"^Version: +([\d.]+)"),
    ("packaging/rpm/ocamlwalk.spec", r"^\* .* - ([\d.]+)-1$"),
    ("packaging/arch/PKGBUILD", r"^pkgver=([\d.]+)"),
    ("packaging/nix/package.nix", r'version = "([\d.]+)"'),
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


def test_rpm_is_told_what_the_build_needs():
    told = set(re.findall(r"^BuildRequires: +pkgconfig\(([^)]*)\)", SPEC.read_text(), re.M))
    assert told - {"wayland-scanner"} == modules() - {"xcb"}  # which xcb-res brings along


@pytest.mark.parametrize("recipe, listed, column", [
    (PKGBUILD, r"depends=\((.*?)\)", 0), (NIX, r"^\{ (.*?)\n\}:", 1)], ids=["Arch", "Nix"])
def test_arch_and_nix_are_told_what_the_build_needs(recipe, listed, column):
    assert set(PACKAGES) == modules()
    lists = re.findall(listed, recipe.read_text(), re.M | re.S)
    told = set(re.split(r"[\s,]+", " ".join(lists)))
    wanted = {packages[column] for packages in PACKAGES.values()}
    others = {"glibc", "musl", "ocaml", "lib", "stdenv", "cmake", "pkg-config", "pkgconf", "wayland-scanner"}
    assert wanted <= told <= wanted | others
