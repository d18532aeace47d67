# SPDX-License-Identifier: MIT
"""A program that tells what it does, through NOTIFY_SOCKET, is listened to as long as it lives, and
telling costs it what it costs where somebody else listens: whatever has become of the camel.
"""

import json
import os
import shutil
import signal
import typing

import pytest

from lab import DEADLINE_S, REPORTER, SANITIZED, SPEAK, TOOLS, wait_until
from stages import take_picture

WAYS = pytest.mark.parametrize("way", [[], ["--exec"]], ids=["parent", "--exec"])

# A real program's reports: OCaml ends with status 2 and a word about it if one is refused.
REPORTS = [word for n in range(30)
           for word in ("notify", f"STATUS=part {n}\nX_OCAMLWALK_PROGRESS=0.{n:02d}")]
WORDS = ["await", "report", *REPORTS, "exit", "7"]
EXPECTED = (7, b"", b"")


def walking(launcher, screen, *words, options=()):
    launch = launcher.walk(SPEAK, *words, options=["--delay=0", *options], display=screen.name)
    launch.trace.wait_for("first frame")
    return launch


# --- Somebody is there --------------------------------------------------------------------------

def on_its_way(launcher, screen, way):
    """Before the delay is over."""
    launch = launcher.walk(SPEAK, *WORDS, options=["--delay=60000", *way], display=screen.name)
    launch.trace.wait_for("watching")
    return launch


def on_stage(launcher, screen, way):
    """While the camel walks."""
    return walking(launcher, screen, *WORDS, options=way)


def away(launcher, screen, way):
    """While another camel holds the display."""
    walking(launcher, screen, "await", "report")
    launch = launcher.walk(SPEAK, *WORDS, options=["--delay=0", *way], display=screen.name)
    launch.trace.wait_for("display taken")
    return launch


def clicked(launcher, screen, way):
    """After a click on the camel."""
    launch = walking(launcher, screen, *WORDS, options=way)
    args = launch.trace.wait_for("window open")["args"]
    launch.trace.wait_until_at_home()
    screen.xdotool("mousemove", args["x"] + args["w"] // 2, args["y"] + args["h"] // 2, "click", "1")
    launch.trace.wait_for("sign of life", sign="dismiss")
    launch.trace.wait_for("splash ended")
    return launch


def timed_out(launcher, screen, way):
    """After --timeout."""
    launch = walking(launcher, screen, *WORDS, options=["--timeout=1", *way])
    launch.trace.wait_for("splash ended")
    return launch


def spoken(launcher, screen, way):
    """After a first line of output, which came before the camel."""
    launch = launcher.walk(SPEAK, "print", "x", *WORDS, options=way, display=screen.name)
    assert launch.read(2) == b"x\n"
    launch.trace.wait_for("sign of life", sign="output")
    return launch


def spoken_late(launcher, screen, way):
    """After a first line of output, which sent the camel away."""
    launch = walking(launcher, screen, "await", "speak", "print", "x", *WORDS, options=way)
    launch.tell("speak")
    assert launch.read(2) == b"x\n"
    launch.trace.wait_for("splash ended")
    return launch


def ready(launcher, screen, way):
    """After READY=1."""
    launch = walking(launcher, screen, "await", "ready", "notify", "READY=1", *WORDS, options=way)
    launch.tell("ready")
    launch.trace.wait_for("splash ended")
    return launch


def splash_killed(launcher, screen, way):
    """After the splash was killed."""
    launch = walking(launcher, screen, *WORDS, options=way)
    os.kill(launch.splash_pid(), signal.SIGKILL)
    launch.trace.wait_for("splash ended")
    return launch


def splash_stopped(launcher, screen, way):
    """While the splash is stopped."""
    launch = walking(launcher, screen, *WORDS, options=way)
    os.kill(launch.splash_pid(), signal.SIGSTOP)
    return launch


def always(launcher, screen, way):
    """With --splash=always, under CI too."""
    launch = launcher.walk(SPEAK, *WORDS, options=["--delay=0", "--splash=always", *way],
                           display=screen.name, env={"CI": "1"})
    launch.trace.wait_for("first frame")
    return launch


def never(launcher, screen, way):
    """With --splash=never: nobody is announced, and nobody missed."""
    launch = launcher.walk(SPEAK, *WORDS, options=["--splash=never", *way], display=screen.name)
    launch.trace.wait_for("exec in place")
    return launch


@WAYS
@pytest.mark.parametrize("state", [on_its_way, on_stage, away, clicked, timed_out, spoken,
                                   spoken_late, ready, splash_killed, splash_stopped, always,
                                   never])
def test_somebody_is_there(launcher, screen, state, way):
    """Whatever has become of the camel, the program's reports are taken."""
    launch = state(launcher, screen, way)
    launch.tell("report")
    assert launch.finish() == EXPECTED


@WAYS
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_display_lost(launcher, own_screen, number, way):
    """So they are when the X server has died."""
    launch = walking(launcher, own_screen, *WORDS, options=way)
    own_screen.server.send_signal(number)
    own_screen.server.wait(DEADLINE_S)
    launch.trace.wait_for("splash ended")
    launch.tell("report")
    assert launch.finish() == EXPECTED


@WAYS
def test_a_helpers_reports(launcher, screen, way):
    """A process that outlives the camel, started by the program, is heard as well."""
    script = f"{SPEAK} print x; {SPEAK} {' '.join(WORDS[:2])} notify STATUS=late; echo $?"
    launch = launcher.walk("/bin/sh", "-c", script, options=["--delay=0", *way],
                           display=screen.name)
    assert launch.read(2) == b"x\n"
    launch.trace.wait_for("sign of life", sign="output")
    launch.tell("report")
    assert launch.finish() == (0, b"0\n", b"")


# --- Who is heard, and what ---------------------------------------------------------------------

@WAYS
@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("systemd-notify"),
                    reason="needs root, to give it up, and systemd-notify")
def test_a_daemon_that_gave_up_root(launcher, screen, way):
    """Whoever is of the program's tree is heard, whatever user it has become."""
    script = ("setpriv --reuid=65534 --regid=65534 --clear-groups systemd-notify --ready; "
              "touch said; while ! [ -e end ]; do sleep 0.01; done; exit 3")
    launch = launcher.walk("/bin/sh", "-c", script, display=screen.name,
                           options=["--delay=60000", *way])
    launch.trace.wait_for("sign of life", sign="ready")
    launch.hear("said")
    launch.tell("end")
    assert launch.finish().status == 3


@WAYS
@pytest.mark.parametrize("beside", ["X_OCAMLWALK_PROGRESS=1.01", "X_OCAMLWALK_PROGRESS=nan",
                                    "X_OCAMLWALK_PROGRESS=5e-05", b"STATUS=caf\xe9", "STATUS=a\r"])
def test_each_line_counts_for_itself(launcher, screen, beside, way):
    """A line that nobody can read takes no other one along."""
    packet = (os.fsencode(beside) + b"\nREADY=1\r\n").decode(errors="surrogateescape")
    launch = launcher.walk(SPEAK, "notify", packet, "await", "end", display=screen.name,
                           options=["--delay=60000", *way])
    launch.trace.wait_for("sign of life", sign="ready")
    launch.tell("end")
    assert launch.finish() == (0, b"", b"")


@WAYS
def test_a_title_of_its_own_and_a_last_word(launcher, screen, way):
    """A program may name itself, and say why it has failed: no status replaces that. The user's
    --title counts more."""
    said = ["notify", "X_OCAMLWALK_TITLE=Report\nX_OCAMLWALK_FAILED=No table",
            "await", "later", "notify", "STATUS=tidying up\nX_OCAMLWALK_PROGRESS=1"]
    for options, title in ([], "Report"), (["--title=Mine"], "Mine"):
        launch = walking(launcher, screen, "await", "report", *said, "await", "end",
                         options=[*options, *way])
        launch.tell("report")
        launch.trace.wait_for("words told", title=title, said="No table", progress=-1)
        launch.tell("later")
        launch.trace.wait_for("words told", title=title, said="No table", progress=100)
        launch.tell("end")
        assert launch.finish() == (0, b"", b"")
        for name in ("report", "later", "end"):
            launch.path(name).unlink()
        launcher.wait_for_quiet()


# --- What telling costs -------------------------------------------------------------------------

MESSAGES = 2000
MANY = 10000
STORY = ["await", "report", "status", MESSAGES, "touch", "told", "await", "end", "tally"]


class Cost(typing.NamedTuple):
    sent: int
    failed: int
    ms: float
    longest_ms: float


def cost(launch, deadline_s=DEADLINE_S) -> Cost:
    """Lets a program tell its story; what that was, by its own clock."""
    launch.tell("report")
    wait_until(launch.path("told").exists, f"{MESSAGES} messages are taken", deadline_s)
    launch.tell("end")
    status, out, err = launch.finish()
    told = json.loads(out)
    assert (status, err) == (0, b""), told["error"]
    for name in ("report", "told", "end"):
        launch.path(name).unlink()
    return Cost(told["sent"], told["failed"], told["ms"], told["longest_ms"])


def running(_server):
    pass


def stopped(server):
    server.send_signal(signal.SIGSTOP)


def caption(launch, screen):
    """The rows of the card in which the words stand, as they are on the screen."""
    place = launch.trace.wait_for("window open")["args"]
    picture = take_picture(screen.env)
    top = place["y"] + place["h"] * 92 // 100
    return [picture.row(place["x"], y, place["w"]) for y in range(top, place["y"] + place["h"] - 8)]


@pytest.mark.parametrize("stops", ["server", "splash"])
def test_the_last_word_is_what_is_shown(launcher, own_screen, stops):
    """Ten thousand messages while the display or the splash stands still: then the last is on the card."""
    options = ["--delay=0", "--still", "--title=report"]
    single = launcher.walk(SPEAK, "await", "report", "notify", f"STATUS=message {MANY} of {MANY}",
                           "await", "end", options=options, display=own_screen.name)
    single.trace.wait_for("words shown")
    untold = caption(single, own_screen)
    single.tell("report")
    wait_until(lambda: len(single.trace.events("words shown")) > 1, "the message is shown")
    expected = caption(single, own_screen)
    assert expected != untold
    single.tell("end")
    single.finish()
    for name in ("report", "end"):
        single.path(name).unlink()
    launcher.wait_for_quiet()

    launch = launcher.walk(REPORTER, "await", "report", "status", MANY, "touch", "told", "await",
                           "end", "tally", options=options, display=own_screen.name)
    launch.trace.wait_for("words shown")
    pid = own_screen.server.pid if stops == "server" else launch.splash_pid()
    os.kill(pid, signal.SIGSTOP)
    try:
        launch.tell("report")
        wait_until(launch.path("told").exists, f"{MANY} messages are taken")
        launch.trace.wait_for("words told", said=f"message {MANY} of {MANY}")
    finally:
        os.kill(pid, signal.SIGCONT)
    wait_until(lambda: caption(launch, own_screen) == expected, "the last message is shown")
    launch.tell("end")
    assert launch.finish().status == 0


def killed(server):
    server.kill()
    server.wait(DEADLINE_S)


@WAYS
@pytest.mark.parametrize("befalls", [running, stopped, killed])
def test_telling_waits_for_no_screen(launcher, own_screen, befalls, way):
    """Two thousand messages in a row take about as long as with a receiver that does nothing else,
    be the X server at work, stopped or dead; none is refused, and the launch ends as it should."""
    receiver = TOOLS / "receiver"
    if not receiver.exists():
        pytest.skip("built for a system without it")
    plain = cost(launcher.start(receiver, REPORTER, *STORY))
    launch = launcher.walk(REPORTER, *STORY, options=["--delay=0", *way], display=own_screen.name)
    launch.trace.wait_for("first frame")
    befalls(own_screen.server)
    try:
        ours = cost(launch)
        launcher.wait_for_quiet()
    finally:
        if own_screen.server.poll() is None:
            own_screen.server.send_signal(signal.SIGCONT)
    print(f"plain {plain.ms:.1f} ms, ocamlwalk {ours.ms:.1f} ms, longest {ours.longest_ms:.1f} ms")
    assert ours.sent == plain.sent == MESSAGES and ours.failed == 0
    # The bench `notify` tells the true ratio; this says "a thousand times", and "hangs".
    assert ours.ms < plain.ms * (60 if SANITIZED else 20) + 2000
