# SPDX-License-Identifier: MIT
"""Screens of other kinds, and servers that lack what is taken for granted: a camel or no window,
never an empty one that is in the way.
"""

import pytest

from lab import SPEAK, Screen, wait_until
from stages import Picture, take_picture

COLOURS = 60  # the card has more, and a screen without one has a few


@pytest.fixture
def make_screen():
    """Screens of any kind, which end with the test."""
    made = []

    def make(*server_options):
        made.append(Screen(None, server_options))
        return made[-1]

    yield make
    for screen in made:
        screen.close()


def look(screen) -> Picture:
    return take_picture(screen.env)


def see(launcher, screen) -> bool:
    """Whether there is a camel; fails if there is another window instead."""
    launch = launcher.walk(SPEAK, "await", "end", options=["--delay=0"], display=screen.name)
    wait_until(lambda: launch.trace.find("first frame") or launch.trace.find("splash ended"),
               "a camel or none")
    shown = bool(launch.trace.find("first frame"))
    if shown:
        wait_until(lambda: look(screen).count_colours() > COLOURS, "the card is seen")
    else:
        assert not screen.windows(), "none at all"
    launch.tell("end")
    assert launch.finish().status == 0
    return shown


@pytest.mark.parametrize("depth, shown", [(30, True), (24, True), (16, True), (8, False)])
def test_depths(launcher, make_screen, depth, shown):
    """Pixels of 30 bits have a visual of 32 beside them; a table of 256 colours has not."""
    assert see(launcher, make_screen("-screen", "0", f"640x480x{depth}")) == shown


@pytest.mark.parametrize("extension", ["MIT-SHM", "SHAPE", "RANDR", "Composite", "RENDER"])
def test_without(launcher, make_screen, extension):
    """As over the network, and on servers of another kind."""
    assert see(launcher, make_screen("-extension", extension))


@pytest.mark.parametrize("size, shown", [("360x270", True), ("359x270", False),
                                         ("320x200", False)])
def test_small(launcher, make_screen, size, shown):
    """The whole card, or none."""
    assert see(launcher, make_screen("-screen", "0", f"{size}x24")) == shown


def test_a_window_made_too_small(launcher, make_screen):
    """A camel that no longer has its place goes, rather than to leave an empty window."""
    screen = make_screen()
    launch = launcher.walk(SPEAK, "await", "end", options=["--delay=0"], display=screen.name)
    launch.trace.wait_for("first frame")
    window = wait_until(screen.windows, "the camel's window is on the screen")[0]
    screen.xdotool("windowsize", window, 100, 100)
    launch.trace.wait_for("no canvas")
    launch.trace.wait_for("splash ended")
    assert not screen.windows()
    assert launch.process.poll() is None, "the program goes on"
    launch.tell("end")
    assert launch.finish().status == 0
