# SPDX-License-Identifier: MIT
"""Where memory is short, as in a container, the program has what it would have without a camel:
the camel is the first to go.
"""

import contextlib
import os
import pathlib
import signal
import uuid

import pytest

from lab import REPORTER, SANITIZED, wait_until

ROOT = pathlib.Path("/sys/fs/cgroup")
EATEN_MIB = 60
ROOM_MIB = EATEN_MIB + 6  # for the program with what belongs to it, not for a camel


class Group:
    """A control group with a limit of memory, version 1 or 2, of which processes are killed that
    would exceed it."""

    def __init__(self, limit_mib: int):
        name = f"ocamlwalk-test-{uuid.uuid4().hex[:8]}"
        first = (ROOT / "memory" / "memory.limit_in_bytes").exists()
        self.folder = ROOT / "memory" / name if first else ROOT / name
        self.folder.mkdir()
        try:
            limit, swap = (("memory.limit_in_bytes", "memory.swappiness") if first else
                           ("memory.max", "memory.swap.max"))
            (self.folder / limit).write_text(str(limit_mib << 20))
            with contextlib.suppress(OSError):  # where there is swap
                (self.folder / swap).write_text("0")
        except OSError:
            self.folder.rmdir()
            raise

    def enter(self):
        """Between fork and exec."""
        (self.folder / "cgroup.procs").write_text(str(os.getpid()))

    def is_empty(self) -> bool:
        return not (self.folder / "cgroup.procs").read_text().strip()

    def close(self):
        wait_until(self.is_empty, "the group's processes are gone")
        self.folder.rmdir()


@pytest.fixture
def group():
    if SANITIZED:
        pytest.skip("address sanitizer takes more memory than there is")
    try:
        made = Group(ROOM_MIB)
    except OSError as error:
        pytest.skip(f"no control group with a limit of memory may be made here: {error}")
    yield made
    made.close()


def eat(*more):
    return [REPORTER, *more, "eat", str(EATEN_MIB), "touch", "eaten", "await", "end"]


@pytest.mark.parametrize("way", [[], ["--exec"]], ids=["parent", "--exec"])
def test_the_camel_goes_first(launcher, screen, group, way):
    """A program takes what the limit leaves it while the camel walks: the splash is the one that is
    killed, and the program runs on."""
    bare = launcher.start(*eat(), preexec_fn=group.enter)
    bare.hear("eaten")
    bare.tell("end")
    assert bare.finish() == (0, b"", b""), "there is room for the program alone"
    for name in ("eaten", "end"):
        bare.path(name).unlink()

    launch = launcher.walk(*eat("await", "go"), options=["--delay=0", *way], display=screen.name,
                           preexec_fn=group.enter)
    launch.trace.wait_for("splash exec")
    wait_until(lambda: launch.trace.find("first frame") or launch.trace.find("splash ended"),
               "the camel has come, if there was memory for it")
    launch.tell("go")
    launch.hear("eaten")
    assert launch.trace.wait_for("splash ended")["args"] == {"signal": signal.SIGKILL}
    launch.tell("end")
    assert launch.finish() == (0, b"", b"")


def test_again_and_again(launcher, screen, group):
    """The same while the splash starts, and finds no room any more."""
    for _ in range(5):
        launch = launcher.walk(*eat(), options=["--delay=0"], display=screen.name,
                               preexec_fn=group.enter)
        launch.hear("eaten")
        launch.trace.wait_for("splash ended")
        launch.tell("end")
        assert launch.finish() == (0, b"", b"")
        for name in ("eaten", "end"):
            launch.path(name).unlink()
        wait_until(group.is_empty, "nothing of it is left")
