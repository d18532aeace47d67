# SPDX-License-Identifier: MIT
"""ocamlwalk ends as the program ends: the same status, or death by the same signal; and signals
sent to it reach the program.
"""

import os
import signal
import subprocess

import pytest

from lab import SANITIZED, SPEAK, SPEAK_C, wait_until

FATAL = [int(getattr(signal, "SIG" + name)) for name in (
    "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM "
    "XCPU XFSZ VTALRM PROF IO SYS").split()]
REAL_TIME = [34, 35, 50, 64] if os.uname().sysname == "Linux" else []


def test_every_exit_status(launcher, screen):
    """Statuses 0 to 255 come through, with a launcher that is the program's parent."""
    for status in range(256):
        launch = launcher.walk(SPEAK_C, "exit", status, display=screen.name)
        assert launch.finish() == (status, b"", b"")
        assert launch.trace.find("program forked"), "the launcher must have been the parent"


@pytest.mark.parametrize("number", FATAL + REAL_TIME)
def test_death_by_signal(launcher, screen, number):
    """The program dies by a signal: so does the launcher, silently."""
    program = SPEAK_C if number == signal.SIGVTALRM else SPEAK  # OCaml's threads handle that one
    launch = launcher.walk(program, "die", number, display=screen.name)
    assert launch.finish() == (-number, b"", b"")


@pytest.mark.parametrize("number", FATAL + REAL_TIME)
def test_signal_to_the_launcher(launcher, screen, number):
    """A signal that a process sends to the launcher ends the program, and both die by it."""
    launch = launcher.walk(SPEAK_C, "touch", "up", "await", "never", display=screen.name)
    launch.hear("up")
    program = launch.program_pid()
    os.kill(launch.pid, number)
    assert launch.finish().status == -number
    wait_until(lambda: not os.path.exists(f"/proc/{program}"), "the program is gone")


@pytest.mark.parametrize("name", ["INT", "TERM", "USR1", "HUP"])
def test_handled_signal(launcher, screen, name):
    """A signal that the program handles arrives exactly once, and the status is the program's."""
    launch = launcher.walk(SPEAK_C, "handle", name, "caught", "touch", "up", "wait-signal", "touch",
                           "again", "await", "end", "exit", "9", display=screen.name)
    launch.hear("up")
    os.kill(launch.pid, getattr(signal, "SIG" + name))
    launch.hear("again")
    launch.tell("end")
    assert launch.finish() == (9, b"caught\n", b"")


def test_ignored_signals_stay_ignored(launcher, screen):
    """Dispositions and masks that the caller set are the program's: nohup works."""
    def prepare():
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1, signal.SIGCHLD, 40])

    def masks(start, **more):
        # restore_signals would undo what prepare did
        return start(SPEAK_C, "status", "Sig", "status", "Shd", preexec_fn=prepare,
                     restore_signals=False, **more).finish()

    def without_queue(result):
        return [line for line in result.out.splitlines() if not line.startswith(b"SigQ")]

    bare = masks(launcher.start)
    walk = masks(launcher.walk, display=screen.name)
    assert without_queue(walk) == without_queue(bare)
    assert b"SigIgn" in bare.out


@pytest.mark.parametrize("disposition", ["ignored", "blocked"])
def test_sigchld_of_the_caller(launcher, screen, disposition):
    """A caller that ignores or blocks SIGCHLD gets the status all the same."""
    def prepare():
        if disposition == "ignored":
            signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        else:
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])

    launch = launcher.walk(SPEAK, "wait-child", "exit", "42", display=screen.name,
                           preexec_fn=prepare)
    assert launch.finish() == (42, b"no child\n", b"")


def test_stop_and_continue(launcher, screen):
    """The caller's wait() sees the program stop, go on and end, as if there were no launcher."""
    launch = launcher.walk(SPEAK, "touch", "up", "stop-self", "touch", "on", "await", "end", "exit",
                           "4", display=screen.name)
    launch.hear("up")
    _, status = os.waitpid(launch.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status) and os.WSTOPSIG(status) == signal.SIGSTOP
    os.kill(launch.pid, signal.SIGCONT)
    _, status = os.waitpid(launch.pid, os.WCONTINUED)
    assert os.WIFCONTINUED(status)
    launch.hear("on")
    launch.tell("end")
    assert launch.finish().status == 4


def test_stop_by_the_group(launcher, screen):
    """SIGTSTP to the group stops both, SIGCONT to the group wakes both, and neither stops again."""
    launch = launcher.walk(SPEAK, "touch", "up", "await", "end", "exit", "4", display=screen.name,
                           start_new_session=False, preexec_fn=os.setpgrp)
    launch.hear("up")
    for _ in range(5):
        os.killpg(launch.pid, signal.SIGTSTP)
        _, status = os.waitpid(launch.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status) and os.WSTOPSIG(status) == signal.SIGTSTP
        os.killpg(launch.pid, signal.SIGCONT)
        _, status = os.waitpid(launch.pid, os.WCONTINUED)
        assert os.WIFCONTINUED(status)
    launch.tell("end")
    assert launch.finish().status == 4


def test_very_early_signal(launcher, screen):
    """A signal that comes while everything is starting is death by it, never half a start."""
    for attempt in range(10 if SANITIZED else 40):
        launch = launcher.walk(SPEAK_C, "await", "never", display=screen.name)
        if attempt % 2:
            launch.trace.wait_for("launch")
        os.kill(launch.pid, signal.SIGTERM)
        assert launch.finish() == (-signal.SIGTERM, b"", b"")


def test_daemon(launcher, screen):
    """A program that starts a daemon and ends is not waited for longer than that."""
    launch = launcher.walk("/bin/sh", "-c", "setsid sleep 0.5 >/dev/null 2>&1 & exit 6",
                           display=screen.name)
    assert launch.finish() == (6, b"", b"")


def test_orphaned_group(launcher, screen):
    """In a group that no shell looks after, the terminal's stop is discarded, as if bare."""
    launch = launcher.walk(SPEAK, "touch", "up", "await", "end", "exit", "4", display=screen.name,
                           start_new_session=True)
    launch.hear("up")
    os.kill(launch.pid, signal.SIGTSTP)
    launch.tell("end")
    assert launch.finish().status == 4


def test_storm(launcher, screen):
    """Ten thousand signals at full speed hang nobody."""
    launch = launcher.walk(SPEAK_C, "handle", "USR1", "x", "touch", "up", "await", "end", "exit",
                           "4", display=screen.name, stdout=subprocess.DEVNULL)
    launch.hear("up")
    for _ in range(10_000):
        os.kill(launch.pid, signal.SIGUSR1)
    launch.tell("end")
    assert launch.finish().status == 4


def test_a_program_that_becomes_another(launcher, screen):
    """A program that executes another keeps its launcher, and its camel until something is said."""
    launch = launcher.walk("/bin/sh", "-c", 'exec "$@"', "sh", SPEAK_C, "await", "speak", "print",
                           "x", "await", "end", "exit", "6", display=screen.name,
                           options=["--delay=0"])
    launch.trace.wait_for("first frame")
    assert not launch.trace.find("sign of life")
    launch.tell("speak")
    launch.trace.wait_for("sign of life", sign="output")
    launch.tell("end")
    assert launch.finish() == (6, b"x\n", b"")


def test_no_time_of_ours_is_the_programs(launcher, screen):
    """The program has no children to account for, and no memory of ours."""
    line = "import resource as r; print(r.getrusage(r.RUSAGE_CHILDREN))"
    python = launcher.walk("/usr/bin/python3", "-c", line, display=screen.name).finish()
    bare = launcher.start("/usr/bin/python3", "-c", line).finish()
    assert python == bare
    assert launcher.walk("/usr/bin/python3", "-c", line, display=screen.name,
                         options=["--exec"]).finish() == bare


def test_signals_at_the_end(launcher, screen):
    """Signals while the program ends: its own end, or theirs, and nobody else's."""
    for _ in range(10 if SANITIZED else 30):
        launch = launcher.walk(SPEAK_C, "touch", "up", "exit", "4", display=screen.name)
        launch.hear("up")
        while launch.process.poll() is None:
            os.kill(launch.pid, signal.SIGTERM)
        assert launch.finish().status in (4, -signal.SIGTERM)
        launch.path("up").unlink()
