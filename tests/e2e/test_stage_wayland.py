# SPDX-License-Identifier: MIT
"""The same guest under Wayland, on sway without X: it comes into view, takes no focus, is no window
among windows, makes room for a later one, and goes; at the scale of the output, pixel for pixel.
"""

import shutil
import subprocess

import pytest

from compositors import (DIALOG, TERMINAL, is_paper, needs_sway, needs_weston,  # pylint: disable=unused-import
                         sway, weston)
from lab import OCAMLWALK, SANITIZED, SPEAK, TOOLS, wait_until


def start(launcher, sway, *words):
    launch = launcher.walk(SPEAK, *words, options=["--delay=0"], env=sway.env)
    launch.trace.wait_for("first frame")
    return launch


@needs_sway
def test_a_good_guest(launcher, sway):
    """One launch, beside a terminal in focus and below a later dialog."""
    terminal = sway.terminal(launcher)
    wait_until(lambda: sway.middle() == TERMINAL, "the terminal is seen")
    launch = start(launcher, sway, "await", "speak", "print", "x", "await", "end")
    assert launch.trace.find("window open")["args"]["driver"] == "wayland"
    wait_until(lambda: is_paper(sway.middle()), "the camel is seen above the terminal")
    assert sway.windows() == [("terminal", True)], "no window of its own, and no focus taken"

    dialog = sway.terminal(launcher, "dialog", DIALOG)
    wait_until(lambda: sway.middle() == DIALOG, "the dialog is seen, not the camel")
    dialog.kill()
    dialog.wait()
    wait_until(lambda: sway.windows() == [("terminal", True)], "the dialog has gone")

    launch.tell("speak")
    launch.trace.wait_until_gone()
    wait_until(lambda: sway.middle() == TERMINAL, "the camel has gone")
    launch.tell("end")
    assert launch.finish().status == 0
    terminal.kill()
    terminal.wait()


@needs_sway
def test_the_output_in_use(launcher, sway):
    """Of two outputs, the camel comes to the one the user is at; gone, it leaves nothing."""
    sway.ask("swaymsg", "create_output")
    wait_until(lambda: len(sway.outputs()) == 2, "a second output")
    for here, there in (("HEADLESS-2", "HEADLESS-1"), ("HEADLESS-1", "HEADLESS-2")):
        sway.ask("swaymsg", "focus", "output", here)
        launch = start(launcher, sway, "await", f"end {here}")
        wait_until(lambda: is_paper(sway.middle(here)), f"the camel is on {here}")
        assert not is_paper(sway.middle(there))
        launch.tell(f"end {here}")
        assert launch.finish().status == 0
        launch.trace.wait_for("splash ended")
        assert not is_paper(sway.middle(here)), "the camel has gone"


@needs_sway
@pytest.mark.skipif(not (TOOLS / "hand").exists(), reason="built without libwayland-client")
def test_a_hand(launcher, sway):
    """It can be dragged, and clicked away where it then is."""
    hand = launcher.start(TOOLS / "hand", 1280, 800, "10,10", "wait", "600,400", "press", "610,410",
                          "400,300", "250,250", "wait", "release", "press", "release",
                          env=sway.env, stdin=subprocess.PIPE)
    assert hand.read_line() == b"10,10\n", "there is a pointer on the seat"
    launch = start(launcher, sway, "await", "end")
    wait_until(lambda: is_paper(sway.middle()), "the camel is seen")
    hand.process.stdin.write(b"\n")
    hand.process.stdin.flush()
    wait_until(lambda: not is_paper(sway.middle()), "the camel is elsewhere")
    assert not launch.trace.find("sign of life"), "a drag is no click"
    hand.process.stdin.write(b"\n")
    hand.process.stdin.flush()
    launch.trace.wait_for("sign of life", sign="dismiss")
    hand.finish()
    launch.tell("end")
    assert launch.finish().status == 0


def is_at(sway, place: tuple, scale: int = 1) -> bool:
    """Whether the card's corner is there, and all of it is seen."""
    x, y = place
    wanted = x, y, x + 360 * scale, y + 270 * scale
    return all(abs(a - b) <= 4 * scale for a, b in zip(sway.card(), wanted))


def comes(launcher, sway, place, *options, scale=1):
    launch = launcher.walk(SPEAK, "await", "end", options=["--delay=0", *options], env=sway.env)
    launch.trace.wait_for("first frame")
    try:
        wait_until(lambda: is_at(sway, place, scale), f"{options}: it is at {place}", 5)
    except AssertionError as error:
        raise AssertionError(f"{error}, but at {sway.card()}") from None
    launch.tell("end")
    assert launch.finish().status == 0
    launch.trace.wait_for("splash ended")
    launch.path("end").unlink()
    return launch.trace.find("window open")["args"]


@needs_sway
@pytest.mark.parametrize("scale", [1, 2])
def test_where_it_was_asked_to(launcher, sway, scale):
    """At sides and corners, and at pixels; there is no pointer that anybody could tell of."""
    sway.ask("swaymsg", "output", "HEADLESS-1", "scale", scale)
    right, bottom, margin = 1280 - 360 * scale, 800 - 270 * scale, 16 * scale
    for word, place in {"center": (right // 2, bottom // 2), "top": (right // 2, margin),
                        "bottom": (right // 2, bottom - margin), "left": (margin, bottom // 2),
                        "right": (right - margin, bottom // 2), "top-left": (margin, margin),
                        "top-right": (right - margin, margin),
                        "bottom-left": (margin, bottom - margin),
                        "bottom-right": (right - margin, bottom - margin),
                        "pointer": (right // 2, bottom // 2), "40,20": (40, 20),
                        "-0,-10": (right, bottom - 10), "5000,-5000": (right, 0)}.items():
        args = comes(launcher, sway, place, f"--position={word}", scale=scale)
        assert (args["x"], args["y"]) == place


@needs_sway
@pytest.mark.skipif(not shutil.which("swaybar"), reason="swaybar is not installed")
def test_beside_a_bar(launcher, sway):
    """What it has reserved is left to it, but for the middle, which is the output's."""
    with open(sway.home / "config", "a", encoding="utf-8") as config:
        config.write("bar {\n position top\n height 40\n workspace_buttons no\n"
                     "colors {\n background #ff00ff\n }\n}\n")
    sway.ask("swaymsg", "reload")

    def is_barred():
        width, _, pixels = sway.picture("HEADLESS-1")
        return tuple(pixels[3 * (39 * width + 640):3 * (39 * width + 641)]) == (0xff, 0, 0xff)

    wait_until(is_barred, "the bar is seen")
    comes(launcher, sway, (16, 56), "--position=top-left")
    comes(launcher, sway, (904, 514), "--position=bottom-right")
    comes(launcher, sway, (460, 265))


@needs_sway
@pytest.mark.skipif(not (TOOLS / "hand").exists(), reason="built without libwayland-client")
@pytest.mark.parametrize("options, start_at", [((), (460, 265)), (("--position=bottom-right",), (904, 514))],
                         ids=["middle", "corner"])
def test_where_it_was_dragged_to(launcher, sway, options, start_at):
    """From wherever it came: there it comes again."""
    launcher.env["XDG_STATE_HOME"] = str(launcher.folder)
    state = launcher.folder / "ocamlwalk" / "place"
    x, y = start_at[0] + 180, start_at[1] + 135
    hand = launcher.start(TOOLS / "hand", 1280, 800, "10,10", "wait", f"{x},{y}", "press",
                          f"{x - 20},{y - 10}", "wait", f"{x - 200},{y - 60}", "wait", "release",
                          env=sway.env, stdin=subprocess.PIPE)
    assert hand.read_line() == b"10,10\n", "there is a pointer on the seat"
    launch = launcher.walk(SPEAK, "await", "end", options=["--delay=0", *options], env=sway.env)
    launch.trace.wait_for("first frame")
    wait_until(lambda: is_at(sway, start_at), "the camel is seen")
    there = start_at[0] - 200, start_at[1] - 60
    for what, claim in {"it follows a little": lambda: is_at(sway, (start_at[0] - 20, start_at[1] - 10)),
                        "it follows on": lambda: is_at(sway, there),
                        "it is let go": lambda: launch.trace.find("dragged")}.items():
        hand.process.stdin.write(b"\n")
        hand.process.stdin.flush()
        try:
            wait_until(claim, what, 20)
        except AssertionError as error:
            raise AssertionError(f"{error}, but it is at {sway.card()}") from None
    hand.finish()
    launch.tell("end")
    assert launch.finish().status == 0
    launcher.wait_for_quiet()
    launch.path("end").unlink()
    assert state.read_text() == "ocamlwalk place 1\nwayland-1 {} {}\n".format(*there)
    comes(launcher, sway, there)
    comes(launcher, sway, (460, 265), "--position=center")


@needs_sway
@pytest.mark.parametrize("scale", [1, 2, 3])
def test_sharp_at_every_scale(launcher, sway, scale):
    """The art of the output's scale, pixel for pixel: squares of one colour are an enlargement."""
    sway.ask("swaymsg", "output", "HEADLESS-1", "scale", scale)
    launch = start(launcher, sway, "await", "end")
    args = launch.trace.find("window open")["args"]
    wait_until(lambda: is_paper(sway.middle()), "the camel is seen")
    width, height, pixels = sway.picture("HEADLESS-1")
    launch.tell("end")
    assert launch.finish().status == 0
    assert (args["scale"], args["w"], args["h"]) == (scale, 360 * scale, 270 * scale)
    left, top = (width - args["w"]) // 2, max((height - args["h"]) // 2, 0)
    unlike = sum(pixels[3 * (y * width + x)] != pixels[3 * (y * width + x + 1)]
                 for y in range(top + 90 * scale, top + 180 * scale, scale)
                 for x in range(left + 60 * scale, left + 300 * scale, scale))
    assert unlike > 90 * 240 / 10, "neighbours differ, which in an enlargement none of these would"


@needs_weston
def test_no_layer_shell(launcher, weston):
    """A window of one's own would take the focus: none, but for whoever asks for it."""
    env = {**weston.env, "DISPLAY": None, "LIBGL_ALWAYS_SOFTWARE": "1"}
    launch = launcher.walk(SPEAK, "await", "end", "print", "x", options=["--delay=0"], env=env)
    assert launch.trace.wait_for("splash ended")["args"]["status"] == 8  # ENDING_NO_MANNERS
    launch.tell("end")
    assert launch.finish() == (0, b"x\n", b"")
    assert not launch.trace.find("window open")
    why = launcher.start(OCAMLWALK, "--why", SPEAK, env=env).finish()
    assert b"no layer shell" in why.out
    if SANITIZED:  # which reports SDL's own fault, below
        return
    asked = launcher.walk(SPEAK, "await", "asked", options=["--delay=0", "--splash=always"], env=env)
    wait_until(lambda: asked.trace.find("window open") or asked.trace.find("splash ended"), "it is tried")
    asked.tell("asked")
    assert asked.finish().status == 0
    # SDL 2.26 itself dies here: this compositor has a seat without devices
    assert asked.trace.wait_for("splash ended")["args"].get("status") != 8  # or it was late, and ended
