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

from lab import REPORTER, SANITIZED, SPEAK, wait_until

ROOT = pathlib.Path("/sys/fs/cgroup")
EATEN_MIB = 60
ROOM_MIB = EATEN_MIB + 4  # for the program with what belongs to it (2 are too few now and then), not for a camel


MEMORY = {"memory": {"memory.limit_in_bytes": str(ROOM_MIB << 20), "memory.swappiness": "0"},
          "": {"memory.max": str(ROOM_MIB << 20), "memory.swap.max": "0"}}
PROCESSES = {"pids": {"pids.max": "20"}, "": {"pids.max": "20"}}


class Group:
    """A control group with limits: files of version 1 in the folder of a controller, or of
    version 2 in the one hierarchy. The first of the files must be there."""

    def __init__(self, limits: dict):
        name = f"ocamlwalk-test-{uuid.uuid4().hex[:8]}"
        for parent, files in limits.items():
            self.folder = ROOT / parent / name
            try:
                self.folder.mkdir()
                self.limit(files)
                return
            except OSError as error:
                failure = error
                with contextlib.suppress(OSError):
                    self.folder.rmdir()
        raise failure

    def limit(self, files: dict):
        for number, (name, value) in enumerate(files.items()):
            with contextlib.nullcontext() if number == 0 else contextlib.suppress(OSError):
                (self.folder / name).write_text(value)  # the others: where there is swap

    def enter(self):
        """Between fork and exec."""
        (self.folder / "cgroup.procs").write_text(str(os.getpid()))

    def is_empty(self) -> bool:
        return not (self.folder / "cgroup.procs").read_text().strip()

    def close(self):
        wait_until(self.is_empty, "the group's processes are gone")
        self.folder.rmdir()


def limited(limits: dict):
    try:
        made = Group(limits)
    except OSError as error:
        pytest.skip(f"no control group with such a limit may be made here: {error}")
    yield made
    made.close()


@pytest.fixture
def group():
    if SANITIZED:
        pytest.skip("address sanitizer takes more memory than there is")
    yield from limited(MEMORY)


@pytest.fixture
def threads():
    yield from limited(PROCESSES)


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


def test_no_room(launcher, screen, group):
    """Another program of the group has taken what a splash would want: there is none, that nobody
    has to be killed for it."""
    other = launcher.start(*eat(), preexec_fn=group.enter)
    other.hear("eaten")
    launch = launcher.walk(REPORTER, "await", "last", options=["--delay=0"], display=screen.name,
                           preexec_fn=group.enter)
    assert launch.trace.wait_for("no room")["args"] == {"lacking": "memory"}
    launch.tell("last")
    assert launch.finish() == (0, b"", b"")
    assert not launch.trace.find("splash exec")
    other.tell("end")
    assert other.finish() == (0, b"", b"")


def test_no_room_for_threads(launcher, screen, threads):
    """A group that is nearly full of processes."""
    launch = launcher.walk(SPEAK, "await", "end", options=["--delay=0"], display=screen.name,
                           preexec_fn=threads.enter)
    assert launch.trace.wait_for("no room")["args"] == {"lacking": "processes"}
    launch.tell("end")
    assert launch.finish() == (0, b"", b"")
