# SPDX-License-Identifier: MIT
"""A camel that nobody sees is neither drawn nor heard until it is seen again: other windows lie over
all of it, or the window in use fills the screen, above which no camel comes.
"""

import time

import pytest

from lab import SPEAK, wait_until, wakeups
from stages import MANAGERS, MONITORS, Desktop, Terminal, is_installed


def desktops(*kinds):
    return [pytest.param((name, composited), id=f"{name}-{'composited' if composited else 'plain'}")
            for name in MANAGERS for composited in kinds]


def make(name, composited):
    if not is_installed(name, composited):
        pytest.skip(f"{name} or picom is not installed")
    return Desktop(name, composited)


@pytest.fixture
def desktop(request):
    """Two monitors, and the pointer on the right one."""
    made = make(*request.param)
    made.xdotool("mousemove", 960, 400)
    yield made
    made.close()


def frames(launch) -> int:
    return len(launch.trace.events("frame"))


def covered(launch) -> list:
    return [event["args"]["covered"] for event in launch.trace.events("covered")]


def rests(launch):
    """Neither frames nor more than a look at the program now and then, once what came with the change
    of windows has been heard, which a manager that composes tells of later."""
    before, splash = frames(launch), launch.splash_pid()

    def a_quiet_second():
        woken = wakeups(splash)
        time.sleep(1)  # in which nothing happens
        return wakeups(splash) - woken <= 10

    wait_until(a_quiet_second, "a second in which it rests")
    assert frames(launch) == before


def walks_on(launch):
    before = frames(launch)
    wait_until(lambda: frames(launch) >= before + 12, "the camel walks on")


def full_screen(launcher, desktop):
    """A terminal that fills the pointer's screen, in use."""
    terminal = Terminal(launcher, desktop, "200x100+900+300", "fullscreen")
    wait_until(lambda: "_NET_WM_STATE_FULLSCREEN" in desktop.properties(terminal.window) and
               all(abs(a - b) <= 2 for a, b in zip(desktop.place(terminal.window), MONITORS[1])),
               "it fills the pointer's screen")
    return terminal


@pytest.mark.parametrize("desktop", desktops(False), indirect=True)
def test_under_another_window(launcher, desktop):
    """What lies over it is opened, and closed again: the whole card is there as it was."""
    launch = launcher.walk(SPEAK, "await", "end", options=["--delay=0"], display=desktop.name)
    launch.trace.wait_for("first frame")
    walks_on(launch)
    cover = Terminal(launcher, desktop)
    desktop.xdotool("windowraise", cover.window)
    if desktop.manager.tiles:  # above which a splash lies as all that floats does
        walks_on(launch)
        assert not covered(launch)
        cover.close()
        launch.tell("end")
        assert launch.finish().status == 0
        return
    launch.trace.wait_for("covered", covered=True)
    rests(launch)
    cover.close()
    launch.trace.wait_for("covered", covered=False)
    walks_on(launch)
    x, y, width, height = desktop.place(desktop.camel())
    picture = desktop.picture()
    for row in (y + height // 4, y + height - 20):
        assert len(set(picture.row(x + 20, row, width - 40))) > 2, "the whole card is there"
    launch.tell("end")
    assert launch.finish().status == 0


@pytest.mark.parametrize("desktop", [case for case in desktops(False, True) if "none" not in case.id],
                         indirect=True)
def test_a_full_screen(launcher, desktop):
    """While it walks, and before it comes; the keys stay with whoever has them."""
    worked_in = Terminal(launcher, desktop, "300x200+650+0")
    launch = launcher.walk(SPEAK, "await", "end", options=["--delay=0"], display=desktop.name)
    launch.trace.wait_for("first frame")
    terminal = full_screen(launcher, desktop)
    launch.trace.wait_for("covered", covered=True)
    wait_until(lambda: not desktop.camel(), "the camel is off the screen")
    rests(launch)

    second = launcher.walk(SPEAK, "await", "second", display=desktop.name,
                           options=["--delay=0", "--memory=off", "--position=top-right"],
                           env={"XDG_RUNTIME_DIR": str(launcher.folder)})  # where it is the one camel
    second.trace.wait_for("window open")
    wait_until(lambda: wakeups(second.splash_pid()) > 0, "it waits")
    terminal.close()
    for each in (launch, second):
        each.trace.wait_for("covered", covered=False)
    second.trace.wait_for("first frame")
    wait_until(desktop.camel, "the camel is back")
    walks_on(launch)
    desktop.xdotool("windowactivate", worked_in.window)
    desktop.xdotool("key", "a")
    lines = [worked_in.launch.read_line()]
    while lines[-1] != b"key a\n":
        lines.append(worked_in.launch.read_line())
    assert lines[-2] == b"focused\n"
    if not desktop.manager.tiles:  # which takes the focus away for a moment, whatever comes
        assert lines[:-2] == [b"unfocused\n"], "it has lost the keys to the terminal alone"
    launch.tell("end")
    second.tell("second")
    assert launch.finish().status == second.finish().status == 0
    worked_in.close()


@pytest.mark.parametrize("desktop", desktops(False)[1:2], indirect=True)
def test_nothing_comes_over_a_full_screen(launcher, desktop):
    """A program that has come and gone beside one has had no camel, and lost nothing."""
    terminal = full_screen(launcher, desktop)
    launch = launcher.walk(SPEAK, "await", "end", "print", "x", options=["--delay=0"],
                           display=desktop.name)
    launch.trace.wait_for("window open")
    launch.tell("end")
    assert launch.finish() == (0, b"x\n", b"")
    launch.trace.wait_for("splash ended")
    assert not launch.trace.find("first frame")
    terminal.close()
