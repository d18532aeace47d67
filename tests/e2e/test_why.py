# SPDX-License-Identifier: MIT
"""Who misses the camel is told why, in words, and is told the truth: by --why, which asks what a
launch asks and runs nothing, and by --demo, which shows nothing else.
"""

import contextlib
import ctypes
import os
import pathlib
import pty
import re

import pytest

from lab import OCAMLRUN, OCAMLWALK, PROGRAMS, SPEAK, SPEAK_C, THEMES, installed, read_soon
from test_hostile_themes import make_theme
from test_in_place import REASONS
from test_memory import threads  # pylint: disable=unused-import
from test_options import write_file

NOBODY = ":4711"  # a display that no server has


def demo(launcher, *options, display=None, ocamlwalk=OCAMLWALK, env=None):
    """How a short demo ends: its status, and the one line that it says, without its head, behind what is wrong with the theme."""
    launch = launcher.start(ocamlwalk, "--demo", "--sound=off", "--timeout=1", *options,
                            display=display, env=env)
    status, out, err = launch.finish()
    lines = err.decode().splitlines()
    assert all(line.startswith("ocamlwalk: ") for line in lines) and err.endswith(b"\n" if err else b"")
    said = [line for line in lines if "/theme.ini:" not in line and "--check-theme=" not in line]
    assert len(said) <= 1 and len(lines) - len(said) <= 4
    assert out == b""
    return status, "".join(said)[len("ocamlwalk: "):]


def test_a_demo_without_a_display(launcher):
    """None is named, or nobody is there."""
    assert demo(launcher) == (1, "no display: set DISPLAY or WAYLAND_DISPLAY to see the camel")
    assert demo(launcher, display=NOBODY) == (1, "no camel: the display cannot be opened")
    assert demo(launcher, env={"WAYLAND_DISPLAY": "nobody"}) == (
        1, "no camel: the display cannot be opened")


@pytest.mark.parametrize("missing, told", [
    ("libexec", "the splash is not installed beside the launcher"),
    ("share", "no camel: there is no theme, see --list-themes"),
    ("share/ocamlwalk/themes/plate/theme.ini", "no camel: there is no theme, see --list-themes"),
    ("share/ocamlwalk/themes/plate/walk", "no camel: neither the theme nor the default one can be shown"),
])
def test_a_demo_of_what_is_missing(launcher, screen, missing, told):
    """Its splash, its themes, one theme's description or frames."""
    status, line = demo(launcher, display=screen.name, ocamlwalk=installed(launcher, missing))
    assert status == 1 and line.startswith(told)


def test_a_demo_of_a_theme_that_fails(launcher, screen):
    """It is the default that walks; without one, nothing does."""
    theme = make_theme(launcher)
    (theme / "1.png").write_bytes(b"no picture")
    assert demo(launcher, f"--theme={theme}", display=screen.name) == (
        0, "the theme cannot be shown here; it is the default")
    alone = installed(launcher, "share")
    assert demo(launcher, f"--theme={theme}", display=screen.name, ocamlwalk=alone) == (
        1, "no camel: neither the theme nor the default one can be shown")


def test_a_demo_of_a_card_without_room(launcher, screen):
    """A monitor that is smaller than the card."""
    theme = make_theme(launcher)
    described = theme / "theme.ini"
    described.write_text(described.read_text().replace("height = 64", "height = 1000"))
    alone = installed(launcher, "share")
    assert demo(launcher, f"--theme={theme}", display=screen.name, ocamlwalk=alone) == (
        1, "no camel: the card is larger than the monitor")


def why(launcher, *words, ocamlwalk=OCAMLWALK, **more):
    """What --why says: its status, the values of its lines by their names, its last line."""
    status, out, err = launcher.start(ocamlwalk, "--why", *words, **more).finish()
    assert err == b""
    *lines, verdict = out.decode().splitlines()
    rows = {}
    for line in lines:
        name, value = re.fullmatch(r"(.{9}) (.*)", line).groups()
        rows.setdefault(name.rstrip(), []).append(value)
    assert list(rows)[:2] == ["display", "runtime"]
    return status, rows, verdict


def same_folder(told, folder):
    return pathlib.Path(told).resolve() == folder.resolve()


def test_a_camel_comes(launcher, screen):
    """And says where from; nothing is run."""
    status, rows, verdict = why(launcher, SPEAK, "touch", "ran", display=screen.name)
    assert (status, verdict) == (0, "a camel comes after 250 ms of silence")
    name, folder = rows.pop("theme")[0].split(", ")
    assert name == "plate" and same_folder(folder, THEMES / "plate")
    runtime = pathlib.Path(SPEAK).read_bytes().split(b"\n")[0].decode()[2:]
    assert rows == {"display": [f"X, {screen.name}"], "program": [SPEAK], "runtime": [runtime]}
    assert not (launcher.folder / "ran").exists() and not screen.windows()
    launch = launcher.walk(SPEAK, "await", "end", options=["--delay=0"], display=screen.name)
    launch.trace.wait_for("first frame")
    launch.tell("end")
    assert launch.finish().status == 0


@pytest.mark.parametrize("reason", REASONS)
def test_what_a_launch_would_say(launcher, screen, reason):
    """Its reason is the one in the launch's own trace, and --splash=always is told of where it
    would help."""
    options, env = REASONS[reason]
    launch = launcher.walk(SPEAK, options=options, env=env, display=screen.name)
    assert launch.finish().status == 0
    told = launch.trace.wait_for("exec in place")["args"]["reason"]
    status, _, verdict = why(launcher, *options, SPEAK, env=env, display=screen.name)
    helps = why(launcher, "--splash=always", SPEAK, env={**env, "OCAMLWALK": None},
                display=screen.name)[0] == 0 and "never" not in reason
    if "DISPLAY" in env:
        helps = "remote" in reason  # although nobody is there
    assert (status, verdict) == (
        1, f"no camel: {told}" + ("; --splash=always overrides that" if helps else ""))


def test_a_question_to_the_runtime(launcher, screen):
    """Nothing will run."""
    status, rows, verdict = why(launcher, "-version", display=screen.name)
    assert (status, verdict) == (1, "no camel: ocamlrun is only asked about itself")
    assert rows["program"] == ["none, a question to ocamlrun"]


def test_what_is_executed(launcher, screen):
    """As a launch finds it: on PATH, by the program's first line, by an option, itself."""
    def found(*words, **env):
        rows = why(launcher, *words, display=screen.name, env=env)[1]
        return rows["runtime"][0], rows["program"][0]

    assert found(SPEAK_C) == ("none, the program is executed itself", SPEAK_C)
    assert found(PROGRAMS / "speak-headless.byte")[0] == str(OCAMLRUN)
    path = f"{PROGRAMS}:{launcher.env['PATH']}"
    assert found("speak-headless.byte", PATH=path)[1] == f"{PROGRAMS}/speak-headless.byte"
    assert found("--runtime=/bin/sh", SPEAK)[0] == "/bin/sh"
    assert found("./none.byte")[1] == "./none.byte: No such file or directory"
    assert found()[1] == "any"


def test_nothing_to_execute(launcher, screen):
    """No runtime, no program, no camel."""
    status, rows, verdict = why(launcher, "--runtime=/nowhere/run", SPEAK, display=screen.name)
    assert (status, verdict) == (1, "no camel: /nowhere/run: No such file or directory")
    assert rows["runtime"] == ["none"]


def test_where_options_come_from(launcher, screen):
    """The last who has set it; what is as it would be anyway is not worth a line."""
    path = write_file(launcher, "volume=7\nfade=3\nsound=off\nbogus\nstill\n")
    status, rows, verdict = why(
        launcher, "--delay=900", "--sound=on", "--title=a\x1bb", SPEAK, "--still",
        display=screen.name, env={"OCAMLWALK": "--fade=4 --splash=always"})
    assert (status, verdict) == (0, "a camel comes after 900 ms of silence")
    assert rows["option"] == [
        "--splash=always, from the variable OCAMLWALK", "--delay=900, from the command line",
        f"--volume=7, from {path}", "--title=a?b, from the command line", f"--still, from {path}",
        "--fade=4, from the variable OCAMLWALK"]
    assert rows["slip"] == [f"{path}:4: option 'bogus' is unknown; see ocamlwalk --help; passed over"]


def test_a_wrong_option(launcher, screen):
    """On the command line it is what keeps the program from running."""
    launch = launcher.start(OCAMLWALK, "--why", "--delay=soon", SPEAK, display=screen.name)
    status, out, err = launch.finish()
    assert (status, out) == (2, b"") and err.count(b"\n") == 1


def test_another_camel(launcher, screen):
    """It is still walking; then it has gone."""
    launch = launcher.walk(SPEAK, "await", "end", options=["--delay=0"], display=screen.name)
    launch.trace.wait_for("first frame")
    status, _, verdict = why(launcher, SPEAK, display=screen.name)
    assert status == 1 and verdict.startswith("no camel: another camel walks on this display")
    assert screen.windows(), "which is not disturbed"
    launch.tell("end")
    assert launch.finish().status == 0
    launch.trace.wait_for("splash ended")
    assert why(launcher, SPEAK, display=screen.name)[0] == 0


def test_a_process_that_adopts_orphans(launcher, screen):
    """With --exec the camel would be the program's child."""
    def adopt():
        ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER

    status, _, verdict = why(launcher, "--exec", SPEAK, display=screen.name, preexec_fn=adopt)
    assert status == 1 and verdict.startswith("no camel: --exec in a process that adopts orphans")
    assert why(launcher, SPEAK, display=screen.name, preexec_fn=adopt)[0] == 0


def test_no_room(launcher, screen, threads):
    """A group that is nearly full of processes."""
    assert why(launcher, SPEAK, display=screen.name, preexec_fn=threads.enter)[::2] == (
        1, "no camel: the control group has too few processes left")


@pytest.mark.parametrize("missing, told", [
    ("libexec", "no camel: the splash is not installed (PREFIX/libexec/"),
    ("share", "no camel: there is no theme, see --list-themes"),
    ("share/ocamlwalk/themes/plate/walk", "no camel: neither the theme nor the default one"),
])
def test_what_is_missing(launcher, screen, missing, told):
    """Where it should be."""
    ocamlwalk = installed(launcher, missing)
    status, rows, verdict = why(launcher, SPEAK, display=screen.name, ocamlwalk=ocamlwalk)
    assert status == 1
    assert verdict.startswith(told.replace("PREFIX", str(ocamlwalk.parent.parent)))
    if missing == "share":
        assert rows["theme"] == [
            "plate, which is missing or has no theme.ini that can be read; none instead"]


def test_a_display_that_refuses(launcher):
    """Only who tries to open it can tell."""
    assert why(launcher, SPEAK, display=NOBODY)[::2] == (1, "no camel: the display cannot be opened")


def test_themes(launcher, screen):
    """Which it is, whether it can be shown, and what would be instead."""
    def told(theme):
        status, rows, _ = why(launcher, f"--theme={theme}", SPEAK, display=screen.name)
        assert status == 0
        text, instead, folder = rows["theme"][0].partition("; instead ")
        assert not instead or same_folder(folder, THEMES / "plate")
        return text

    theme = make_theme(launcher)
    assert told("none") == "none, which is missing or has no theme.ini that can be read"
    assert told(theme) == f"{theme}, {os.path.realpath(theme)}"
    (theme / "1.png").write_bytes(b"no picture")
    assert told(theme) == f"{theme}, {os.path.realpath(theme)}, which cannot be shown here"
    (theme / "theme.ini").unlink()
    assert told(theme) == f"{theme}, which is missing or has no theme.ini that can be read"


@pytest.mark.parametrize("words, hinted", [
    ([], True), (["--sound=off"], True), (["-b"], True), (["--splash=never"], False),
    (["-version"], False), ([SPEAK], False)])
def test_typed_alone(launcher, words, hinted):
    """On a terminal there is one more line after what ocamlrun says, and its status; nowhere else."""
    plain = launcher.start(OCAMLWALK, *words).finish()
    ours, theirs = pty.openpty()
    launch = launcher.start(OCAMLWALK, *words, stderr=theirs)
    os.close(theirs)
    told = b""
    with contextlib.suppress(OSError):  # Linux' way to say that nobody is there any more
        while more := read_soon(ours, 4096):
            told += more
    os.close(ours)
    assert launch.finish()[:2] == plain[:2]
    hint = b"ocamlwalk: no program was named; see ocamlwalk --help\r\n" if hinted else b""
    assert told == plain.err.replace(b"\n", b"\r\n") + hint


def test_output_that_cannot_be_written(launcher, screen):
    """It is no yes."""
    with open("/dev/full", "wb") as full:
        launch = launcher.start(OCAMLWALK, "--why", SPEAK, display=screen.name, stdout=full)
        assert launch.finish().status == 1
