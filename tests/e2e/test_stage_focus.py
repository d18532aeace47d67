# SPDX-License-Identifier: MIT
"""Where the focus follows the pointer, and the camel comes up under it, the keys stay with the terminal: while it
comes, while the pointer moves about on the card, and when it has gone.
"""

import pytest

from lab import SPEAK, wait_until
from stages import MANAGERS, MONITORS, Desktop, Terminal, is_installed

MIDDLE = MONITORS[1][0] + MONITORS[1][2] // 2, MONITORS[1][1] + MONITORS[1][3] // 2
LEFT = MONITORS[0][0] + 200, MIDDLE[1]
OPENBOX = """<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
<focus><followMouse>yes</followMouse><underMouse>{under}</underMouse><focusDelay>0</focusDelay></focus>
</openbox_config>
"""
XFWM4 = """<?xml version="1.0"?>
<channel name="xfwm4" version="1.0"><property name="general" type="empty">
<property name="click_to_focus" type="bool" value="false"/>
<property name="focus_delay" type="int" value="5"/>
</property></channel>
"""
DCONF = ".config/glib-2.0/settings/keyfile"


def by_gsettings(folder: str) -> dict:
    return {mode: {DCONF: f"[{folder}]\nfocus-mode='{mode}'\n"} for mode in ("sloppy", "mouse")}


# What each is told by its settings, by the policy's name.
POLICIES = {
    "openbox": {"follows": {".config/openbox/rc.xml": OPENBOX.format(under="no")},
                "under": {".config/openbox/rc.xml": OPENBOX.format(under="yes")}},
    "xfwm4": {"follows": {".config/xfce4/xfconf/xfce-perchannel-xml/xfwm4.xml": XFWM4}},
    "i3": {"follows": {}},  # unless it is told not to
    "metacity": by_gsettings("org/gnome/desktop/wm/preferences"),
    "marco": by_gsettings("org/mate/marco/general"),
    "kwin": {policy: {".config/kwinrc": f"[Desktops]\nNumber=2\nRows=1\n[Windows]\nFocusPolicy={policy}\n"
                                        "DelayFocusInterval=0\n"}
             for policy in ("FocusFollowsMouse", "FocusUnderMouse", "FocusStrictlyUnderMouse")},
    "fluxbox": {"strict": {".fluxbox/init": "session.screen0.focusModel: StrictMouseFocus\n"}},
    "awesome": {"follows": {}},  # by its usual rules
    "pekwm": {"follows": {}},
    "blackbox": {"sloppy": {".blackboxrc": "session.focusModel: SloppyFocus\n"}},
    "fvwm3": {"sloppy": {".fvwm/config": "Style * SloppyFocus\n"}},
    "spectrwm": {"follows": {}},
}


def cases():
    for name, manager in MANAGERS.items():
        for policy, settings in POLICIES.get(name, {}).items():
            yield pytest.param((name, manager.kinds[0], settings), id=f"{name}-{policy}")


@pytest.fixture(params=list(cases()))
def desktop(request):
    name, composited, settings = request.param
    if not is_installed(name, composited):
        pytest.skip(f"{name} is not installed")
    made = Desktop(name, composited, settings=settings)
    yield made
    made.close()


class PointedTerminal(Terminal):
    """One that has the focus when the pointer is on it, and only then."""

    def take_focus(self):
        """Not here: the pointer's business."""

    def point_at(self, there: tuple, away: tuple):
        """A manager may pass over a crossing that comes while windows do, and a compositing one knows what is under
        the pointer once it has painted it."""
        def is_followed():
            for place in away, there:
                self.desktop.xdotool("mousemove", *place)
            return self.desktop.xdotool("getwindowfocus").strip() == str(self.window)
        wait_until(is_followed, "the focus follows the pointer")


def test_keys_stay_under_the_pointer(launcher, desktop):
    desktop.xdotool("mousemove", *MIDDLE)
    if desktop.manager.tiles:
        terminals = [Terminal(launcher, desktop)]
    else:  # without a click: the policy is in force
        terminals = [PointedTerminal(launcher, desktop, place) for place in ("640x800+0+0", "640x800+640+0")]
        terminals[0].point_at(LEFT, MIDDLE)
        terminals[1].point_at(MIDDLE, LEFT)
    terminal = terminals[-1]
    launch = launcher.walk(SPEAK, "await", "speak", "print", "x", "await", "end", options=["--delay=0"],
                           display=desktop.name)
    launch.trace.wait_for("first frame")
    terminal.gets("a")
    for dx, dy in ((5, 5), (40, 20), (-60, 30), (-200, 60), (30, -10)):  # one of them beside the card
        desktop.xdotool("mousemove", MIDDLE[0] + dx, MIDDLE[1] + dy)
        terminal.gets("b")
    launch.tell("speak")
    launch.trace.wait_until_gone()
    terminal.gets("c")
    launch.tell("end")
    assert launch.finish().status == 0
    for each in terminals:
        each.close()
