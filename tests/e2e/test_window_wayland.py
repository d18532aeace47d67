# SPDX-License-Identifier: MIT
"""The program's own first window under native Wayland sends the camel away at once, where the
compositor tells that there is one; where it does not, once the program rests. Nobody else's does.
"""

import contextlib
import json
import subprocess
import time

import pytest

from compositors import labwc, needs_sway, needs_weston, sway, teller, weston  # pylint: disable=unused-import
from lab import PROGRAMS, SPEAK_C, wait_until
from test_signs import SOON_MS, WAYS, goes_for, walks_on

CLIENT = PROGRAMS / "wayland-client"
FOOT = "foot --config=/dev/null --log-level=none"
# In a process of its own: waits for the file "open", then has a window until the file "end" comes.
OPENS = f"{SPEAK_C} await open; {FOOT} {SPEAK_C} touch shown await end 2>/dev/null; :"
DEAR_SOON_MS = SOON_MS + 1000  # on a busy machine a look is dear, and repeated once a second

pytestmark = [
    pytest.mark.skipif(not CLIENT.exists(), reason="built without libwayland-client"),
]


def starts(launcher, compositor, *words, display=None, told, options=()):
    """A launch whose camel is seen, and whose compositor has TOLD of windows, or not."""
    launch = launcher.walk(*words, options=["--delay=0", *options], env=compositor.env,
                           display=display)
    launch.trace.wait_for("first frame")
    if told:
        launch.trace.wait_for("toplevels", told=told)
    return launch


def ends(launch):
    launch.tell("end")
    assert launch.finish() == (0, b"", b"")


def passes_by(launcher, compositor, launch):
    """Somebody else's window, which the camel does not go for, whether it is there already when the
    list is first asked for, or comes later."""
    terminal = compositor.terminal(launcher)
    wait_until(lambda: launch.trace.find("toplevels", told="opened")
               or launch.trace.find("toplevels", told="open"), "the window is told of")
    walks_on(launch)
    terminal.kill()
    terminal.wait()


@contextlib.contextmanager
def window_events(sway):
    """A function for the moment, by the trace's clock, when the next window was mapped."""
    process = subprocess.Popen(["swaymsg", "-r", "-m", "-t", "subscribe", '["window"]'],
                               env=sway.env, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)

    def next_us() -> float:
        decoder, text = json.JSONDecoder(), ""
        while True:
            byte = process.stdout.read1(65536).decode()
            now_us = time.monotonic_ns() / 1000
            assert byte, "sway has gone"
            text = (text + byte).lstrip()
            with contextlib.suppress(json.JSONDecodeError):
                while text:
                    event, end = decoder.raw_decode(text)
                    text = text[end:].lstrip()
                    if event.get("change") == "new":
                        return now_us

    try:
        yield next_us
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@WAYS
@pytest.mark.parametrize("still", [[], ["--still"]], ids=["", "--still"])
def test_own_window(launcher, teller, way, still):
    """A terminal that the program opens: gone, without a fade."""
    launch = starts(launcher, teller, "/bin/sh", "-c", OPENS, told=None, options=[*way, *still])
    if not still:
        walks_on(launch)
    launch.tell("open")
    goes_for(launch, "window", "shown", DEAR_SOON_MS)
    assert launch.trace.find("leaving")["args"]["fade_ms"] == 0
    ends(launch)


@needs_sway
@pytest.mark.timing
def test_how_soon(launcher, sway):
    """From its window's being mapped, as sway tells, to the camel's being gone."""
    late_ms = []
    with window_events(sway) as next_us:
        for _ in range(10):
            launch = starts(launcher, sway, "/bin/sh", "-c", OPENS, told=None)
            launch.trace.wait_until_at_home()
            launch.tell("open")
            mapped_us = next_us()
            late_ms.append((launch.trace.wait_until_gone()["ts"] - mapped_us) / 1000)
            launch.hear("shown")
            ends(launch)
            for name in ("open", "shown", "end"):
                launch.path(name).unlink()
    late_ms.sort()
    print(f"mapped to gone: {late_ms[5]:.1f} ms, {late_ms[0]:.1f} to {late_ms[-1]:.1f}")
    assert late_ms[5] < SOON_MS


def test_window_of_somebody_else(launcher, teller):
    """Windows of others come and go; the program is no client of the compositor."""
    launch = starts(launcher, teller, SPEAK_C, "await", "end", told=None)
    passes_by(launcher, teller, launch)
    ends(launch)


def test_a_connection_is_no_window(launcher, teller):
    """A client without a window, beside a terminal that was there before, rests for long."""
    terminal = teller.terminal(launcher)
    launch = starts(launcher, teller, CLIENT, "go", "connected", "end", told="open")
    launch.tell("go")
    launch.hear("connected")
    launch.trace.wait_for("gait", act="stand")  # at rest for longer than it takes to be told
    assert not launch.trace.find("sign of life")
    ends(launch)
    terminal.kill()
    terminal.wait()


def test_a_window_that_was_there_before(launcher, teller):
    """One that opened during the delay, which nobody has told of: when the program rests."""
    launch = launcher.walk("/bin/sh", "-c", OPENS, options=["--delay=1500"], env=teller.env)
    launch.trace.wait_for("watching")
    launch.tell("open")
    launch.hear("shown")
    assert not launch.trace.find("delay over"), "it was shown in time"
    launch.trace.wait_for("toplevels", told="open")
    launch.trace.wait_for("sign of life", sign="window")
    launch.trace.wait_for("splash ended")
    ends(launch)


@needs_sway
def test_those_who_do_not_ask(launcher, sway):
    launch = starts(launcher, sway, "/bin/sh", "-c", OPENS, told=None, options=["--until=ready"])
    launch.tell("open")
    launch.hear("shown")
    walks_on(launch)
    assert not launch.trace.find("toplevels"), "nobody listens"
    ends(launch)


def test_without_wayland_nobody_looks(launcher, screen):
    launch = launcher.walk(SPEAK_C, "await", "end", options=["--delay=0"], display=screen.name)
    launch.trace.wait_for("gait", act="stand")
    assert not launch.trace.find("toplevels")
    ends(launch)


@needs_sway
def test_an_x_window_beside(launcher, sway, screen):
    """The card is X's, as it is where there is an XWayland; the program's window is not."""
    launch = starts(launcher, sway, "/bin/sh", "-c", OPENS, display=screen.name, told=None)
    assert launch.trace.find("window open")["args"]["driver"] == "x11"
    walks_on(launch)
    launch.tell("open")
    goes_for(launch, "window", "shown")
    ends(launch)


@needs_sway
def test_a_client_of_x_alone(launcher, sway, screen):
    """The program has a window under X, if no guest, and somebody else one under Wayland."""
    launch = starts(launcher, sway, PROGRAMS / "visitor", "menu", "go", "made", "end",
                    display=screen.name, told=None)
    launch.tell("go")
    launch.hear("made")
    passes_by(launcher, sway, launch)
    ends(launch)


@needs_weston
@WAYS
def test_a_compositor_that_does_not_tell(launcher, weston, screen, way):
    """A client at work may still be starting; at rest, its window is believed to be seen."""
    launch = starts(launcher, weston, "/bin/sh", "-c",
                    f"{CLIENT} go connected end & {SPEAK_C} await work spin 3000 await end; wait",
                    display=screen.name, told="untold", options=way)
    launch.tell("work")
    launch.tell("go")
    launch.hear("connected")
    launch.trace.wait_for("gait", act="gallop")
    assert not launch.trace.find("sign of life"), "it is at work"
    launch.trace.wait_for("sign of life", sign="window")
    launch.trace.wait_for("splash ended")
    ends(launch)


@needs_weston
def test_a_window_there(launcher, weston, screen):
    launch = starts(launcher, weston, "/bin/sh", "-c",
                    f"{SPEAK_C} await open; weston-flower >/dev/null 2>&1 & "
                    f"{SPEAK_C} touch shown await end; kill $!",
                    display=screen.name, told="untold")
    launch.trace.wait_for("gait", act="stand")
    assert not launch.trace.find("sign of life"), "at rest, but no client"
    launch.tell("open")  # how long it takes to open one is the flower's business
    launch.trace.wait_for("sign of life", sign="window")
    launch.trace.wait_for("splash ended")
    launch.hear("shown")
    assert launch.process.poll() is None
    ends(launch)


@needs_weston
def test_a_client_that_somebody_else_is(launcher, weston, screen):
    launch = starts(launcher, weston, SPEAK_C, "await", "end", display=screen.name, told="untold")
    other = launcher.start(CLIENT, "go", "connected", "go on", env=weston.env)
    launch.tell("go")
    launch.hear("connected")
    launch.trace.wait_for("gait", act="stand")
    walks_on(launch)
    launch.tell("go on")
    other.finish()
    ends(launch)
