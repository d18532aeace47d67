# SPDX-License-Identifier: MIT
"""One system call that fails, always or in one process: the program, its output and its status are
as if it had not. Each in a pid namespace of its own: a signal to everybody would be seen there, and
there only.
"""

import os
import shutil
import signal
import subprocess

import pytest

from lab import OCAMLWALK, SANITIZED, SPEAK_C, Trace

IN_A_NAMESPACE = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"]


def is_possible() -> bool:
    return shutil.which("strace") is not None and subprocess.run(
        [*IN_A_NAMESPACE, "strace", "-o", "/dev/null", "true"], check=False,
        capture_output=True).returncode == 0


pytestmark = [
    pytest.mark.skipif(SANITIZED, reason="a sanitizer makes calls of its own"),
    pytest.mark.skipif(not is_possible(), reason="wants strace, and root for a namespace")]


def refuse(launcher, screen, calls, error, words, follow=True, options=()):
    """The program by a launcher that is traced, below a shell that outlives it and is process 1."""
    trace = Trace(launcher.folder / f"trace-{calls}-{error}-{len(os.listdir(launcher.folder))}")
    injected = f"inject={calls}:error={error}"
    launch = launcher.start(
        *IN_A_NAMESPACE, "sh", "-c", '"$@"; status=$?; echo unharmed; exit $status', "sh", "strace",
        *(["-f"] if follow else []), "-o", "/dev/null", "-e", f"trace={calls}", "-e", injected,
        OCAMLWALK, "--sound=off", f"--trace={trace.path}", *options, SPEAK_C, *words,
        display=screen.name, trace=trace)
    return launch, trace


@pytest.mark.parametrize("follow", [False, True], ids=["launcher", "all"])
@pytest.mark.parametrize("error", ["ENOSYS", "EPERM", "EINVAL"])
@pytest.mark.parametrize("calls", [
    "rt_sigtimedwait", "wait4", "getpid", "getppid", "setpgid", "poll", "fork", "?clone", "chdir",
    "rt_sigpending", "setsid", "waitid"])
def test_status(launcher, screen, calls, error, follow):
    """The program's end is told, by a launcher that neither waits for ever nor forks for ever."""
    launch, trace = refuse(launcher, screen, calls, error,
                           ["silent", "60", "print", "x", "exit", "7"], follow)
    assert launch.finish() == (7, b"x\nunharmed\n", b"")
    forked = [event for event in trace.events() if event["name"] == "wings forked"]
    assert len(forked) <= 1
    launcher.wait_for_quiet()


@pytest.mark.parametrize("calls", ["getpid", "rt_sigtimedwait", "wait4", "tkill"])
def test_death(launcher, screen, calls):
    """A program that dies by a signal: nobody else does."""
    launch, _ = refuse(launcher, screen, calls, "EPERM", ["die", "TERM"], follow=False)
    result = launch.finish()
    assert (result.status, result.out) == (128 + signal.SIGTERM, b"unharmed\n")


@pytest.mark.parametrize("calls", ["prctl", "setsid", "getppid"])
def test_no_tie_no_splash(launcher, screen, calls):
    """A splash that could outlive the launch, or be sent what is the program's, does not run."""
    launch, trace = refuse(launcher, screen, calls, "EPERM", ["await", "end", "exit", "7"],
                           options=["--delay=0"])
    trace.wait_for("splash ended")
    launch.tell("end")
    assert launch.finish() == (7, b"unharmed\n", b"")
    assert not trace.find("splash main")
