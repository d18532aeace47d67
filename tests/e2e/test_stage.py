# SPDX-License-Identifier: MIT
"""The stage is set as the desktop's user wishes, wherever that is written down, and nobody who has
written nothing, or does not answer, is waited for.
"""

import contextlib
import subprocess

import pytest

from lab import SANITIZED, SPEAK, TOOLS, is_served, wait_until
from stages import Desktop


@pytest.fixture(scope="module")
def composited():
    made = Desktop("none", True)
    yield made
    made.close()


def stage(launcher, display, env=None, options=()):
    """How the stage was set: the arguments of the event, and how long that took, ms."""
    launch = launcher.walk(SPEAK, "await", "end", options=["--delay=0", *options], display=display,
                           env=env or {})
    launch.trace.wait_for("first frame")
    launch.tell("end")
    assert launch.finish().status == 0
    launch.trace.wait_for("splash ended")
    launch.path("end").unlink()
    opened = launch.trace.find("window open")
    opened["args"]["ms"] = (opened["ts"] - launch.trace.find("splash main")["ts"]) / 1000
    return opened["args"]


@contextlib.contextmanager
def portal(launcher, *answers):
    """A bus with a portal on it: its address."""
    address = f"unix:path={launcher.folder}/bus"
    bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--nopidfile",
                            f"--address={address}"], stderr=subprocess.DEVNULL)
    wait_until(lambda: is_served(launcher.folder / "bus"), "the bus is up")
    answering = subprocess.Popen([TOOLS / "portal", *answers], stdout=subprocess.PIPE,
                                 env={"DBUS_SESSION_BUS_ADDRESS": address})
    try:
        assert answering.stdout.readline() == b"ready\n"
        yield {"DBUS_SESSION_BUS_ADDRESS": address}
    finally:
        for process in (answering, bus):
            process.kill()
            process.wait()
        answering.stdout.close()


def test_no_wishes(launcher, screen):
    """Light, and walking."""
    args = stage(launcher, screen.name)
    assert not args["dark"] and not args["still"]


@pytest.mark.parametrize("line, wish", [("gtk-application-prefer-dark-theme=1", "dark"),
                                        ("gtk-theme-name=Arc-Dark", "dark"),
                                        ("gtk-enable-animations=0", "still")])
def test_settings_of_gtk(launcher, screen, line, wish):
    """In the file that most desktops write."""
    folder = launcher.folder / "xdg_config_home" / "gtk-3.0"
    folder.mkdir()
    (folder / "settings.ini").write_text(f"[Settings]\n{line}\n")
    args = stage(launcher, screen.name)
    assert [name for name in ("dark", "still") if args[name]] == [wish]


def test_the_environment(launcher, screen):
    """What GTK's programs go by, too."""
    assert stage(launcher, screen.name, {"GTK_THEME": "Adwaita:dark"})["dark"]


@pytest.mark.skipif(not (TOOLS / "portal").exists(), reason="built without libsystemd")
@pytest.mark.parametrize("answers, wishes", [(("1", "1"), ["dark"]), (("2", "0"), ["still"]),
                                             (("0", "1"), [])])
def test_the_portal(launcher, screen, answers, wishes):
    """What the desktop's portal says, if it says it in time: on a busy machine it may not."""
    with portal(launcher, *answers) as env:
        def told():
            args = stage(launcher, screen.name, env)
            return [name for name in ("dark", "still") if args[name]] == wishes

        wait_until(told, f"a stage that is {wishes}")


@pytest.mark.timing
@pytest.mark.skipif(not (TOOLS / "portal").exists(), reason="built without libsystemd")
def test_a_portal_that_does_not_answer(launcher, screen):
    """It costs a few milliseconds, once."""
    slack_ms = 300 if SANITIZED else 100
    with portal(launcher, "mute", "") as env:
        usual_ms = stage(launcher, screen.name)["ms"]
        assert stage(launcher, screen.name, env)["ms"] < usual_ms + slack_ms


def test_cutout(launcher, screen, composited):
    """Only where there is something to be cut out of; else the plate."""
    assert not stage(launcher, screen.name, options=["--theme=cutout"])["cutout"]
    args = stage(launcher, composited.name, options=["--theme=cutout"])
    assert args["cutout"] and (args["w"], args["h"]) == (240, 200)


@contextlib.contextmanager
def settings(display, *integers):
    """A settings manager on the display."""
    manager = subprocess.Popen([TOOLS / "settings", *map(str, integers)], stdout=subprocess.PIPE,
                               env={"DISPLAY": display})
    try:
        assert manager.stdout.readline() == b"ready\n"
        yield
    finally:
        manager.kill()
        manager.wait()
        manager.stdout.close()


def size(args) -> tuple:
    return args["w"], args["h"], args["scale"]


@pytest.mark.parametrize("integers, scale", [
    (["Gdk/WindowScalingFactor", 2, "Xft/DPI", 96 * 1024], 2),
    (["Gdk/WindowScalingFactor", 1, "Xft/DPI", 192 * 1024], 2),
    (["Gdk/WindowScalingFactor", 1, "Xft/DPI", 120 * 1024], 1),
])
def test_a_scale_in_the_settings(launcher, screen, integers, scale):
    """As GNOME's, MATE's, Cinnamon's and Xfce's managers keep it."""
    with settings(screen.name, *integers):
        assert size(stage(launcher, screen.name)) == (360 * scale, 270 * scale, scale)


@pytest.mark.parametrize("env, scale", [({"GDK_SCALE": "2"}, 2), ({"QT_SCALE_FACTOR": "1.5"}, 2),
                                        ({"GDK_SCALE": "2", "QT_SCALE_FACTOR": "2"}, 2),
                                        ({"GDK_SCALE": "much"}, 1)])
def test_a_scale_in_the_environment(launcher, screen, env, scale):
    """For the one program, as for GTK's and Qt's."""
    assert size(stage(launcher, screen.name, env)) == (360 * scale, 270 * scale, scale)


def test_a_scale_in_the_resources(launcher, own_screen):
    """Of the server."""
    subprocess.run(["xrdb", "-merge"], input=b"Xft.dpi: 144\n", env=own_screen.env, check=True)
    assert size(stage(launcher, own_screen.name)) == (720, 540, 2)


@pytest.mark.parametrize("name, kind", [("Openbox", "SPLASH"), ("KWin", "UTILITY")])
def test_what_it_is_to_the_manager(launcher, own_screen, name, kind):
    """A splash, but not to KWin, which would move none and hide it at a press."""

    def xprop(*words):
        return subprocess.run(["xprop", *words], env=own_screen.env, capture_output=True, text=True,
                              check=True).stdout

    manager = xprop("-root", "_NET_SUPPORTING_WM_CHECK").rpartition(" ")[2].strip()
    xprop("-id", manager, "-f", "_NET_WM_NAME", "8u", "-set", "_NET_WM_NAME", name)
    launch = launcher.walk(SPEAK, "await", "end", options=["--delay=0"], display=own_screen.name)
    launch.trace.wait_for("first frame")
    window = wait_until(own_screen.windows, "the camel's window is on the screen")[0]
    assert f"= _NET_WM_WINDOW_TYPE_{kind}\n" in xprop("-id", str(window), "_NET_WM_WINDOW_TYPE")
    launch.tell("end")
    assert launch.finish().status == 0
