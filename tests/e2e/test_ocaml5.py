# SPDX-License-Identifier: MIT
"""What came with OCaml 5: programs of several domains, with effects, threads and signals among them, end as they do on bare
ocamlrun, and what any of their domains does is the program's doing. And scripts, which the toplevel runs.
"""

import os
import pty
import shutil
import signal
import subprocess

import pytest

from lab import PROGRAMS

PARALLEL = PROGRAMS / "parallel.byte"
VERSION = subprocess.run(["ocamlc", "-version"], capture_output=True, text=True, check=False).stdout.strip()
pytestmark = pytest.mark.skipif(not PARALLEL.exists(), reason=f"OCaml {VERSION} has no domains")

KINDS = ["parallel.byte", "parallel-custom", "parallel-complete"]
WAYS = pytest.mark.parametrize("way", [[], ["--exec"]], ids=["parent", "--exec"])

# What they do, and how they end.
DOINGS = {
    "domains": ("domains 3 exit 3", 3, b"59999700003\n"),
    "effects": ("effects 1000", 0, b"1000\n"),
    "no handler": ("unhandled", 2, b""),
    "no handler in a domain": ("elsewhere unhandled", 2, b""),
    "an exception of a domain's": ("elsewhere raise oops", 2, b""),
    "a domain ends it": ("elsewhere print x exit 5", 5, b"x\n"),
    "it ends beside a domain": ("busy print x exit 4", 4, b"x\n"),
    "threads in domains": ("elsewhere thread elsewhere effects 7 print x", 0, b"7\nx\n"),
    "no fork beside a domain": ("busy fork", 2, b""),
}


@pytest.mark.parametrize("way", ["in place", "parent", "--exec"])
@pytest.mark.parametrize("doing", DOINGS)
def test_ends_as_bare(launcher, screen, doing, way):
    """The same output, the same complaints, the same status."""
    words, status, out = DOINGS[doing]
    bare = launcher.bare(PARALLEL, *words.split()).finish()
    assert bare[:2] == (status, out)
    launch = launcher.walk(PARALLEL, *words.split(), options=["--delay=0"] + ["--exec"] * (way == "--exec"),
                           display=None if way == "in place" else screen.name)
    assert launch.finish() == bare


def walks_before(launcher, screen, *words, way=(), **more):
    """A launch with the camel on the screen."""
    launch = launcher.walk(*words, options=["--splash=always", "--delay=0", *way], display=screen.name, **more)
    launch.trace.wait_for("first frame")
    return launch


@WAYS
@pytest.mark.parametrize("kind", KINDS)
def test_output_of_a_domain(launcher, screen, kind, way):
    """While the domains are silent the camel walks; it goes as any of them writes, and the program goes on."""
    launch = walks_before(launcher, screen, PROGRAMS / kind, "busy", "elsewhere", "await", "go", "print", "x",
                          "await", "end", "domains", "2", "exit", "3", way=way)
    launch.tell("go")
    assert launch.read_line() == b"x\n"
    launch.trace.wait_for("sign of life", sign="output")
    launch.trace.wait_until_gone()
    assert launch.process.poll() is None
    launch.tell("end")
    assert launch.finish() == (3, b"39999800001\n", b"")


@WAYS
def test_busy_domains(launcher, screen, way):
    """The first domain only waits for the others, which are busy: it gallops."""
    launch = walks_before(launcher, screen, PARALLEL, "elsewhere", "spin", way=way)
    launch.trace.wait_for("gait", act="gallop")
    launch.process.terminate()
    assert launch.finish() == (-signal.SIGTERM, b"", b"")


@WAYS
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL, signal.SIGSEGV])
def test_dies_of_its_signal(launcher, screen, number, way):
    """All its domains with it, and none is left behind."""
    launch = walks_before(launcher, screen, PARALLEL, "busy", "busy", "elsewhere", "spin", way=way)
    os.kill(launch.pid if way else launch.program_pid(), number)
    assert launch.finish() == (-number, b"", b"")


@WAYS
@pytest.mark.parametrize("words", ["wait-signal", "elsewhere wait-signal", "busy thread wait-signal"])
def test_handles_a_signal(launcher, screen, words, way):
    """One that is sent to the launcher is handled once, by whichever domain OCaml lets do it."""
    launch = walks_before(launcher, screen, PARALLEL, "handle", "handled", "touch", "ready", *words.split(), "exit", "6", way=way)
    launch.hear("ready")
    launch.process.terminate()
    assert launch.finish() == (6, b"handled\n", b"")


@WAYS
@pytest.mark.parametrize("words", ["read", "busy elsewhere read", "elsewhere thread read"])
def test_a_prompt_of_a_domain(launcher, screen, words, way):
    """No camel stands before a domain that waits for its user, whatever the others do."""
    ours, theirs = pty.openpty()

    def takes_terminal():
        os.setsid()
        os.close(os.open(os.ttyname(theirs), os.O_RDWR))

    launch = walks_before(launcher, screen, PARALLEL, "await", "go", *words.split(), way=way, stdin=theirs,
                          preexec_fn=takes_terminal)
    launch.tell("go")
    launch.trace.wait_for("sign of life", sign="terminal")
    launch.trace.wait_until_gone()
    os.write(ours, b"hello\n")
    assert launch.finish() == (0, b"read: hello\n", b"")
    os.close(ours)
    os.close(theirs)


SCRIPT = """\
let rec await path = if not (Sys.file_exists path) then (Unix.sleepf 0.002; await path)
let () = if Array.length Sys.argv > 2 then await Sys.argv.(2)
let () = print_endline (Domain.join (Domain.spawn (fun () -> Sys.argv.(1))))
let () = exit 3
"""


@pytest.mark.parametrize("way", ["in place", "parent", "--exec"])
def test_a_script(launcher, screen, way):
    """The toplevel is bytecode, and so `ocamlwalk ocaml script.ml` runs a script; it is silent while it waits."""
    words = [shutil.which("ocaml"), "-I", "+unix", "unix.cma", "script.ml", "hello"]
    launcher.folder.joinpath("script.ml").write_text(SCRIPT)
    bare = launcher.bare(*words).finish()
    assert bare == (3, b"hello\n", b"")
    if way == "in place":
        assert launcher.walk(*words).finish() == bare
        return
    launch = walks_before(launcher, screen, *words, "go", way=[way] * (way == "--exec"))
    launch.tell("go")
    assert launch.finish() == bare
    launch.trace.wait_until_gone()
