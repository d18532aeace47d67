# SPDX-License-Identifier: MIT
"""The camel comes where it was asked to, or where the user has dragged it to the last time, wholly on a monitor.
"""

import stat

import pytest

from lab import OCAMLWALK, SPEAK, Trace, wait_until
from stages import MONITORS, Desktop, Terminal, is_installed

WIDTH, HEIGHT, MARGIN = 360, 270, 16
POINTER = (900, 750)  # on the right monitor, and too near to its lower edge for a card round it
HEAD = "ocamlwalk place 1\n"


def at_sides(area, middle=None) -> dict:
    """Where the card's corner is for each word, if this is what there is of the monitor."""
    x, y, width, height = area
    left, right = x + MARGIN, x + width - WIDTH - MARGIN
    top, bottom = y + MARGIN, y + height - HEIGHT - MARGIN
    across, down = x + (width - WIDTH) // 2, y + (height - HEIGHT) // 2
    monitor = middle or area
    return {"center": (monitor[0] + (monitor[2] - WIDTH) // 2, monitor[1] + (monitor[3] - HEIGHT) // 2),
            "top": (across, top), "bottom": (across, bottom), "left": (left, down), "right": (right, down),
            "top-left": (left, top), "top-right": (right, top), "bottom-left": (left, bottom),
            "bottom-right": (right, bottom)}


PIXELS = {"10,20": (10, 20), "700,300": (700, 300), "-0,-0": (1280 - WIDTH, 800 - HEIGHT),
          "-30,40": (1250 - WIDTH, 40), "600,0": (640, 0), "300,0": (280, 0), "9999,-9999": (1280 - WIDTH, 0)}
CENTER = at_sides(MONITORS[1])["center"]

KINDS = [("none", False), ("openbox", False), ("openbox", True)]


@pytest.fixture(scope="module", params=KINDS, ids=["none", "openbox", "openbox, composited"])
def desktop(request):
    if not is_installed(*request.param):
        pytest.skip("not installed")
    made = Desktop(*request.param)
    made.xdotool("mousemove", *POINTER)
    yield made
    made.close()


@pytest.fixture
def state(launcher):
    launcher.env["XDG_STATE_HOME"] = str(launcher.folder / "state")
    return launcher.folder / "state" / "ocamlwalk" / "place"


def start(launcher, display, *options, env=None):
    launch = launcher.walk(SPEAK, "await", "end", options=["--delay=0", *options], display=display, env=env or {})
    launch.trace.wait_for("first frame")
    return launch


def end(launch):
    launch.tell("end")
    assert launch.finish() == (0, b"", b"")
    launch.trace.wait_for("splash ended")
    launch.path("end").unlink()


def end_wings(launcher, launch):
    """They write last of all."""
    end(launch)
    launcher.wait_for_quiet()


def asked(launch) -> tuple:
    args = launch.trace.find("window open")["args"]
    return args["x"], args["y"]


def seen(desktop, launch) -> tuple:
    """Where the card is: its window is larger by the shadow, and as much in every place."""
    args = launch.trace.find("window open")["args"]
    x, y, width, height = desktop.place(wait_until(desktop.camel, "the camel's window"))
    if (width, height) != (args["w"], args["h"]):
        x, y = x + SHADOW, y + SHADOW
    return x, y


# what src/window/shadow.c keeps round the card at 1x
SHADOW = 22


def comes(launcher, desktop, place, *options):
    launch = start(launcher, desktop.name, *options)
    assert asked(launch) == place, options
    try:
        wait_until(lambda: seen(desktop, launch) == place, f"{options}: it is at {place}", 5)
    except AssertionError as error:
        raise AssertionError(f"{error}, but at {seen(desktop, launch)}") from None
    end(launch)


def test_sides_and_corners(launcher, desktop):
    """Of the monitor where the pointer is."""
    for word, place in at_sides(MONITORS[1]).items():
        comes(launcher, desktop, place, f"--position={word}")
    comes(launcher, desktop, CENTER)


def test_at_the_pointer(launcher, desktop):
    """Round it, and kept on the monitor."""
    comes(launcher, desktop, (POINTER[0] - WIDTH // 2, 800 - HEIGHT), "--position=pointer")


def test_pixels(launcher, desktop):
    """Of all monitors together, and on one of them."""
    for pixels, place in PIXELS.items():
        comes(launcher, desktop, place, f"--position={pixels}")


def test_beside_a_panel(launcher, desktop):
    """What a panel takes is left to it, but for the middle, which is the monitor's."""
    if not desktop.manager.plain:
        pytest.skip("nobody is there to tell")
    panel = Terminal(launcher, desktop, "1280x40+0+0")
    desktop.ask("xprop", "-id", panel.window, "-f", "_NET_WM_STRUT_PARTIAL", "32c", "-set", "_NET_WM_STRUT_PARTIAL",
                "0, 0, 40, 0, 0, 0, 0, 0, 0, 1279, 0, 0")
    wait_until(lambda: "= 0, 40, 1280, 760" in desktop.ask("xprop", "-root", "_NET_WORKAREA"), "a work area")
    x, _, width, height = MONITORS[1]
    for word, place in at_sides((x, 40, width, height - 40), middle=MONITORS[1]).items():
        comes(launcher, desktop, place, f"--position={word}")
    panel.close()
    wait_until(lambda: "= 0, 0, 1280, 800" in desktop.ask("xprop", "-root", "_NET_WORKAREA"), "the work area is all")


def test_twice_as_large(launcher, screen):
    """The margin grows with the card."""
    screen.xdotool("mousemove", 640, 400)
    for word, place in {"top-left": (32, 32), "bottom-right": (1280 - 720 - 32, 800 - 540 - 32),
                        "center": (280, 130), "-5,7": (1280 - 720 - 5, 7)}.items():
        launch = start(launcher, screen.name, f"--position={word}", env={"QT_SCALE_FACTOR": "2"})
        assert launch.trace.find("window open")["args"]["scale"] == 2
        assert asked(launch) == place
        end(launch)


# --- Where it was dragged to ---------------------------------------------------------------------------------------


def drag(desktop, launch, *ways):
    """By the middle of the card, from there on by each of so many pixels; let go once it is there."""
    launch.trace.wait_until_at_home()
    x, y = seen(desktop, launch)
    desktop.xdotool("mousemove", x + WIDTH // 2, y + HEIGHT // 2, "mousedown", 1)
    for way in ways:
        desktop.xdotool("mousemove", x + WIDTH // 2 + way[0], y + HEIGHT // 2 + way[1])
        there = x + way[0], y + way[1]
        wait_until(lambda there=there: seen(desktop, launch) == there, f"it is dragged to {there}")
    desktop.xdotool("mouseup", 1)


def remembered(desktop, state) -> tuple:
    name, x, y = state.read_text()[len(HEAD):].split()
    assert name == desktop.name
    return int(x), int(y)


def test_where_it_was_dragged_to(launcher, desktop, state):
    """It comes there again, until it is dragged somewhere else, or told where to come, or made to forget."""
    launch = start(launcher, desktop.name)
    drag(desktop, launch, (20, 10), (110, -60))
    there = CENTER[0] + 110, CENTER[1] - 60
    launch.trace.wait_for("dragged", x=there[0], y=there[1])
    assert not state.exists(), "nothing is written while the program runs"
    end_wings(launcher, launch)
    assert remembered(desktop, state) == there
    assert stat.S_IMODE(state.stat().st_mode) == 0o600
    desktop.xdotool("mousemove", *POINTER)
    comes(launcher, desktop, there)
    comes(launcher, desktop, CENTER, "--position=center")
    comes(launcher, desktop, CENTER, "--memory=off")

    launch = start(launcher, desktop.name)
    drag(desktop, launch, (-30, 0))
    launch.trace.wait_for("dragged")
    end_wings(launcher, launch)
    assert remembered(desktop, state) == (there[0] - 30, there[1])
    assert launcher.start(OCAMLWALK, "--forget").finish() == (0, b"", b"")
    assert not state.exists()
    desktop.xdotool("mousemove", *POINTER)
    comes(launcher, desktop, CENTER)


def test_what_is_no_drag(launcher, desktop, state):
    """There and back, and with nothing to be remembered."""
    launch = start(launcher, desktop.name)
    drag(desktop, launch, (50, 50), (1, -2))
    drag(desktop, launch, (-40, 0), (0, 0))
    end_wings(launcher, launch)
    assert not launch.trace.find("dragged")
    assert not state.exists()
    desktop.xdotool("mousemove", *POINTER)
    launch = start(launcher, desktop.name, "--memory=off")
    drag(desktop, launch, (50, 50))
    launch.trace.wait_for("dragged")
    end_wings(launcher, launch)
    assert not state.exists()
    desktop.xdotool("mousemove", *POINTER)


def write(state, text, mode=0o600):
    state.parent.mkdir(parents=True, exist_ok=True)
    state.write_text(text)
    state.chmod(mode)


@pytest.mark.parametrize("line, place", [
    ("DISPLAY 5000 50\n", CENTER),  # a monitor that is no more
    ("DISPLAY -80 790\n", (0, 800 - HEIGHT)),
    (":12345 20 30\n", CENTER),
    ("DISPLAY 20\n", CENTER),
    ("DISPLAY 20 30\n", (20, 30)),
], ids=["gone", "partly", "another display", "damaged", "good"])
def test_places_that_were(launcher, desktop, state, line, place):
    """What is on no monitor, or cannot be read, is the middle."""
    write(state, HEAD + line.replace("DISPLAY", desktop.name))
    comes(launcher, desktop, place)


def test_a_place_that_anybody_may_write(launcher, desktop, state):
    """Is nobody's, and is written anew."""
    write(state, f"{HEAD}{desktop.name} 20 30\n", 0o666)
    launch = start(launcher, desktop.name)
    assert asked(launch) == CENTER
    drag(desktop, launch, (40, 40))
    launch.trace.wait_for("dragged")
    end_wings(launcher, launch)
    assert remembered(desktop, state) == (CENTER[0] + 40, CENTER[1] + 40)
    assert stat.S_IMODE(state.stat().st_mode) == 0o600
    desktop.xdotool("mousemove", *POINTER)


def test_the_demo_remembers_too(launcher, screen, state):
    """The same camel."""
    write(state, f"{HEAD}{screen.name} 20 30\n")
    trace = Trace(launcher.folder / "demo")
    demo = launcher.start(OCAMLWALK, "--demo", "--sound=off", f"--trace={trace.path}", display=screen.name, trace=trace)
    demo.trace.wait_for("first frame")
    assert asked(demo) == (20, 30)
    demo.trace.wait_until_at_home()
    screen.xdotool("mousemove", 100, 100, "mousedown", 1)
    screen.xdotool("mousemove", 160, 180)
    wait_until(lambda: "X=80\nY=110\n" in geometry(screen), "it is dragged")
    screen.xdotool("mouseup", 1)
    demo.trace.wait_for("dragged", x=80, y=110)
    screen.xdotool("click", 1)
    assert demo.finish().status == 0
    assert state.read_text() == f"{HEAD}{screen.name} 80 110\n"


def geometry(screen) -> str:
    return screen.xdotool("getwindowgeometry", "--shell", *screen.windows()).stdout


# --- Slips ---------------------------------------------------------------------------------------------------------


def test_a_wrong_place(launcher, screen):
    """On the command line it starts nothing; in the variable it is passed over."""
    said = "wants --position=, then center, top, bottom, left, right, top-left and so on, pointer, or X,Y"
    result = launcher.start(OCAMLWALK, "--position=middle", SPEAK, "print", "x").finish()
    assert result == (2, b"", f"ocamlwalk: option '--position=middle' {said}\n".encode())
    launch = launcher.walk(SPEAK, "await", "end", options=["--delay=0"], display=screen.name,
                           env={"OCAMLWALK": "--position=5"})
    launch.trace.wait_for("first frame")
    launch.tell("end")
    result = launch.finish()
    assert result.status == 0 and result.err.count(b"\n") == 1 and said.encode() in result.err
