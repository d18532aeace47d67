# SPDX-License-Identifier: MIT
"""A program that tells what it does by the OCaml library is heard, in bytecode and in native code; so
is one by the clients in examples/, in C, Python and shell. Where nobody listens, nothing comes of it.
"""

import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys

import pytest

from lab import BUILD, DEADLINE_S

SOURCE = pathlib.Path(os.environ["OCAMLWALK_SOURCE_DIR"])
EXAMPLES = SOURCE / "examples"
LIBRARY = BUILD / "lib" / "ocaml"
COMPILERS = ["ocamlc", "ocamlopt"]


def run(*words, **more) -> str:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True,
                          check=False, **more)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def compiled(compiler: str, source: pathlib.Path, libraries=LIBRARY) -> str:
    """SOURCE, which lies in a scratch folder, as anybody compiles it who has the library."""
    if not shutil.which(compiler):
        pytest.skip(f"no {compiler}")
    program = source.with_suffix(".byte" if compiler == "ocamlc" else ".exe")
    run("ocamlfind", compiler, "-package", "ocamlwalk", "-linkpkg", source.name, "-o", program.name,
        cwd=source.parent, env={**os.environ, "OCAMLPATH": str(libraries)})
    return str(program)


@pytest.fixture(scope="module", params=COMPILERS)
def teller(request, tmp_path_factory):
    """A program that tells what it is told to."""
    source = tmp_path_factory.mktemp(request.param) / "teller.ml"
    shutil.copy(SOURCE / "tests" / "programs" / "teller.ml", source)
    return compiled(request.param, source)


def walking(launcher, screen, *words, options=()):
    launch = launcher.walk(*words, options=["--delay=0", *options], display=screen.name)
    launch.trace.wait_for("first frame")
    return launch


# --- The library --------------------------------------------------------------------------------

@pytest.mark.parametrize("way", [[], ["--exec"]], ids=["parent", "--exec"])
def test_what_is_told_is_shown(launcher, screen, teller, way):
    """Words and progress reach the card; the camel stays for them, and goes at ready."""
    launch = walking(launcher, screen, teller, "await", "1", "title", "Report", "status", "Loading",
                     "progress", "0.42", "await", "2", "statusf", "7", "await", "3", "child-status",
                     "a child\nREADY=1", "await", "4", "failed", "No table", "await", "5", "ready",
                     "await", "end", options=way)
    launch.tell("1")
    launch.trace.wait_for("words told", title="Report", said="Loading", progress=42)
    launch.tell("2")
    launch.trace.wait_for("words told", said="part 7", progress=42)
    launch.tell("3")
    launch.trace.wait_for("words told", said="a child READY=1")
    launch.tell("4")
    launch.trace.wait_for("words told", said="No table")
    assert not launch.trace.find("sign of life")
    launch.tell("5")
    launch.trace.wait_for("sign of life", sign="ready")
    launch.trace.wait_until_gone()
    launch.tell("end")
    assert launch.finish() == (0, b"", b"")


def test_before_the_camel(launcher, screen, teller):
    """What was told during the delay is on the card from the first frame on."""
    launch = launcher.walk(teller, "title", "Report", "status", "Loading", "progress", "0.1", "await",
                           "end", options=["--delay=500"], display=screen.name)
    launch.trace.wait_for("first frame")
    told = launch.trace.find("words told", title="Report", said="Loading", progress=10)
    assert told["ts"] < launch.trace.find("first frame")["ts"]
    launch.tell("end")
    assert launch.finish() == (0, b"", b"")


def test_ready_before_the_camel(launcher, screen, teller):
    """Then there is none."""
    launch = launcher.walk(teller, "ready", "await", "end", options=["--delay=60000"],
                           display=screen.name)
    launch.trace.wait_for("sign of life", sign="ready")
    launch.tell("end")
    assert launch.finish() == (0, b"", b"")
    assert not launch.trace.find("splash exec")


def test_a_count_comes_to_its_end(launcher, screen, teller):
    """A hundred thousand steps: their last is on the card, and few are told on the way."""
    launch = walking(launcher, screen, teller, "await", "1", "count", "100000", "await", "end")
    launch.tell("1")
    launch.trace.wait_for("words told", progress=100)
    assert len(launch.trace.events("words told")) <= 101
    launch.tell("end")
    assert launch.finish() == (0, b"", b"")


def test_lines_of_a_file(launcher, screen, teller):
    """All are read, though the camel is told how far it is, until there is output."""
    (launcher.folder / "file").write_text("line\n" * 50000)
    launch = walking(launcher, screen, teller, "await", "1", "lines", "file", "await", "end",
                     options=["--until=exit"])
    launch.tell("1")
    launch.trace.wait_for("words told", progress=100)
    launch.tell("end")
    assert launch.finish() == (0, b"50000 lines\n", b"")


@pytest.mark.parametrize("delay", ["--delay=0", "--delay=60000"], ids=["walking", "before"])
def test_a_failure_in_its_own_words(launcher, screen, teller, delay):
    """Started without a terminal, it says why and ends by a failure: the card has its sentence."""
    launch = launcher.walk(teller, "await", "go", "failed", "No table has that name.", "exit", "2",
                           options=[delay, "--on-failure=show"], display=screen.name,
                           start_new_session=True)
    launch.trace.wait_for("first frame" if delay == "--delay=0" else "watching")
    launch.tell("go")
    assert launch.finish() == (2, b"", b"")
    launch.trace.wait_for("failure", sentence="No table has that name.")
    launch.trace.wait_for("gait", act="couch")
    screen.xdotool("search", "--sync", "--onlyvisible", "--class", "ocamlwalk")
    x, y = screen.xdotool("getdisplaygeometry").stdout.split()
    screen.xdotool("mousemove", int(x) // 2, int(y) // 2, "click", "1")
    launch.trace.wait_until_gone()


def test_nobody_listens(launcher, teller):
    """Without a launcher, and with one that has become the program."""
    words = ["status", "a", "progress", "0.5", "count", "1000", "failed", "b", "ready", "stopping",
             "flush", "heard"]
    away = launcher.start("ocamlrun", teller, *words) if teller.endswith(".byte") else \
        launcher.start(teller, *words)
    assert away.finish() == (0, b"false\n", b"")
    assert launcher.walk(teller, *words).finish() == (0, b"false\n", b"")


def test_the_listener_goes(launcher, screen, teller):
    """The wings are killed while the program tells: it goes on. The launcher holds the address and
    drops what comes, so nobody is refused."""
    launch = walking(launcher, screen, teller, "status", "a", "heard", "await", "killed", "status",
                     "b", "count", "1000", "ready", "heard", options=["--until=exit"])
    assert launch.read_line() == b"true\n"
    wings = launch.wings_pid()
    os.kill(wings, signal.SIGKILL)
    launch.tell("killed")
    status, out, err = launch.finish()
    assert (status, out, err) == (0, b"true\n", b"")


def example_in(text: str) -> str:
    """The first OCaml in an interface or in a Markdown text: the block that calls the library."""
    if text.endswith(".mli"):
        return re.search(r"\{\[\n(.*?)\]\}", (SOURCE / text).read_text(), re.S)[1]
    blocks = re.findall(r"(?:^    .*\n|^\n)+", (SOURCE / text).read_text(), re.M)
    return next(block for block in blocks if "Ocamlwalk." in block)


@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize("text", ["ocaml/ocamlwalk.mli", "README.md", "docs/telling.md"])
def test_examples_compile(tmp_path, text, compiler):
    """And run, where nobody listens."""
    example = example_in(text)
    (tmp_path / "example.ml").write_text(example.partition("\n    ocamlfind")[0])
    program = compiled(compiler, tmp_path / "example.ml")
    env = {name: value for name, value in os.environ.items() if name != "NOTIFY_SOCKET"}
    out = run(*(["ocamlrun"] if compiler == "ocamlc" else []), program, env=env)
    assert out == ("6\n6\n5\n" if text.endswith(".mli") else "")


# --- Installed ----------------------------------------------------------------------------------

@pytest.mark.parametrize("compiler", COMPILERS)
def test_installed(tmp_path, compiler):
    """What `cmake --install` puts into a prefix is a library for ocamlfind."""
    run("cmake", "--install", BUILD, "--component", "ocaml", "--prefix", tmp_path / "prefix")
    shutil.copy(SOURCE / "tests" / "programs" / "teller.ml", tmp_path)
    compiled(compiler, tmp_path / "teller.ml", tmp_path / "prefix" / "lib" / "ocaml")


def test_nothing_of_the_build_is_in_it():
    for path in (LIBRARY / "ocamlwalk").iterdir():
        assert os.fsencode(BUILD) not in path.read_bytes(), path


@pytest.mark.skipif(not shutil.which("dune"), reason="dune is not installed")
def test_dune_builds_the_same(tmp_path):
    """The library by dune, its tests in both kinds of code, and its META: version and needs."""
    copy = tmp_path / "ocaml"
    shutil.copytree(SOURCE / "ocaml", copy, ignore=shutil.ignore_patterns("_build"))
    env = {**os.environ, "DUNE_CACHE": "disabled"}
    run("dune", "build", "--root", copy, "@install", "@runtest", env=env)
    run("dune", "install", "--root", copy, "--prefix", tmp_path / "prefix", env=env)
    shutil.copy(SOURCE / "tests" / "programs" / "teller.ml", tmp_path)
    for compiler in COMPILERS:
        compiled(compiler, tmp_path / "teller.ml", tmp_path / "prefix" / "lib")
    ours = {path.name for path in (LIBRARY / "ocamlwalk").iterdir()}
    theirs = {path.name for path in (tmp_path / "prefix" / "lib" / "ocamlwalk").iterdir()}
    assert theirs - ours <= {"dune-package", "opam"}
    assert ours - theirs <= {"ocamlwalk.cmo", "ocamlwalk.o"}


@pytest.mark.skipif(not shutil.which("ocamldoc"), reason="ocamldoc is not installed")
def test_ocamldoc_has_no_complaint(tmp_path):
    run("ocamldoc", "-html", "-hide-warnings", "-warn-error", "-d", tmp_path, "-I", LIBRARY / "ocamlwalk",
        SOURCE / "ocaml" / "ocamlwalk.mli")
    assert "statusf" in (tmp_path / "Ocamlwalk.html").read_text()


@pytest.mark.skipif(not shutil.which("odoc"), reason="odoc is not installed")
def test_odoc_has_no_complaint(tmp_path):
    unit = tmp_path / "ocamlwalk.odoc"
    run("odoc", "compile", "--warn-error", "--package", "ocamlwalk", "-o", unit,
        LIBRARY / "ocamlwalk" / "ocamlwalk.cmti")
    linked = tmp_path / "ocamlwalk.odocl"
    run("odoc", "link", "--warn-error", "-I", tmp_path, "-o", linked, unit)


# --- Other languages ----------------------------------------------------------------------------

def client(tmp_path, language: str) -> list:
    """The command of an example."""
    if language == "c":
        run("cc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-I", EXAMPLES, EXAMPLES / "tell.c", "-o",
            tmp_path / "tell")
        return [tmp_path / "tell"]
    if language == "sh" and not shutil.which("systemd-notify"):
        pytest.skip("no systemd-notify")
    return [{"py": sys.executable, "sh": "/bin/sh"}[language], EXAMPLES / f"tell.{language}"]


@pytest.mark.parametrize("language", ["c", "py", "sh"])
def test_other_languages(launcher, screen, tmp_path, language):
    """What the example tells is on the card while it reads its input; then it is ready, and ends."""
    command = client(tmp_path, language)
    assert launcher.start(*command).finish() == (0, b"", b"")  # nobody listens
    launch = launcher.walk(*command, options=["--delay=0", "--until=ready,exit"],
                           display=screen.name, stdin=subprocess.PIPE)
    launch.trace.wait_for("words told", said="Loading tables", progress=42)
    assert not launch.trace.find("sign of life")
    launch.process.stdin.close()
    launch.trace.wait_for("sign of life")
    assert (launch.process.wait(DEADLINE_S), launch.process.stderr.read()) == (0, b"")


@pytest.mark.parametrize("language", ["c", "py"])
def test_other_languages_to_any_listener(launcher, tmp_path, language):
    """The same datagrams reach whoever listens; and nobody's absence is noticed. (systemd-notify
    says what is wrong, and waits until it has been heard.)"""
    command = client(tmp_path, language)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "listener"))
        listener.setblocking(False)
        for name in tmp_path / "listener", tmp_path / "nobody", None:
            told = launcher.start(*command, env={"NOTIFY_SOCKET": name and str(name)})
            assert told.finish() == (0, b"", b"")
        assert sorted(listener.recv(4096).decode().split("\n")) == [
            "STATUS=Loading tables", "X_OCAMLWALK_PROGRESS=0.42"]
        assert listener.recv(4096) == b"READY=1"


@pytest.mark.parametrize("standard", ["c99", "c17", "c++17"])
def test_the_header_alone(tmp_path, standard):
    """tell.h compiles as C and as C++, in one file or in two."""
    suffix = "cc" if "+" in standard else "c"
    if not shutil.which("c++") and suffix == "cc":
        pytest.skip("no C++ compiler")
    for name in "a", "b":
        (tmp_path / f"{name}.{suffix}").write_text(
            f'#include "tell.h"\nint {name}(void) {{ return tell("READY=1"); }}\n'
            if name == "b" else f'#include "tell.h"\nint b(void);\nint main(void) '
                                f'{{ return tell("STATUS=%s", "a") || b(); }}\n')
    run({"c": "cc", "cc": "c++"}[suffix], f"-std={standard}", "-Wall", "-Wextra", "-Werror", "-I", EXAMPLES,
        tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}", "-o", tmp_path / "both")
