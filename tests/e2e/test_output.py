# SPDX-License-Identifier: MIT
"""The first output sends the camel away also when nobody reads it, and when the kernel is slow to
count it.
"""

import os
import pathlib
import re
import subprocess

import pytest

from lab import OCAMLWALK, SPEAK, SPEAK_C, wait_until
from test_signs import WAYS, walks_on


@pytest.fixture
def pager():
    """A pipe to somebody who has not read on since its first line: what is to be an output."""
    reads, writes = os.pipe()
    os.write(writes, b"header\n")
    yield reads, writes
    os.close(reads)


def sleeps_of(pid: int) -> int:
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"^voluntary_ctxt_switches:\s*(\d+)", status, re.M)[1])


@WAYS
@pytest.mark.parametrize("program", [SPEAK, SPEAK_C], ids=["bytecode", "native"])
def test_more_than_anybody_reads(launcher, screen, pager, program, way):
    """A program whose first write is more than there is room for sends its camel away, although the
    write is not over; and none comes before the rest is read."""
    reads, writes = pager
    launch = launcher.walk(program, "await", "go", "flood", "200000", "exit", "3", stdout=writes,
                           display=screen.name, options=["--delay=0", *way])
    os.close(writes)
    launch.trace.wait_for("first frame")
    launch.tell("go")
    launch.trace.wait_for("sign of life", sign="output")
    launch.trace.wait_for("splash ended")
    assert launch.process.poll() is None
    assert launch.read_to_end(os.fdopen(reads, "rb", closefd=False)) == b"header\n" + 200000 * b"x"
    assert launch.finish().status == 3


def test_no_camel_where_nobody_reads(launcher, screen, pager):
    """The same before the delay is over."""
    reads, writes = pager
    launch = launcher.walk(SPEAK, "flood", "200000", stdout=writes, display=screen.name,
                           options=["--delay=3000"])
    os.close(writes)
    launch.trace.wait_for("sign of life", sign="output")
    assert not launch.trace.find("splash exec")
    launch.read_to_end(os.fdopen(reads, "rb", closefd=False))
    assert launch.finish().status == 0


def test_output_is_not_asked_for(launcher, screen, pager):
    """Who waits for another sign only keeps the camel."""
    reads, writes = pager
    launch = launcher.walk(SPEAK, "await", "go", "touch", "soon", "flood", "200000", stdout=writes,
                           display=screen.name, options=["--delay=0", "--until=ready"])
    os.close(writes)
    launch.trace.wait_for("first frame")
    launch.tell("go")
    launch.hear("soon")
    walks_on(launch, 30)  # that is longer than from one look to the next
    launch.read_to_end(os.fdopen(reads, "rb", closefd=False))
    assert launch.finish().status == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to have another count")
def test_counted_late(launcher, screen):
    """The kernel tells of a write before it counts it. Here the count is a file that the launch sees
    in the place of /proc/PID/io, which the test writes after the program has written."""
    walk = launcher.folder / "walk"
    walk.write_text(f"""#!/bin/sh\nexec unshare -m '{OCAMLWALK}' "$@"\n""")
    walk.chmod(0o755)
    if subprocess.run(["unshare", "-m", "true"], check=False, capture_output=True).returncode != 0:
        pytest.skip("no mount namespace may be made here")
    launch = launcher.walk(SPEAK, "await", "speak", "print", "hello", "await", "end",
                           ocamlwalk=walk, display=screen.name, options=["--delay=0"])
    launch.trace.wait_for("first frame")
    count = pathlib.Path(f"/proc/{launch.program_pid()}/io")
    copy = launch.path("io")
    before = count.read_text()
    copy.write_text(before)
    subprocess.run(["nsenter", "-t", str(launch.wings_pid()), "-m", "mount", "--bind", copy, count],
                   check=True)
    slept = sleeps_of(launch.wings_pid())
    launch.tell("speak")
    assert launch.read_line() == b"hello\n"
    wait_until(lambda: sleeps_of(launch.wings_pid()) >= slept + 2, "it has looked, and again")
    after = count.read_text()
    assert after != before and len(after) == len(before)
    with open(copy, "r+", encoding="ascii") as file:  # in one write, that nobody sees half of it
        file.write(after)
    launch.trace.wait_for("sign of life", sign="output")
    launch.tell("end")
    assert launch.finish().status == 0
