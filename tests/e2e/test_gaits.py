# SPDX-License-Identifier: MIT
"""The camel does what the program does: it gallops, walks, stands, lies down and gets up with it,
and does not waver. Each with a real program.
"""

import os
import signal

import pytest

from lab import SPEAK, wait_until

WAYS = pytest.mark.parametrize("way", [[], ["--exec"]], ids=["parent", "--exec"])


def acts(launch):
    """The gaits so far, and when they were chosen, in seconds since the first frame."""
    first = launch.trace.wait_for("first frame")["ts"]
    return [(event["args"]["act"], (event["ts"] - first) / 1e6)
            for event in launch.trace.events()
            if event["name"] == "gait" and "act" in event["args"]]


def comes_to(launch, act, after=0):
    """The gait is chosen, once AFTER others have been; returns how long that took."""
    def chosen():
        return [when for name, when in acts(launch)[after:] if name == act]

    return wait_until(chosen, f"it comes to {act}")[0]


def start(launcher, screen, *words, way=(), **more):
    launch = launcher.walk(*words, options=["--delay=0", *way], display=screen.name, **more)
    assert comes_to(launch, "walk") < 1, "it comes walking"
    return launch


def end(launch):
    os.kill(launch.program_pid() if launch.trace.find("program forked") else launch.pid,
            signal.SIGKILL)
    assert launch.finish().status == -signal.SIGKILL


@WAYS
def test_busy(launcher, screen, way):
    """A busy core: a gallop, within two seconds or so."""
    launch = start(launcher, screen, SPEAK, "spin", "60000", way=way)
    took_s = comes_to(launch, "gallop")
    print(f"gallop after {took_s:.2f} s")
    assert took_s > 0.7
    end(launch)


@WAYS
def test_asleep(launcher, screen, way):
    """A program that sleeps: it stands."""
    launch = start(launcher, screen, SPEAK, "silent", "60000", way=way)
    took_s = comes_to(launch, "stand")
    print(f"stand after {took_s:.2f} s")
    assert took_s > 0.7
    assert [act for act, _ in acts(launch)] == ["walk", "stand"]
    end(launch)


def test_light_work(launcher, screen):
    """A fifth of a core, in short bursts: a walk, and nothing else."""
    launch = start(launcher, screen, SPEAK, *["compute", "40", "silent", "160"] * 15)
    assert launch.finish().status == 0
    assert [act for act, _ in acts(launch)] == ["walk"]


def test_heavy_and_light_in_turn(launcher, screen):
    """Half a second each: whatever it chooses, it stays with it."""
    launch = start(launcher, screen, SPEAK, *["compute", "500", "silent", "500"] * 4)
    assert launch.finish().status == 0
    print(acts(launch))
    assert len(acts(launch)) <= 2


def test_busy_child(launcher, screen):
    """The program only waits: for a child that is busy."""
    launch = start(launcher, screen, "/bin/sh", "-c", f"{SPEAK} spin 60000; true")
    comes_to(launch, "gallop")
    child = int(open(f"/proc/{launch.program_pid()}/task/{launch.program_pid()}/children",
                     encoding="ascii").read())
    os.kill(child, signal.SIGKILL)
    launch.process.wait(10)


def test_busy_with_short_children(launcher, screen):
    """One child after the other, none of them for long, while the program only waits: their time
    counts once they have ended. (On a busy machine it is not told how long they had to wait for
    it, so that it may be a gallop or a walk, but a stand never.)"""
    script = "while ! [ -e end ]; do i=0; while [ $i -lt 2000 ]; do i=$((i+1)); done & wait; done"
    launch = start(launcher, screen, "/bin/sh", "-c", script)
    first = launch.trace.find("first frame")["ts"]
    wait_until(lambda: launch.trace.events()[-1]["ts"] > first + 2.5e6, "a while has gone by")
    assert "stand" not in [act for act, _ in acts(launch)]
    launch.tell("end")
    assert launch.finish().status == 0


@pytest.mark.parametrize("work", ["silent", "spin"])
def test_stopped(launcher, screen, work):
    """A stopped program: it lies down at once; continued, it gets up, and goes on as before."""
    launch = start(launcher, screen, SPEAK, work, "60000")
    before = comes_to(launch, "gallop" if work == "spin" else "stand")
    os.kill(launch.program_pid(), signal.SIGSTOP)
    _, status = os.waitpid(launch.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    took_s = comes_to(launch, "couch") - before
    print(f"couch {took_s:.2f} s after")
    count = len(acts(launch))
    os.kill(launch.pid, signal.SIGCONT)
    up_s = comes_to(launch, "walk", after=count)
    again_s = comes_to(launch, "gallop" if work == "spin" else "stand", after=count)
    assert up_s < again_s
    end(launch)


def test_stopped_beside(launcher, screen):
    """With --exec the program is stopped itself."""
    launch = start(launcher, screen, SPEAK, "silent", "60000", way=["--exec"])
    os.kill(launch.pid, signal.SIGSTOP)
    comes_to(launch, "couch")
    count = len(acts(launch))
    os.kill(launch.pid, signal.SIGCONT)
    comes_to(launch, "walk", after=count)
    end(launch)


def test_work_after_rest(launcher, screen):
    """Rest, then work, then rest: it keeps up with it, in either direction."""
    launch = start(launcher, screen, SPEAK, "silent", "1800", "spin", "2500", "await", "end")
    comes_to(launch, "stand")
    comes_to(launch, "gallop", after=2)
    count = len(acts(launch))
    comes_to(launch, "stand", after=count)
    launch.tell("end")
    assert launch.finish().status == 0


def test_still(launcher, screen):
    """--still: one frame, whatever the program does."""
    launch = launcher.walk(SPEAK, "spin", "1500", options=["--delay=0", "--still"],
                           display=screen.name)
    launch.trace.wait_for("first frame")
    assert launch.finish().status == 0
    frames = [event for event in launch.trace.events() if event["name"] == "frame"]
    assert len(frames) <= 2
