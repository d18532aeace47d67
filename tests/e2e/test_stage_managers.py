# SPDX-License-Identifier: MIT
"""The camel is a good guest under every window manager: it comes into view on the pointer's
monitor, takes neither focus nor keys, has no frame and no place in the taskbar, stays below what the user
opens later, can be dragged and clicked away, and goes.

Writes what it saw, as a table, to stage.md in the build folder: docs/stage.md holds one.
"""

import contextlib

import pytest

from lab import BUILD, SPEAK, wait_until
from stages import MANAGERS, MONITORS, Desktop, Terminal, is_installed

ROWS = ("mapped in sight", "focus and keys kept", "pointer's monitor, middle", "no frame",
           "no taskbar, no pager", "current workspace", "below a later dialog",
           "below the terminal when that is raised", "dragged", "clicked away",
        "gone at the first byte")
seen: dict = {}


def cases():
    for name, manager in MANAGERS.items():
        for composited in manager.kinds:
            yield pytest.param((name, composited),
                               id=f"{name}-{'composited' if composited else 'plain'}")


@pytest.fixture(params=list(cases()))
def desktop(request):
    """A desktop with two monitors, the pointer on the right one."""
    name, composited = request.param
    if not is_installed(name, composited):
        pytest.skip(f"{name} or picom is not installed")
    made = Desktop(name, composited)
    made.row = seen.setdefault((name, composited), {})
    yield made
    made.close()


@pytest.fixture(scope="module", autouse=True)
def table():
    """The table, once all is seen."""
    yield
    names = [f"{name}, composited" if composited else name for name, composited in seen]
    lines = ["| | " + " | ".join(names) + " |", "|---|" + ":-:|" * len(names)]
    for row in ROWS:
        cells = [told.get(row, "") for told in seen.values()]
        lines.append(f"| {row} | " + " | ".join(cells) + " |")
    (BUILD / "stage.md").write_text("\n".join(lines) + "\n")


def hints_to_stay_out(told: str) -> bool:
    return "_NET_WM_WINDOW_TYPE_SPLASH" in told or (
        "_NET_WM_STATE_SKIP_TASKBAR" in told and "_NET_WM_STATE_SKIP_PAGER" in told)


def start(launcher, desktop, *words, options=()):
    launch = launcher.walk(SPEAK, *words, options=["--delay=0", *options], display=desktop.name)
    launch.trace.wait_for("first frame")
    return launch, wait_until(desktop.camel, "the camel's window is on the screen")


def near(one: tuple, other: tuple, leeway: int = 2) -> bool:
    return all(abs(a - b) <= leeway for a, b in zip(one, other))


def test_a_good_guest(launcher, desktop):
    """One launch, from the terminal's focus to the first byte; another that is clicked away."""
    row = desktop.row

    def note(what, claim):
        row[what] = "yes" if claim else "**no**"

    def comes(what, claim):
        with contextlib.suppress(AssertionError):
            wait_until(claim, what, 5)
        note(what, claim())

    desktop.xdotool("mousemove", 900, 700)
    if desktop.manager.plain:
        before = desktop.workspace()
        desktop.ask(*desktop.manager.switch)
        # i3's empty workspaces have no numbers, but its answer comes when all is done
        wait_until(lambda: desktop.manager.tiles or desktop.workspace() != before,
                   "another workspace")
    terminal = Terminal(launcher, desktop)
    launch, camel = start(launcher, desktop, "await", "speak", "print", "x", "await", "end")
    _, _, width, height = desktop.place(camel)
    middle = MONITORS[1][0] + MONITORS[1][2] // 2, MONITORS[1][1] + MONITORS[1][3] // 2
    place = middle[0] - width // 2, middle[1] - height // 2

    note("mapped in sight", desktop.is_above(camel, terminal.window))
    note("focus and keys kept", terminal.hears("a"))
    comes("pointer's monitor, middle", lambda: near(desktop.place(camel)[:2], place))
    note("no frame", desktop.place(desktop.frame(camel)) == desktop.place(camel))
    if desktop.manager.borders:
        row["no frame"] = "a border, as all have"
    note("no taskbar, no pager", hints_to_stay_out(desktop.properties(camel)))
    if desktop.manager.plain and not desktop.manager.unasked:
        note("current workspace", desktop.workspace(camel) == desktop.workspace())
    else:
        row["current workspace"] = "–"

    desktop.xdotool("mousemove", *middle, "mousedown", 1)
    desktop.xdotool("mousemove", middle[0] + 30, middle[1] + 30)
    desktop.xdotool("mousemove", middle[0] + 60, middle[1] + 40)
    comes("dragged", lambda: near(desktop.place(camel)[:2], (place[0] + 60, place[1] + 40), 3))
    desktop.xdotool("mouseup", 1)

    dialog = Terminal(launcher, desktop, "300x200+800+300", "dialog-of", terminal.window)
    comes("below a later dialog", lambda: desktop.is_above(dialog.window, camel))
    dialog.close()
    if desktop.manager.unasked:  # who is the uppermost but for the camel is not told of when it is raised
        other = Terminal(launcher, desktop, "300x200+800+300")
        if not desktop.manager.tiles:
            wait_until(lambda: desktop.is_above(other.window, camel), "the camel is below a later window")

    desktop.xdotool("windowactivate" if desktop.manager.plain else "windowraise", terminal.window)
    if desktop.manager.tiles:
        row["below the terminal when that is raised"] = "tiles lie below"
    else:
        comes("below the terminal when that is raised",
              lambda: desktop.is_above(terminal.window, camel))

    assert not launch.trace.find("sign of life"), "none of this has sent it away"
    launch.tell("speak")
    launch.trace.wait_until_gone()
    note("gone at the first byte", not desktop.camel())
    launch.tell("end")
    assert launch.finish().status == 0

    launch, camel = start(launcher, desktop, "await", "end again")
    launch.trace.wait_until_at_home()
    desktop.xdotool("mousemove", *middle, "click", 1)
    launch.trace.wait_for("sign of life", sign="dismiss")
    comes("clicked away", lambda: not desktop.camel())
    launch.tell("end again")
    assert launch.finish().status == 0
    terminal.close()
    assert set(row) == set(ROWS) and "**no**" not in row.values(), row
