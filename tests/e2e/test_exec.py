# SPDX-License-Identifier: MIT
"""--exec: the launcher becomes the program, with a camel beside it: the same pid, nothing between
the caller and the program, and the camel goes as it always does.
"""

import ctypes
import os
import signal

import pytest

from lab import OCAMLWALK, SPEAK, SPEAK_C, Trace, wait_until

EXEC = ["--exec", "--delay=0"]


def test_same_pid_and_a_camel(launcher, screen):
    """The program's pid is the pid that was started; the camel walks, and goes at the output."""
    launch = launcher.walk(SPEAK, "await", "speak", "pid", "await", "end", "exit", "7",
                           options=EXEC, display=screen.name)
    launch.trace.wait_for("first frame")
    launch.tell("speak")
    assert launch.read(len(str(launch.pid)) + 1) == b"%d\n" % launch.pid
    launch.trace.wait_for("sign of life", sign="output")
    launch.trace.wait_for("splash ended")
    assert launch.process.poll() is None
    launch.tell("end")
    assert launch.finish() == (7, b"", b"")


def test_camel_goes_at_the_exit(launcher, screen):
    """The end of the program is the end of the walk."""
    launch = launcher.walk(SPEAK, "await", "end", "exit", "3", options=EXEC, display=screen.name)
    launch.trace.wait_for("first frame")
    launch.tell("end")
    assert launch.finish() == (3, b"", b"")
    launch.trace.wait_for("splash ended")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV, 40])
def test_killed(launcher, screen, number):
    """A program that is killed takes its camel along."""
    launch = launcher.walk(SPEAK, "await", "never", options=EXEC, display=screen.name)
    launch.trace.wait_for("first frame")
    os.kill(launch.pid, number)
    assert launch.finish() == (-number, b"", b"")
    wait_until(lambda: not launcher.survivors(), "the camel is gone", 2)


def test_no_child_of_the_program(launcher, screen):
    """The program has no child that it did not make, and hears of none."""
    launch = launcher.walk(SPEAK_C, "handle", "CHLD", "a child ended", "wait-child", "silent",
                           "300", "wait-child", options=EXEC, display=screen.name)
    assert launch.finish() == (0, b"no child\nno child\n", b"")


def adopt_orphans():
    """What a supervisor says of itself, and keeps when it executes another."""
    assert ctypes.CDLL(None).prctl(36, 1, 0, 0, 0) == 0  # PR_SET_CHILD_SUBREAPER


@pytest.mark.parametrize("itself", [True, False], ids=["itself", "its caller"])
def test_who_adopts_orphans(launcher, screen, itself):
    """A program that orphans become children of has none that it did not make: then rather no
    camel. If it is only its caller who adopts them, the camel comes."""
    words = [SPEAK_C, "await", "end", "wait-child", "exit", "3"]
    if itself:
        launch = launcher.walk(*words, options=EXEC, display=screen.name, preexec_fn=adopt_orphans)
        launch.trace.wait_for("no wings")
    else:
        trace = Trace(launcher.folder / "trace")
        launch = launcher.start("/bin/sh", "-c", '"$@"; exit $?', "sh", OCAMLWALK, "--sound=off",
                                f"--trace={trace.path}", *EXEC, *words, display=screen.name,
                                preexec_fn=adopt_orphans)
        trace.wait_for("first frame")
    launch.tell("end")
    assert launch.finish() == (3, b"no child\n", b"")


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root for a namespace")
def test_process_1(launcher, screen):
    """Process 1 of a namespace adopts orphans as well."""
    launch = launcher.start("unshare", "--pid", "--fork", "--mount-proc", "--kill-child", OCAMLWALK,
                            "--sound=off", *EXEC, SPEAK_C, "silent", "100", "wait-child", "exit",
                            "3", display=screen.name)
    assert launch.finish() == (3, b"no child\n", b"")


def test_nothing_differs(launcher, screen):
    """All that the program can ask for is as in the bare program."""
    words = ["status", "Sig", "status", "Shd", "limits", "fd-table", "cwd", "status", "Cpus"]

    def told(launch):
        lines = launch.finish().out.splitlines()
        return [line for line in lines if not line.startswith(b"SigQ")]

    walk = launcher.walk(SPEAK_C, *words, options=EXEC, display=screen.name)
    assert told(walk) == told(launcher.start(SPEAK_C, *words))


def test_a_quick_program(launcher, screen):
    """One that speaks at once has the wings to listen to it, and no splash."""
    launch = launcher.walk(SPEAK, "print", "x", "await", "end", options=["--exec"],
                           display=screen.name)
    assert launch.read(2) == b"x\n"
    launch.trace.wait_for("sign of life", sign="output")
    assert {pid for pid, _ in launcher.survivors()} == {launch.pid, launch.wings_pid()}
    launch.tell("end")
    assert launch.finish().status == 0


def test_complaints(launcher, screen):
    """What cannot be executed is 127 and one line here as well."""
    launch = launcher.walk(SPEAK, options=["--exec", "--runtime=/nowhere/ocamlrun"],
                           display=screen.name)
    status, out, err = launch.finish()
    assert (status, out, err.count(b"\n")) == (127, b"", 1)
