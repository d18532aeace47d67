# SPDX-License-Identifier: MIT
"""The wings listen as long as the program lives, and are at rest when there is nothing to decide:
no watch, no display, no wakeup. Whatever they start they end, and nothing of the user's reaches
anybody else through them.
"""

import contextlib
import os
import pathlib
import re
import resource
import shutil
import signal
import time

import pytest

from lab import (BUILD, REPORTER, SANITIZED, SPEAK, SPEAK_C, SPLASH, open_files, processes,
                 wait_until, wakeups)

WAYS = pytest.mark.parametrize("way", [[], ["--exec"]], ids=["parent", "--exec"])

FADE_MS = 120
GRACE_MS = 50  # after the fade
LEEWAY_MS = 1000 if SANITIZED else 250  # other people's work on the same cores


def on_screen(launcher, screen, *words, options=(), **more):
    launch = launcher.walk(SPEAK, *words, options=["--delay=0", *options], display=screen.name,
                           **more)
    launch.trace.wait_for("first frame")
    return launch


def gone_ms(launch, screen, since: str) -> float:
    """Waits until nothing of the splash is left, neither process nor window, and tells how long
    that is after the event SINCE."""
    splash = launch.splash_pid()
    wait_until(lambda: not os.path.exists(f"/proc/{splash}"), "the splash is gone")
    wait_until(lambda: not screen.windows(), "its window is gone")
    seen_ms = time.monotonic() * 1000
    return seen_ms - launch.trace.find(since)["ts"] / 1000


def is_asleep(pid: int) -> bool:
    return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "S"


# --- At rest ------------------------------------------------------------------------------------

def spoken_at_once(launcher, screen, way):
    launch = launcher.walk(SPEAK, "print", "x", "await", "end", display=screen.name, options=way)
    launch.trace.wait_for("sign of life", sign="output")
    return launch


def ready_at_once(launcher, screen, way):
    launch = launcher.walk(SPEAK, "notify", "READY=1", "await", "end", display=screen.name,
                           options=way)
    launch.trace.wait_for("sign of life", sign="ready")
    return launch


def walked(launcher, screen, way):
    launch = on_screen(launcher, screen, "await", "go", "print", "x", "await", "end", options=way)
    launch.tell("go")
    launch.trace.wait_for("splash ended")
    return launch


def lost_its_splash(launcher, screen, way):
    launch = on_screen(launcher, screen, "await", "end", options=way)
    os.kill(launch.splash_pid(), signal.SIGKILL)
    launch.trace.wait_for("splash ended")
    return launch


@WAYS
@pytest.mark.parametrize("state", [spoken_at_once, ready_at_once, walked, lost_its_splash])
def test_at_rest(launcher, screen, state, way):
    """When no camel can come any more the wings hold the launch's end, the program's messages and
    the trace, and nothing that is written or shown wakes them."""
    launch = state(launcher, screen, way)
    wings = launch.wings_pid()

    def kinds():
        return [re.sub(r"\d+", "N", target) for target in open_files(wings)]

    end = "anon_inode:[pidfd]" if way else "socket:[N]"
    trace = re.sub(r"\d+", "N", str(launch.trace.path))
    expected = sorted([end, "socket:[N]", trace])
    wait_until(lambda: kinds() == expected, f"{expected}; they have: {kinds()}")
    wait_until(lambda: is_asleep(wings), "they sleep")
    before = wakeups(wings)
    time.sleep(1)  # in which nothing is said
    assert wakeups(wings) == before
    launch.tell("end")
    assert launch.finish().status == 0


@WAYS
def test_nothing_of_the_programs(launcher, screen, way):
    """Neither wings nor splash have any of the program's descriptors."""
    readable, writable = os.pipe()
    try:
        launch = on_screen(launcher, screen, "await", "end", options=way, pass_fds=[writable])
        theirs = os.readlink(f"/proc/self/fd/{writable}")
        ours = [os.readlink(f"/proc/self/fd/{stream.fileno()}")
                for stream in (launch.process.stdout, launch.process.stderr)]
        for pid in (launch.wings_pid(), launch.splash_pid()):
            files = open_files(pid)
            assert files and not {theirs, *ours} & set(files)
        launch.tell("end")
        assert launch.finish().status == 0
    finally:
        os.close(readable)
        os.close(writable)


# --- The splash and its end ---------------------------------------------------------------------

@pytest.mark.timing
def test_a_splash_that_hangs(launcher, screen):
    """The splash does not move any more when the program speaks: it is ended, with its window, 50
    ms after the fade, and the program knows nothing of it."""
    launch = on_screen(launcher, screen, "await", "speak", "print", "x", "await", "end", "exit", "7",
                       options=[f"--fade={FADE_MS}"])
    os.kill(launch.splash_pid(), signal.SIGSTOP)
    launch.tell("speak")
    assert launch.read(2) == b"x\n"
    launch.trace.wait_for("splash killed")
    late_ms = gone_ms(launch, screen, "sign of life")
    told_ms = (launch.trace.find("splash killed")["ts"] -
               launch.trace.find("sign of life")["ts"]) / 1000
    print(f"killed after {told_ms:.1f} ms, seen to be gone after {late_ms:.1f} ms")
    assert FADE_MS + GRACE_MS - 5 <= told_ms < FADE_MS + GRACE_MS + LEEWAY_MS
    assert late_ms < FADE_MS + GRACE_MS + 2 * LEEWAY_MS
    assert launch.trace.wait_for("splash ended")["args"] == {"signal": signal.SIGKILL}
    launch.tell("end")
    assert launch.finish() == (7, b"", b"")


@pytest.mark.parametrize("sign, words", [("exit", ["exit", "7"]), ("ready", ["notify", "READY=1"])])
def test_a_display_that_hangs(launcher, own_screen, sign, words):
    """The X server does not move any more: the splash is ended all the same, whatever the sign."""
    launch = on_screen(launcher, own_screen, "await", "go", *words, "await", "end", "exit", "7")
    own_screen.server.send_signal(signal.SIGSTOP)
    try:
        launch.tell("go")
        launch.trace.wait_for("sign of life", sign=sign)
        splash = launch.splash_pid()
        wait_until(lambda: not os.path.exists(f"/proc/{splash}"), "the splash is gone")
        launch.tell("end")
        assert launch.finish() == (7, b"", b"")
        launcher.wait_for_quiet()
    finally:
        own_screen.server.send_signal(signal.SIGCONT)


@WAYS
def test_wings_killed(launcher, screen, way):
    """The wings are killed while the camel walks: splash and window go with them, and the program
    runs on to its own status."""
    launch = on_screen(launcher, screen, "await", "end", "print", "x", "exit", "7", options=way)
    splash = launch.splash_pid()
    os.kill(launch.wings_pid(), signal.SIGKILL)
    wait_until(lambda: not os.path.exists(f"/proc/{splash}"), "the splash is gone")
    wait_until(lambda: not screen.windows(), "its window is gone")
    assert launch.process.poll() is None
    launch.tell("end")
    assert launch.finish() == (7, b"x\n", b"")


def test_a_splash_that_starts_late(launcher, screen):
    """The program speaks before its splash reads the first page: nothing is shown."""
    installed = launcher.folder / "installed"
    for part in ("bin", "libexec", "share"):
        shutil.copytree(BUILD / part, installed / part)
    splash = installed / "libexec" / "ocamlwalk" / "ocamlwalk-splash"
    real = splash.with_name("real")
    splash.rename(real)
    splash.write_text(f"#!/bin/sh\nwhile ! [ -e {launcher.folder}/start ]; do sleep 0.01; done\n"
                      f"exec {real} \"$@\"\n")
    splash.chmod(0o755)
    launch = launcher.walk(SPEAK, "await", "speak", "print", "x", "await", "end",
                           options=["--delay=0"], display=screen.name,
                           ocamlwalk=installed / "bin" / "ocamlwalk")
    launch.trace.wait_for("splash exec")
    launch.tell("speak")
    launch.trace.wait_for("sign of life", sign="output")
    launch.tell("start")
    launch.trace.wait_for("splash ended")
    assert not launch.trace.find("first frame")
    launch.tell("end")
    assert launch.finish() == (0, b"x\n", b"")


@pytest.mark.skipif(SANITIZED, reason="address sanitizer catches the signal")
def test_a_splash_that_crashes(launcher, screen):
    """The signal that ended the splash stands in the trace; there is no core file, though the
    program may leave one; and the program runs on."""
    def cores_allowed():
        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (most, most))

    launch = on_screen(launcher, screen, "await", "end", "exit", "7", preexec_fn=cores_allowed)
    splash = launch.splash_pid()
    limits = pathlib.Path(f"/proc/{splash}/limits").read_text()
    assert re.search(r"^Max core file size +0 +0 ", limits, re.MULTILINE)
    os.kill(splash, signal.SIGSEGV)
    assert launch.trace.wait_for("splash ended")["args"] == {"signal": signal.SIGSEGV}
    assert not [path for folder in (launch.folder, pathlib.Path("/"))
                for path in folder.glob("core*") if path.is_file()]
    assert not screen.windows()
    launch.tell("end")
    assert launch.finish() == (7, b"", b"")


# --- What the system knows of them --------------------------------------------------------------

def oom_score_adj(pid) -> int:
    return int(pathlib.Path(f"/proc/{pid}/oom_score_adj").read_text())


@WAYS
def test_first_to_go_when_memory_is_short(launcher, screen, way):
    """The splash is what the system ends first; the program is as likely to go as it was."""
    launch = on_screen(launcher, screen, "await", "end", options=way)
    program = launch.pid if way else launch.program_pid()
    assert oom_score_adj(launch.splash_pid()) == 1000
    assert oom_score_adj(program) == oom_score_adj(os.getpid())
    launch.tell("end")
    assert launch.finish().status == 0


@WAYS
@pytest.mark.parametrize("policy", [os.SCHED_OTHER, os.SCHED_BATCH, os.SCHED_IDLE],
                         ids=["other", "batch", "idle"])
def test_scheduling(launcher, screen, policy, way):
    """Under `chrt --batch` and `chrt --idle` the camel is prompt all the same, and the program
    keeps the class that it was given."""
    def prepare():
        os.sched_setscheduler(0, policy, os.sched_param(0))
        os.nice(3)

    launch = launcher.walk(SPEAK_C, "await", "end", options=["--delay=0", *way],
                           display=screen.name, preexec_fn=prepare)
    launch.trace.wait_for("first frame")
    program = launch.pid if way else launch.program_pid()
    assert os.sched_getscheduler(program) == policy
    for pid in (launch.wings_pid(), launch.splash_pid()):
        assert {os.sched_getscheduler(int(task)) for task in os.listdir(f"/proc/{pid}/task")
                } == {os.SCHED_OTHER}
    nices = {os.getpriority(os.PRIO_PROCESS, pid)
             for pid in (program, launch.wings_pid(), launch.splash_pid())}
    assert nices == {min(os.getpriority(os.PRIO_PROCESS, 0) + 3, 19)}, "it takes no more than its share"
    launch.tell("end")
    assert launch.finish().status == 0


@WAYS
def test_nobody_reads_along(launcher, screen, way):
    """What a program says of itself, and the title that its user gave it, are on no command line:
    `ps` shows those to everybody. The splash's is its path and a number."""
    (launcher.folder / "words").write_text("STATUS=SECRET-STATUS")
    launch = launcher.walk(REPORTER, "say", "words", "await", "more", "say", "words", "touch",
                           "told", "await", "end", options=["--delay=0", *way], display=screen.name,
                           env={"OCAMLWALK": "--title=SECRET-TITLE"})
    launch.trace.wait_for("first frame")
    launch.tell("more")
    launch.hear("told")
    launch.trace.wait_until_at_home()
    said = {}
    for process in processes():
        with contextlib.suppress(OSError):
            said[int(process.name)] = (process / "cmdline").read_bytes().split(b"\0")
    assert launch.wings_pid() in said
    path, number, *rest = said[launch.splash_pid()]
    assert os.path.realpath(path) == os.fsencode(SPLASH.resolve())
    assert number.isdigit() and rest == [b""]
    assert not [words for words in said.values() if b"SECRET" in b" ".join(words)]
    launch.tell("end")
    assert launch.finish().status == 0
