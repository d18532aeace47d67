# SPDX-License-Identifier: MIT
"""What somebody sends to the program's process group, or to all of its tree, reaches the program
once, and what is sent to the launcher alone reaches it, too.
"""

import contextlib
import os
import pathlib
import signal

import pytest

from lab import OCAMLWALK, SANITIZED, SPEAK, SPEAK_C, Trace, busy_cores, wait_until

pytestmark = pytest.mark.skipif(os.uname().sysname != "Linux",
                                reason="only Linux says who has sent a signal")


def times(sample: int) -> int:
    """How often a test goes round; more by hand: OCAMLWALK_TEST_TIMES=1000 pytest-3 …"""
    return int(os.environ.get("OCAMLWALK_TEST_TIMES", sample))


def catcher(launcher, screen, name, **more):
    """A program that says so each time it is sent this signal; and the wings are there."""
    launch = launcher.walk(SPEAK_C, "handle", name, "caught", "touch", "up", "await", "end", "print",
                           "over", display=screen.name, preexec_fn=os.setpgrp, **more)
    launch.hear("up")
    launch.trace.wait_for("watching")
    return launch


def caught_once(launch):
    """Not a second time, for who waits until the launcher has heard of all that was sent."""
    assert launch.read(7) == b"caught\n"
    rest(launch)
    launch.tell("end")
    assert launch.finish() == (0, b"over\n", b"")
    launch.path("end").unlink()
    launch.path("up").unlink()


def is_at_rest(launch, call="sigtimedwait") -> bool:
    """Whether the launcher has taken all signals, has done with them, and awaits the next."""
    process = pathlib.Path(f"/proc/{launch.pid}")
    masks = [int(line.split()[1], 16) for line in (process / "status").read_text().splitlines()
             if line.startswith(("SigPnd", "ShdPnd"))]
    return not any(masks) and call in (process / "wchan").read_text()


def rest(launch):
    wait_until(lambda: is_at_rest(launch), "the launcher has done with all signals")


@pytest.mark.parametrize("name", ["INT", "TERM", "USR1", "HUP", "CONT", "40"])
def test_to_the_group(launcher, screen, name):
    """The group's, once; and then the launcher's own, once again."""
    number = int(name) if name.isdigit() else getattr(signal, "SIG" + name)
    for _ in range(times(3)):
        launch = catcher(launcher, screen, name)
        for _ in range(3):
            for send in (os.killpg, os.kill):
                send(launch.pid, number)
                assert launch.read(7) == b"caught\n"
                rest(launch)
        os.killpg(launch.pid, number)
        caught_once(launch)


@pytest.mark.parametrize("busy", [False, True], ids=["quiet", "busy"])
def test_timeout(launcher, screen, busy):
    """timeout(1) signals its child, then the group: a program that forgives one signal is saved."""
    with busy_cores() if busy else contextlib.nullcontext():
        for count in range(times(5)):
            trace = Trace(launcher.folder / f"trace-{count}")
            launch = launcher.start(
                "timeout", "-s", "INT", "60", OCAMLWALK, "--sound=off", f"--trace={trace.path}",
                SPEAK, "handle", "INT", "caught", "touch", "up", "wait-signal", "silent", "100",
                "print", "saved", display=screen.name, trace=trace)
            launch.hear("up")
            trace.wait_for("watching")
            # Else an alarm that meets it before its fork has returned ends it alone, with 130.
            wait_until(lambda: is_at_rest(launch, "sigsuspend"), "timeout awaits the alarm")
            os.kill(launch.pid, signal.SIGALRM)  # its time is over
            assert launch.finish() == (124, b"caught\nsaved\n", b""), count
            launch.path("up").unlink()


@pytest.mark.parametrize("eldest_first", [True, False])
def test_to_each_of_the_tree(launcher, screen, eldest_first):
    """Who goes through a tree signals all that are in it, one after the other."""
    for _ in range(times(5)):
        launch = catcher(launcher, screen, "TERM")
        tree = sorted([launch.pid, launch.program_pid(), launch.wings_pid()],
                      reverse=not eldest_first)
        for pid in tree:
            os.kill(pid, signal.SIGTERM)
        caught_once(launch)


def test_to_all_of_that_name(launcher, screen):
    """Who signals what is called ocamlwalk, as pkill does with -f or without, means the launcher,
    and so the program."""
    for file in ("comm", "cmdline"):
        launch = catcher(launcher, screen, "TERM", options=["--delay=60000"])
        called = [pid for pid, _ in launcher.survivors()
                  if b"ocamlwalk" in pathlib.Path(f"/proc/{pid}/{file}").read_bytes()  # not its folder's name, nor an option's
                  .partition(b"\0")[0].rpartition(b"/")[2]]
        assert launch.pid in called and launch.wings_pid() not in called
        for pid in called:
            os.kill(pid, signal.SIGTERM)
        caught_once(launch)


def test_stop_and_continue_in_one_go(launcher, screen):
    """SIGTSTP and SIGCONT at once, to the launcher or to the group: the program runs on."""
    for send in (os.killpg, os.kill):
        for _ in range(times(5)):
            launch = catcher(launcher, screen, "CONT")
            send(launch.pid, signal.SIGTSTP)
            send(launch.pid, signal.SIGCONT)
            caught_once(launch)


def test_continue_arrives_once(launcher, screen):
    """A program that handles SIGCONT is told once that it goes on, however busy the machine is."""
    with busy_cores():
        for _ in range(times(5 if SANITIZED else 10)):
            for stop in (signal.SIGSTOP, signal.SIGTSTP):
                launch = catcher(launcher, screen, "CONT")
                os.killpg(launch.pid, stop)
                _, status = os.waitpid(launch.pid, os.WUNTRACED)
                assert os.WIFSTOPPED(status) and os.WSTOPSIG(status) == stop
                os.killpg(launch.pid, signal.SIGCONT)
                caught_once(launch)


def test_nobody_is_left_in_the_group(launcher, screen):
    """When the launch is over its group is empty, although its camel may take its leave."""
    launch = launcher.walk(SPEAK_C, "await", "end", display=screen.name, preexec_fn=os.setpgrp,
                           options=["--delay=0"])
    launch.trace.wait_for("first frame")
    launch.tell("end")
    launch.process.wait()
    with pytest.raises(ProcessLookupError):
        os.killpg(launch.pid, 0)


def test_the_group_is_killed(launcher, screen):
    """SIGKILL to the group ends all, the splash too, which is in none of the program's."""
    launch = launcher.walk(SPEAK_C, "await", "never", display=screen.name, preexec_fn=os.setpgrp,
                           options=["--delay=0"])
    launch.trace.wait_for("first frame")
    assert os.getpgid(launch.splash_pid()) == os.getsid(launch.splash_pid()) == launch.splash_pid()
    os.killpg(launch.pid, signal.SIGKILL)
    assert launch.finish().status == -signal.SIGKILL
    launcher.wait_for_quiet()


def test_beside_the_program(launcher, screen):
    """With --exec nobody asks the wings what the group was sent, and they are not in it; but in its
    session, for that is a scheduling group: tests/bench/notify."""
    launch = launcher.walk(SPEAK_C, "await", "end", display=screen.name, preexec_fn=os.setpgrp,
                           options=["--delay=0", "--exec"])
    wings = launch.wings_pid()
    assert os.getpgid(wings) == wings and os.getsid(wings) == os.getsid(launch.pid)
    os.killpg(launch.pid, signal.SIGKILL)
    assert launch.finish().status == -signal.SIGKILL
    launcher.wait_for_quiet()


def test_without_wings(launcher, screen):
    """Who has killed the wings has what can be had then: no signal is lost, but SIGCONT comes twice now
    and then."""
    launch = catcher(launcher, screen, "CONT")
    wings = launch.wings_pid()
    os.kill(wings, signal.SIGKILL)
    wait_until(lambda: not os.path.exists(f"/proc/{wings}"), "the launcher knows of their end")
    os.killpg(launch.pid, signal.SIGSTOP)
    os.waitpid(launch.pid, os.WUNTRACED)
    os.killpg(launch.pid, signal.SIGCONT)
    assert launch.read(7) == b"caught\n"
    rest(launch)
    launch.tell("end")
    assert launch.finish() in [(0, b"over\n", b""), (0, b"caught\nover\n", b"")]
    launch.path("end").unlink()
    launch.path("up").unlink()
    launch = catcher(launcher, screen, "INT")
    os.kill(launch.wings_pid(), signal.SIGSTOP)
    os.kill(launch.pid, signal.SIGINT)
    caught_once(launch)
