# SPDX-License-Identifier: MIT
"""--trace writes a launch as Chrome trace events, which a viewer opens."""

import json
import os

from lab import OCAMLWALK, SPEAK

LAUNCHER = ["launch", "program forked", "wings forked", "program ended"]
WINGS = ["watching", "delay over", "splash exec"]
SPLASH = ["splash main", "window open", "first frame", "sign of life", "leaving", "gone",
          "splash end"]


def test_a_whole_launch(launcher, screen):
    """Every event is there, in order within its process, and the file is JSON once it is closed."""
    launch = launcher.walk(SPEAK, "await", "speak", "print", "x", "await", "end", "exit", "3",
                           display=screen.name, options=["--delay=0"])
    launch.trace.wait_for("first frame")
    launch.tell("speak")
    launch.trace.wait_for("splash end")
    launch.tell("end")
    assert launch.finish() == (3, b"x\n", b"")

    text = launch.trace.path.read_text()
    assert text.startswith("[\n") and text.endswith(",\n")
    events = json.loads(text.rstrip().rstrip(",") + "]")
    for event in events:
        assert (event["ph"], event["s"]) == ("i", "p")
        assert event["cat"] in ("launcher", "wings", "splash")
        assert isinstance(event["ts"], (int, float)) and event["pid"] == event["tid"]
        assert isinstance(event.get("args", {}), dict)
    for expected in (LAUNCHER, WINGS, SPLASH):
        names = [event["name"] for event in events if event["name"] in expected]
        assert names == expected
        times = [event["ts"] for event in events if event["name"] in expected]
        assert times == sorted(times)
    by_name = {event["name"]: event for event in events}
    assert by_name["launch"]["pid"] == launch.pid
    assert by_name["wings forked"]["args"]["wings"] == by_name["splash main"]["pid"]
    assert by_name["program ended"]["args"] == {"status": 3}
    assert by_name["sign of life"]["args"] == {"sign": "output"}


def test_death_by_signal_is_told(launcher, screen):
    """The signal that ended the program stands in it."""
    launch = launcher.walk(SPEAK, "die", "TERM", display=screen.name)
    launch.finish()
    assert launch.trace.wait_for("program ended")["args"] == {"signal": 15}


def test_strange_names(launcher):
    """Quotes, control characters and bytes that are no UTF-8 in a path do not break the JSON."""
    program = os.path.join(os.fsencode(launcher.folder), b'a "b" \x01 \xff \\ \n c')
    os.symlink(SPEAK, program)
    launch = launcher.walk(os.fsdecode(program), "exit", "3")
    assert launch.finish().status == 3
    text = launch.trace.path.read_text(encoding="utf-8")
    json.loads(text.rstrip().rstrip(",") + "]")


def test_no_trace_unless_asked(launcher, screen):
    """Nothing is written without the option."""
    launch = launcher.start(OCAMLWALK, "--sound=off", SPEAK, "print", "x", display=screen.name)
    before = {path for path in launcher.folder.rglob("*")}
    assert launch.finish().out == b"x\n"
    assert {path for path in launcher.folder.rglob("*")} == before
