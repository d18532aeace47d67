# SPDX-License-Identifier: MIT
"""On a machine whose cores all have more to do than they can, the camel still comes, walks and
goes. The bench `busy` tells how well; here the bounds say "seconds late", as it must never be.
"""

import os
import statistics
import time

import pytest

from lab import SANITIZED, SPEAK, busy_cores, wait_until

pytestmark = pytest.mark.timing
WAYS = pytest.mark.parametrize("way", [[], ["--exec"]], ids=["parent", "--exec"])

DELAY_MS = 250
SLACK = 3 if SANITIZED else 1


@pytest.fixture
def busy():
    with busy_cores(2 * (os.cpu_count() or 1)):
        yield


@WAYS
def test_it_comes_and_goes(launcher, screen, busy, way):
    """Painted soon after the delay, some frames a second, and off the screen soon after the
    output."""
    launch = launcher.walk(SPEAK, "await", "speak", "print", "x", "await", "end", "exit", "7",
                           options=[f"--delay={DELAY_MS}", *way], display=screen.name)
    first = launch.trace.wait_for("first frame")["ts"]
    painted_ms = (first - launch.trace.find("launch")["ts"]) / 1000 - DELAY_MS

    def shown():
        return [event["ts"] for event in launch.trace.events() if event["name"] == "frame"]

    wait_until(lambda: any(at - first > 2_000_000 for at in shown()), "two seconds of it")
    frames = shown()
    frames_per_s = (len(frames) - 1) / ((frames[-1] - frames[0]) / 1e6)
    between_ms = statistics.median(b - a for a, b in zip(frames, frames[1:])) / 1000
    launch.tell("speak")
    assert launch.read(2) == b"x\n"
    spoken_ms = time.monotonic() * 1000
    off = launch.trace.wait_until_gone()
    gone_ms = off["ts"] / 1000 - spoken_ms
    print(f"painted {painted_ms:.0f} ms after the delay, {frames_per_s:.1f} frames a second, "
          f"{between_ms:.0f} ms apart, {off['name']} {gone_ms:.0f} ms after the output")
    launch.tell("end")
    assert launch.finish() == (7, b"", b"")
    assert painted_ms < 1500 * SLACK
    assert frames_per_s > 8 / SLACK
    assert gone_ms < 600 * SLACK
    assert not screen.windows()


def test_a_program_that_computes(launcher, screen, busy):
    """The program computes as well, and so takes the turns that the camel wants."""
    launch = launcher.walk(SPEAK, "spin", "1500", "print", "x", "await", "end", "exit", "7",
                           options=["--delay=0"], display=screen.name)
    launch.trace.wait_for("first frame")
    assert not launch.trace.find("sign of life"), "before the program had done its work"
    assert launch.read(2) == b"x\n"
    spoken_ms = time.monotonic() * 1000
    off = launch.trace.wait_until_gone()
    assert off["ts"] / 1000 - spoken_ms < 600 * SLACK
    launch.tell("end")
    assert launch.finish() == (7, b"", b"")
