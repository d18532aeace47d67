# SPDX-License-Identifier: MIT
"""The Debian package: lintian finds nothing, it is hardened, small, the same from every build."""

import hashlib
import os
import pathlib
import re
import shutil
import subprocess

import pytest

SOURCE = pathlib.Path(os.environ["OCAMLWALK_SOURCE_DIR"])
OVERRIDES = sorted((SOURCE / "packaging" / "debian").glob("*.lintian-overrides"))
MIB = 1 << 20


def run(*words, **more) -> str:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True,
                          check=False, **more)
    assert done.returncode == 0, f"{words}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done.stdout


def start_build(folder: pathlib.Path, umask: int, **env) -> subprocess.Popen:
    return subprocess.Popen(
        [SOURCE / "packaging" / "build-deb", folder], env={**os.environ, **env}, umask=umask,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.fixture(scope="session")
def both(tmp_path_factory):
    """Folders of two builds, which differ in all that should not matter."""
    first = tmp_path_factory.mktemp("first")
    second = tmp_path_factory.mktemp("second") / "a b" / "äöü 日本"
    second.mkdir(parents=True)
    for building in (start_build(first, 0o022), start_build(
            second, 0o027, TZ="Pacific/Kiritimati", HOME="/nonexistent", LOGNAME="she")):
        told, _ = building.communicate()
        assert building.returncode == 0, told
    yield first, second
    shutil.rmtree(first)
    shutil.rmtree(second)


@pytest.fixture(scope="session")
def built(both):
    """A folder with the package, its unpacked tree in `root`, and the log of its build."""
    run("dpkg-deb", "-x", *both[0].glob("ocamlwalk_*.deb"), both[0] / "root")
    return both[0]


@pytest.fixture(scope="session")
def package(built):
    found, = built.glob("ocamlwalk_*.deb")
    return found


def digests(folder: pathlib.Path) -> dict:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.glob("*.deb")}


def test_another_folder_and_time_give_the_same_bytes(both):
    first, second = map(digests, both)
    assert first and first == second


def test_lintian_finds_nothing(built):
    told = run("lintian", "--allow-root", "--fail-on", "error,warning", *built.glob("*.changes"))
    assert not re.search(r"^[EW]:", told, re.M), told


def test_every_override_has_its_reason_beside_it():
    before = ""
    for line in "".join(path.read_text() for path in OVERRIDES).splitlines():
        assert line.startswith("#") or before.startswith("#"), f"why? {line}"
        before = line


def test_size(package, built):
    assert package.stat().st_size <= 12 * MIB
    assert int(run("dpkg-deb", "-f", package, "Installed-Size")) <= 16 * MIB // 1024


def test_what_it_depends_on(package):
    depends = run("dpkg-deb", "-f", package, "Depends")
    assert "ocaml-base | ocaml-base-nox" in depends
    for library in ("libc6", "libsdl2-2.0-0", "libsdl2-image-2.0-0", "libsdl2-mixer-2.0-0",
                    "libpangocairo-1.0-0", "libvorbisfile3", "libfontconfig1", "libfreetype6", "libinih1",
                    "libx11-6"):
        assert library in depends
    assert "fonts-" in run("dpkg-deb", "-f", package, "Recommends")


@pytest.mark.parametrize("path", [
    "usr/bin/ocamlwalk",
    "usr/bin/ocamlwalk-plate",
    "usr/libexec/ocamlwalk/ocamlwalk-splash",
    "usr/libexec/ocamlwalk/ocamlwalk-theme",
    "usr/share/applications/ocamlwalk.desktop",
    "usr/share/bash-completion/completions/ocamlwalk",
    "usr/share/bash-completion/completions/ocamlwalk-plate",
    "usr/share/doc/ocamlwalk/changelog.gz",
    "usr/share/doc/ocamlwalk/copyright",
    "usr/share/doc/ocamlwalk/README.md",
    "usr/share/doc/ocamlwalk/docs/in-builds.md",
    "usr/share/doc/ocamlwalk/examples/make-desktop",
    "usr/share/fish/vendor_completions.d/ocamlwalk-plate.fish",
    "usr/share/fish/vendor_completions.d/ocamlwalk.fish",
    "usr/share/icons/hicolor/48x48/apps/ocamlwalk.png",
    "usr/share/icons/hicolor/scalable/apps/ocamlwalk.svg",
    "usr/share/man/man1/ocamlwalk-plate.1.gz",
    "usr/share/man/man1/ocamlwalk.1.gz",
    "usr/share/man/man5/ocamlwalk-theme.5.gz",
    "usr/share/metainfo/org.ocamlwalk.ocamlwalk.metainfo.xml",
    "usr/share/mime/packages/ocamlwalk.xml",
    "usr/share/ocamlwalk/themes/plate/theme.ini",
    "usr/share/zsh/vendor-completions/_ocamlwalk",
    "usr/share/zsh/vendor-completions/_ocamlwalk-plate",
])
def test_what_is_in_it(built, path):
    assert (built / "root" / path).is_file()


@pytest.mark.parametrize("compiler", ["ocamlc", "ocamlopt"])
def test_the_library_is_one_for_ocamlfind(both, tmp_path, compiler):
    """From its own package, which needs the program's no more than the program's needs it."""
    library, = both[0].glob("libocamlwalk-ocaml-dev_*.deb")
    run("dpkg-deb", "-x", library, tmp_path)
    shutil.copy(SOURCE / "tests" / "programs" / "teller.ml", tmp_path)
    run("ocamlfind", compiler, "-package", "ocamlwalk", "-linkpkg", "teller.ml", "-o", "teller",
        cwd=tmp_path, env={**os.environ, "OCAMLPATH": str(tmp_path / "usr/lib/ocaml")})
    depends = run("dpkg-deb", "-f", library, "Depends")
    assert re.search(r"\bocaml\S*-\d", depends) and "ocaml-findlib" in depends
    assert not re.search(r"\bocamlwalk\b", depends)


def test_the_catalogue_finds_what_it_names(built):
    run("appstreamcli", "validate-tree", "--no-net", built / "root")


def test_the_compiler_was_told_to_harden(built):
    """The flags of every compilation: fortify, stack protector, format, RELRO, bindnow."""
    run("blhc", "--bindnow", built / "build.log")


def elf(path: pathlib.Path) -> str:
    return run("readelf", "--wide", "--file-header", "--program-headers", "--dynamic",
               "--dyn-syms", path)


def test_what_is_dynamic_is_hardened(built):
    parts = sorted((built / "root/usr/libexec/ocamlwalk").iterdir())
    assert len(parts) >= 3
    for part in parts:
        told = elf(part)
        assert "GNU_RELRO" in told and "BIND_NOW" in told, part
        # Those with SDL2_image and SDL2_mixer only call on: they have no array that could overflow.
        assert "__stack_chk_fail" in told or "-formats" in part.name, part
        assert "(RPATH)" not in told and "(RUNPATH)" not in told, part
    splash = elf(built / "root/usr/libexec/ocamlwalk/ocamlwalk-splash")
    assert "Position-Independent Executable" in splash or "Flags: NOW PIE" in splash
    assert re.search(r"__\w+_chk@", splash)


def test_the_launcher_is_static_and_hardened_as_far_as_that_goes(built):
    """No loader, no relocation, so no PIE and nothing to bind: its start-up time is the product."""
    told = elf(built / "root/usr/bin/ocamlwalk")
    assert "INTERP" not in told and "no dynamic section" in told
    assert "GNU_RELRO" in told
    assert re.search(r"GNU_STACK.*\bRW\b", told) and "RWE" not in told
