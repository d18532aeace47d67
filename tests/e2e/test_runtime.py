# SPDX-License-Identifier: MIT
"""Whatever OCaml's compilers produce can stand after ocamlwalk, and is run by the runtime that it
names; what cannot be run is reported as a shell reports it.
"""

import os
import shutil

import pytest

from lab import OCAMLRUN, OCAMLWALK, PROGRAMS, SPEAK

KINDS = ["speak.byte", "speak-headless.byte", "speak-custom", "speak-complete",
         "speak-use-runtime.byte", "speak-c"]


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind(launcher, screen, kind, with_display):
    """Plain bytecode with and without its #! line, -custom, -output-complete-exe, -use-runtime."""
    launch = launcher.walk(PROGRAMS / kind, "print", kind, "exit", "3",
                           display=screen.name if with_display else None)
    assert launch.finish() == (3, kind.encode() + b"\n", b"")


def test_use_runtime_runs_by_itself(launcher, screen):
    """What `ocamlc -use-runtime ocamlwalk` made starts with a #! line that names ocamlwalk."""
    program = PROGRAMS / "speak-use-runtime.byte"
    assert program.read_bytes().startswith(b"#!" + os.fsencode(OCAMLWALK))
    launch = launcher.start(program, "print", "hello", display=screen.name,
                            env={"OCAMLWALK": "--sound=off"})
    assert launch.finish() == (0, b"hello\n", b"")


def with_first_line(path, line: bytes):
    """A copy of the program under another #! line."""
    headless = (PROGRAMS / "speak-headless.byte").read_bytes()
    path.write_bytes(line + b"\n" + headless)
    path.chmod(0o755)
    return path


def test_env_line(launcher, screen):
    """`#!/usr/bin/env ocamlwalk` works, as a script's first line does."""
    program = with_first_line(launcher.folder / "script", b"#!/usr/bin/env ocamlwalk")
    path = f"{OCAMLWALK.parent}:{launcher.env['PATH']}"
    launch = launcher.start(program, "print", "hello", display=screen.name,
                            env={"PATH": path, "OCAMLWALK": "--sound=off"})
    assert launch.finish() == (0, b"hello\n", b"")


def a_runtime(folder, name, says):
    """A runtime that says its name, then runs the program as ocamlrun does."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f'#!/bin/sh\necho {says}\nexec {OCAMLRUN} "$@"\n')
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
def test_the_runtime_named_in_the_first_line(launcher, screen, with_display):
    """Bytecode of another opam switch is run by that switch's runtime, not by the one on PATH."""
    runtime = a_runtime(launcher.folder / "switch", "ocamlrun", "from its switch")
    program = with_first_line(launcher.folder / "p.byte", b"#!" + os.fsencode(runtime))
    launch = launcher.walk(program, "print", "hello", display=screen.name if with_display else None)
    assert launch.finish() == (0, b"from its switch\nhello\n", b"")


def test_a_missing_runtime_in_the_first_line(launcher):
    """A first line that names what is not there, or ocamlwalk itself, leaves it to PATH."""
    runtime = a_runtime(launcher.folder / "bin", "ocamlrun", "from PATH")
    env = {"PATH": f"{runtime.parent}:{launcher.env['PATH']}"}
    for line in (b"#!/nowhere/ocamlrun", b"#!" + os.fsencode(OCAMLWALK)):
        program = with_first_line(launcher.folder / "p.byte", line)
        launch = launcher.walk(program, "print", "hello", env=env)
        assert launch.finish() == (0, b"from PATH\nhello\n", b"")


def test_runtime_option(launcher, screen):
    """--runtime beats them all."""
    runtime = a_runtime(launcher.folder / "mine", "run", "as you wish")
    launch = launcher.walk(SPEAK, "print", "hello", options=[f"--runtime={runtime}"],
                           display=screen.name)
    assert launch.finish() == (0, b"as you wish\nhello\n", b"")


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
@pytest.mark.parametrize("how", ["copy", "symbolic link", "hard link"])
def test_first_on_path_as_ocamlrun(launcher, screen, how, with_display):
    """Installed first on PATH under the name ocamlrun, it finds the real one and never itself."""
    folder = launcher.folder / "first"
    folder.mkdir()
    ours = folder / "ocamlrun"
    if how == "copy":
        shutil.copy(OCAMLWALK, ours)
    elif how == "symbolic link":
        ours.symlink_to(OCAMLWALK)
    else:
        try:
            os.link(OCAMLWALK, ours)
        except OSError:
            pytest.skip("the build is on another file system")
    env = {"PATH": f"{folder}:{launcher.env['PATH']}"}
    program = with_first_line(launcher.folder / "p.byte", b"#!/nowhere/ocamlrun")
    display = screen.name if with_display else None
    for word in (program, PROGRAMS / "speak-headless.byte"):
        launch = launcher.walk(word, "print", "hello", ocamlwalk=ours, env=env, display=display)
        assert launch.finish() == (0, b"hello\n", b"")


def test_two_launchers_on_path(launcher):
    """Not even two copies of it can send it round in circles."""
    folders = [launcher.folder / "a", launcher.folder / "b"]
    for folder in folders:
        folder.mkdir()
        (folder / "ocamlrun").symlink_to(OCAMLWALK)
    env = {"PATH": ":".join(map(str, folders)) + ":" + launcher.env["PATH"]}
    launch = launcher.walk(PROGRAMS / "speak-headless.byte", "print", "hello", env=env)
    assert launch.finish() == (0, b"hello\n", b"")


def complains_once(result, status):
    assert result.status == status
    assert result.out == b""
    assert result.err.count(b"\n") == 1 and result.err.endswith(b"\n"), result.err
    assert result.err.startswith(b"ocamlwalk: ")


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
def test_no_runtime(launcher, screen, with_display):
    """No ocamlrun anywhere: 127 and one line."""
    empty = launcher.folder / "empty"
    empty.mkdir()
    launch = launcher.walk(PROGRAMS / "speak-headless.byte", env={"PATH": str(empty)},
                           display=screen.name if with_display else None)
    complains_once(launch.finish(), 127)


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
def test_runtime_not_executable(launcher, screen, with_display):
    """A runtime that may not be executed: 126 and one line."""
    runtime = launcher.folder / "run"
    runtime.write_text("not a program")
    display = screen.name if with_display else None
    launch = launcher.walk(SPEAK, options=[f"--runtime={runtime}"], display=display)
    complains_once(launch.finish(), 126)


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
def test_runtime_of_no_format(launcher, screen, with_display):
    """A runtime that the kernel cannot execute: 126 and one line."""
    runtime = launcher.folder / "run"
    runtime.write_bytes(b"\0\1\2\3 not a program")
    runtime.chmod(0o755)
    display = screen.name if with_display else None
    launch = launcher.walk(SPEAK, options=[f"--runtime={runtime}"], display=display)
    complains_once(launch.finish(), 126)


def test_named_runtime_missing(launcher):
    """--runtime that is not there: 127 and one line."""
    launch = launcher.walk(SPEAK, options=["--runtime=/nowhere/ocamlrun"])
    complains_once(launch.finish(), 127)


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
@pytest.mark.parametrize("program", ["missing", "corrupt", "folder"])
def test_ocamlruns_own_complaints(launcher, screen, program, with_display):
    """What ocamlrun says of a program that is missing or broken, it says here too, unchanged."""
    path = launcher.folder / program
    if program == "corrupt":
        path.write_bytes(open(SPEAK, "rb").read()[:5000])
    elif program == "folder":
        path.mkdir()
    bare = launcher.bare(path).finish()
    walk = launcher.walk(path, display=screen.name if with_display else None).finish()
    assert walk == bare
    assert bare.status != 0


def test_ocamlruns_options(launcher, screen):
    """Single-dash options before the program are ocamlrun's."""
    for options in (["-b"], ["-I", "/nowhere"], ["-b", "-I", "/nowhere"], ["-unknown"]):
        words = [*options, SPEAK, "print", "hello"]
        bare = launcher.bare(*words).finish()
        assert launcher.walk(*words, display=screen.name).finish() == bare
