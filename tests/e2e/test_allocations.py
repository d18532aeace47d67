# SPDX-License-Identifier: MIT
"""Each allocation of a show fails in turn: the splash leaves quietly, goes on without, or is ended
by the wings together with the program, which never notices; and nothing is left behind. (Xlib aborts
without memory, others fault; src/process makes an exit of it.)

A sample; OCAMLWALK_ALLOCATIONS=COUNT takes another number, `all` each of them (hours). Two ways, by
turns: that one allocation only, and all that come after it, too.

GLib that has no memory for a message wants to say so, by a message, until its stack is used up: on a
thread that Pango has started, and so without a spare stack to leave from, that is a death by SIGSEGV.
"""

import collections
import concurrent.futures
import mmap
import os
import pathlib
import queue
import shutil
import signal
import struct

import pytest

from lab import BUILD, OCAMLWALK, SANITIZED, SPEAK, SPLASH, TOOLS, Launcher, Screen, wait_until

WORDS = ["await", "end", "print", "hello", "exit", "7"]
FRAMES = 3  # of a show that counts as whole
DECIDED_S = 10  # libxcb, for one, may wait for a reply that it had no memory to await
SAMPLE = os.environ.get("OCAMLWALK_ALLOCATIONS", "60")
PRELOADED = TOOLS / "failing-alloc.so"

# A death by one of these is the splash's own affair as well, but not what is wanted.
pytestmark = [pytest.mark.skipif(SANITIZED, reason="the sanitizer allocates for itself"),
              pytest.mark.skipif(not PRELOADED.exists(), reason="glibc's allocator is wanted")]


def stage(folder: pathlib.Path) -> pathlib.Path:
    """An installation whose splash is the one that was built, with the preloaded object in it."""
    (folder / "bin").mkdir(parents=True)
    (folder / "libexec" / "ocamlwalk").mkdir(parents=True)
    (folder / "share").symlink_to(BUILD / "share")
    shutil.copy(OCAMLWALK, folder / "bin" / "ocamlwalk")
    splash = folder / "libexec" / "ocamlwalk" / "ocamlwalk-splash"
    splash.write_text(f"#!/bin/sh\nLD_PRELOAD={PRELOADED} exec {SPLASH} \"$@\"\n")
    splash.chmod(0o755)
    return folder / "bin" / "ocamlwalk"


@pytest.fixture
def screens():
    """Two at a time, each on a screen of its own: there is one camel to a screen."""
    made = [Screen(manager=None) for _ in range(2)]
    free = queue.SimpleQueue()
    for each in made:
        free.put(each)
    yield free
    for each in made:
        each.close()


def show(folder: pathlib.Path, screens, ocamlwalk: pathlib.Path, failing: int, on: bool):
    """One show: how it ended, and how many allocations it made."""
    screen = screens.get()
    try:
        return show_on(screen.name, folder, ocamlwalk, failing, on)
    finally:
        screens.put(screen)


def show_on(display: str, folder: pathlib.Path, ocamlwalk: pathlib.Path, failing: int, on: bool):
    folder.mkdir()
    launcher = Launcher(folder)
    counter = folder / "count"
    counter.write_bytes(bytes(mmap.PAGESIZE))
    env = {"FAILING_ALLOC_COUNT": str(counter), "FAILING_ALLOC_AT": str(failing),
           "FAILING_ALLOC_ON": "1" if on else None}
    launch = launcher.walk(SPEAK, *WORDS, ocamlwalk=ocamlwalk, display=display, env=env,
                           options=["--delay=0"])
    trace = launch.trace
    try:
        wait_until(lambda: trace.find("splash ended") or trace.find("frame", n=FRAMES),
                   "a camel, or its end", DECIDED_S)
    except AssertionError:
        waits = True  # until the wings end it, with the program
    else:
        waits = False
    whole = trace.find("frame", n=FRAMES)
    launch.tell("end")
    assert launch.finish() == (7, b"hello\n", b""), f"allocation {failing}"
    ended = trace.wait_for("splash ended")["args"]
    launcher.close()
    count = struct.unpack("Q", counter.read_bytes()[:8])[0]
    if waits and ended.get("signal") == signal.SIGKILL:
        return "a wait in a library", count
    if on and ended.get("signal") == signal.SIGSEGV:
        return "a library that calls itself without end", count
    if "signal" in ended:
        return f"killed by {ended['signal']}", count
    if ended["status"] > 128:
        return "quiet exit from a fault of a library", count
    return "a whole show" if whole else "quiet exit", count


def spread(count: int) -> list:
    """Which of COUNT allocations fail: the first ones close together, as they are the splash's own."""
    if SAMPLE == "all":
        return list(range(1, count + 1))
    wanted = int(SAMPLE)
    return sorted({1 + int((count - 1) * (i / wanted) ** 2) for i in range(wanted)})


def test_each_allocation_fails_in_turn(tmp_path, screens):
    ocamlwalk = stage(tmp_path / "prefix")
    ended, count = show(tmp_path / "none", screens, ocamlwalk, 0, False)
    assert ended == "a whole show" and count > 1000
    ends = collections.Counter()
    worst = collections.defaultdict(list)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        shows = {failing: pool.submit(show, tmp_path / str(failing), screens, ocamlwalk, failing,
                                      index % 2 == 1)
                 for index, failing in enumerate(spread(count))}
        for failing, each in shows.items():
            ended, _ = each.result()
            ends[ended] += 1
            worst[ended].append(failing)
    print(f"{count} allocations, {len(shows)} failed in turn: "
          f"{', '.join(f'{number} as {end}' for end, number in ends.most_common())}")
    for end, numbers in worst.items():
        if end.startswith("killed"):
            print(f"{end}: {numbers}")
    assert not [end for end in ends if end.startswith("killed")]
