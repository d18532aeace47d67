# SPDX-License-Identifier: MIT
"""The first frame is never lost: whenever the window comes onto the screen, and however often its
manager and the compositor take it off again to do so, it has its whole shadow and a card without
holes.
"""

import contextlib
import os
import signal
import time

import pytest

from lab import SPEAK, busy_cores, wait_until, wakeups
from stages import MANAGERS, WALL, Desktop, Terminal, is_installed

LAUNCHES = 10
LOOKS = 5
SECONDS = 3
MARGIN = 22  # of the window round its card, pixels
SHADOW = 20000  # pixels of it that are darker than the wall; with no compositor's own, 20628
HOLES = 100  # the card has some pixels of the wall's colour, but no strips of them


def look(desktop, camel):
    """How many pixels of the margin are dark, and how many of the card are the wall behind it."""
    picture = desktop.picture()
    left, top, width, height = desktop.place(camel)
    dark = holes = 0
    for y in range(height):
        row = picture.row(left, top + y, width)
        on_card = MARGIN <= y < height - MARGIN
        card = row[MARGIN:width - MARGIN] if on_card else []
        around = row[:MARGIN] + row[width - MARGIN:] if on_card else row
        dark += sum(colour[0] < WALL[0] for colour in around)
        holes += sum(colour == WALL for colour in card)
    return dark, holes


def is_whole(desktop, camel) -> bool:
    dark, holes = look(desktop, camel)
    return dark > SHADOW and holes < HOLES


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
@pytest.mark.parametrize("name", MANAGERS)
def test_nothing_is_missing(launcher, name, busy):
    """One launch after the other beside a terminal, on a machine with time and on one without."""
    if not is_installed(name, True):
        pytest.skip(f"{name} or picom is not installed")
    desktop = Desktop(name, True)
    try:
        desktop.xdotool("mousemove", 900, 700)
        terminal = Terminal(launcher, desktop)
        with busy_cores() if busy else contextlib.nullcontext():
            lost = sum(not comes_whole(launcher, desktop, f"end {i}") for i in range(LAUNCHES))
        terminal.close()
    finally:
        desktop.close()
    assert lost == 0, f"of {LAUNCHES}"


def becomes_whole(desktop, camel) -> bool:
    """In three seconds; a look may take one of them where others are at work, so in five looks."""
    begun, looks = time.monotonic(), 0
    while looks < LOOKS or time.monotonic() < begun + SECONDS:
        if is_whole(desktop, camel):
            return True
        looks += 1
    return False


def comes_whole(launcher, desktop, end: str) -> bool:
    launch = launcher.walk(SPEAK, "await", end, options=["--delay=0"], display=desktop.name)
    launch.trace.wait_for("first frame")
    camel = wait_until(desktop.camel, "the camel's window is on the screen")
    whole = becomes_whole(desktop, camel)
    launch.tell(end)
    assert launch.finish().status == 0
    launch.trace.wait_for("splash ended")
    return whole


def asleep(pid: int) -> int:
    """How often it has gone to sleep, once it has nothing left to do."""
    seen = {}

    def is_same():
        last, seen["now"] = seen.get("now"), wakeups(pid)
        time.sleep(0.05)
        return last == seen["now"]

    wait_until(is_same, "the splash sleeps")
    return seen["now"]


def test_a_manager_that_takes_its_time(launcher, own_screen):
    """Nobody says that the camel is there before its window is, whatever happens meanwhile."""
    words = [word for i in range(3) for word in ("await", f"tell {i}", "notify", f"STATUS={i}")]
    os.kill(own_screen.manager.pid, signal.SIGSTOP)
    launch = launcher.walk(SPEAK, *words, "await", "end", options=["--delay=0"],
                           display=own_screen.name)
    launch.trace.wait_for("window open")
    splash = launch.splash_pid()
    for i in range(3):
        before = asleep(splash)
        launch.tell(f"tell {i}")
        wait_until(lambda seen=before: wakeups(splash) > seen, "the splash has heard")
    asked_us = time.monotonic() * 1e6
    os.kill(own_screen.manager.pid, signal.SIGCONT)
    assert launch.trace.wait_for("first frame")["ts"] > asked_us
    assert own_screen.windows()
    launch.tell("end")
    assert launch.finish().status == 0
