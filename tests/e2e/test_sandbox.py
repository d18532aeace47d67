# SPDX-License-Identifier: MIT
"""After its first frame the splash gives up what no show needs (what that is, and that it holds:
tests/unit/sandbox_test.c), and walks on, and plays on.
"""

import pathlib

import pytest

from lab import SANITIZED, SPEAK

WORDS = ["await", "end", "print", "hello", "exit", "7"]


def limits_of(task: pathlib.Path) -> dict:
    lines = (task / "status").read_text().splitlines()
    return dict(line.split(":\t", 1) for line in lines if ":\t" in line)


@pytest.mark.parametrize("options", [[], ["--still"], ["--sound=on"]])
def test_every_thread_is_within(launcher, screen, options):
    """What the trace says holds, holds for all threads that there are; and the program is free."""
    launch = launcher.walk(SPEAK, *WORDS, display=screen.name, options=["--delay=0", *options],
                           env={"SDL_AUDIODRIVER": "dummy"})
    holds = launch.trace.wait_for("sandboxed")["args"]
    launch.trace.wait_for("first frame")
    if "--sound=on" in options:
        launch.trace.wait_for("sound on")
    if not holds["calls"]:
        pytest.skip("no seccomp here")
    tasks = list(pathlib.Path(f"/proc/{launch.splash_pid()}/task").iterdir())
    assert len(tasks) > (1 if "--sound=on" in options else 0)
    for task in tasks:
        limits = limits_of(task)
        assert (limits["NoNewPrivs"], limits["Seccomp"]) == ("1", "2"), limits["Name"]
    program = limits_of(pathlib.Path(f"/proc/{launch.program_pid()}"))
    ours = limits_of(pathlib.Path("/proc/self"))
    assert (program["NoNewPrivs"], program["Seccomp"]) == (ours["NoNewPrivs"], ours["Seccomp"])
    launch.tell("end")
    assert launch.finish() == (7, b"hello\n", b"")
    launch.trace.wait_until_ended(0)


@pytest.mark.skipif(SANITIZED, reason="a sanitizer writes its reports into files")
def test_fonts_are_found_without_a_cache(launcher, screen):
    """Nothing is written into the user's cache of fonts once the camel walks; the words come."""
    launch = launcher.walk(SPEAK, *WORDS, display=screen.name, options=["--delay=0"])
    if not launch.trace.wait_for("sandboxed")["args"]["files"]:
        pytest.skip("no Landlock here")
    launch.trace.wait_until_at_home()
    launch.tell("end")
    assert launch.finish() == (7, b"hello\n", b"")
    assert not list((launcher.folder / "xdg_cache_home").rglob("*"))
