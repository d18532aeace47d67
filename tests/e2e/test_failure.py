# SPDX-License-Identifier: MIT
"""A program that fails where there is no terminal: the camel lies down and says how it ended, for eight seconds. The
launcher is not kept for it, and whoever has a terminal sees nothing of ours.
"""

import os
import pathlib
import pty
import signal
import time

import pexpect
import pytest

from lab import HELLO, OCAMLWALK, SPEAK, wait_until

SHOW = "--on-failure=show"


def clicked(launcher, screen, *command, options=(), **more):
    """As a desktop starts it: in a session of its own, without a terminal."""
    return launcher.walk(*command, options=[SHOW, *options], display=screen.name, start_new_session=True, **more)


def told(launch):
    """What the card says, once there is one, of the failure."""
    sentence = launch.trace.wait_for("failure")["args"]["sentence"]
    launch.trace.wait_for("gait", act="couch")
    return sentence


def dismiss(screen):
    """By a click on the card."""
    wait_until(screen.windows, "a card")
    x, y = screen.xdotool("getdisplaygeometry").stdout.split()
    screen.xdotool("mousemove", str(int(x) // 2), str(int(y) // 2), "click", "1")
    wait_until(lambda: not screen.windows(), "it is gone")


@pytest.mark.parametrize("words, status, sentence", [
    (["exit", "2"], 2, "ended with status 2"),
    (["silent", "1000", "exit", "3"], 3, "ended with status 3"),
    (["print", "hello", "silent", "700", "exit", "4"], 4, "ended with status 4"),
    (["await", "go", "die", "SEGV"], -signal.SIGSEGV, "was killed by SIGSEGV"),
], ids=["at once", "after 1 s", "having spoken", "by signal"])
def test_a_failure_is_told(launcher, screen, words, status, sentence):
    launch = clicked(launcher, screen, SPEAK, *words)
    if "await" in words:
        launch.trace.wait_for("first frame")
        launch.tell("go")
    began = time.monotonic()
    assert launch.finish().status == status
    assert time.monotonic() - began < 5, "the launcher does not wait for the camel"
    assert told(launch) == sentence
    dismiss(screen)
    launcher.wait_for_quiet()


def test_it_goes_by_itself(launcher, screen):
    launch = clicked(launcher, screen, SPEAK, "exit", "2")
    launch.finish()
    shown = launch.trace.wait_for("first frame")["ts"]
    gone = launch.trace.wait_for("gone")["ts"]
    assert 8 <= (gone - shown) / 1e6 < 10
    launcher.wait_for_quiet()


def no_bytecode(folder):
    path = folder / "junk.byte"
    path.write_bytes(b"junk")
    return path


def other_version(folder):
    path = folder / "other.byte"
    path.write_bytes(pathlib.Path(HELLO).read_bytes()[:-12] + b"Caml1999X099")
    return path


def no_file(folder):
    return folder / "none.byte"


@pytest.mark.parametrize("make, sentence", [
    (no_bytecode, "cannot be run: it is no OCaml bytecode"),
    (other_version, "cannot be run: its runtime is missing, or another version of OCaml"),
    (no_file, "cannot be run: the file, or its runtime, is missing"),
], ids=lambda it: getattr(it, "__name__", ""))
def test_what_cannot_be_run(launcher, screen, make, sentence):
    launch = clicked(launcher, screen, make(launcher.folder))
    assert launch.finish().status == 127
    assert told(launch) == sentence
    dismiss(screen)
    launcher.wait_for_quiet()


def test_no_runtime(launcher, screen):
    launch = clicked(launcher, screen, HELLO, options=["--runtime=/nowhere/ocamlrun"])
    result = launch.finish()
    assert (result.status, result.out) == (127, b"")
    assert result.err.count(b"\n") == 1
    assert told(launch) == "cannot be run: its runtime is missing, or another version of OCaml"
    dismiss(screen)
    launcher.wait_for_quiet()


@pytest.mark.parametrize("words, options", [
    (["exit", "0"], []),
    (["silent", "600"], []),
    (["exit", "2"], ["--on-failure=quiet"]),
    (["exit", "2"], ["--splash=never"]),
    (["die", "TERM"], []),
    (["print", "x", "silent", "2600", "exit", "2"], []),
    (["notify", "READY=1", "silent", "300", "exit", "2"], []),
], ids=["well", "well with a camel", "quiet", "never", "ended on purpose", "long launched", "ready"])
def test_no_failure_of_a_launch(launcher, screen, words, options):
    launch = clicked(launcher, screen, SPEAK, *words, options=options)
    launch.finish()
    launcher.wait_for_quiet()
    assert not launch.trace.find("failure")
    assert not screen.windows()


def test_dismissed(launcher, screen):
    """Who has sent the camel away is not shown another."""
    launch = clicked(launcher, screen, SPEAK, "await", "go", "exit", "2", options=["--timeout=0"])
    launch.trace.wait_for("first frame")
    dismiss(screen)
    launch.trace.wait_for("splash ended")
    launch.tell("go")
    assert launch.finish().status == 2
    launcher.wait_for_quiet()
    assert not launch.trace.find("failure")


def test_a_terminal_says_it_itself(launcher, screen):
    """Its own, or only one that is written to."""
    controller, terminal = pty.openpty()
    try:
        launch = launcher.walk(SPEAK, "silent", "600", "exit", "2", options=[SHOW], display=screen.name,
                               start_new_session=True, stdout=terminal)
        assert launch.finish().status == 2
        launcher.wait_for_quiet()
        assert not launch.trace.find("failure")
    finally:
        os.close(controller)
        os.close(terminal)
    shell = pexpect.spawn(str(OCAMLWALK), [SHOW, "--sound=off", str(SPEAK), "silent", "600", "exit", "2"],
                          env=launcher.environment(screen.name, {}), cwd=str(launcher.folder))
    shell.expect(pexpect.EOF)
    shell.close()
    assert shell.exitstatus == 2
    launcher.wait_for_quiet()
    assert not screen.windows()


@pytest.mark.parametrize("display", [True, False], ids=["with a camel", "in place"])
@pytest.mark.parametrize("words, line, status", [
    (["print", "hello"], "[ended with status 0, press Enter]", 0),
    (["print", "hello", "exit", "2"], "[ended with status 2, press Enter]", 2),
    (["die", "SEGV"], "[was killed by SIGSEGV, press Enter]", -signal.SIGSEGV),
], ids=["well", "status", "signal"])
def test_hold(launcher, screen, display, words, line, status):
    """A terminal that was opened for it stays until Enter; the status is the program's all the same."""
    terminal = pexpect.spawn(str(OCAMLWALK), ["--hold", "--sound=off", "--", str(SPEAK), *words], timeout=30,
                             env=launcher.environment(screen.name if display else None, {}),
                             cwd=str(launcher.folder))
    if "print" in words:
        terminal.expect_exact("hello")
    terminal.expect_exact(line)
    assert terminal.isalive()
    terminal.sendline("")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert (terminal.exitstatus if status >= 0 else -terminal.signalstatus) == status
    launcher.wait_for_quiet()


def test_hold_without_a_terminal(launcher, screen):
    """There is nothing to be held."""
    launch = launcher.walk(SPEAK, "exit", "2", options=["--hold"], display=screen.name, start_new_session=True)
    assert launch.finish() == (2, b"", b"")
