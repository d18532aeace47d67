# SPDX-License-Identifier: MIT
"""One camel on a display: many launches at once show exactly one, the next comes only when the last
has gone, and whoever keeps the others away takes that with it when it dies.
"""

import contextlib
import os
import signal
import subprocess

import pytest

from lab import DEADLINE_S, OCAMLWALK, SPEAK, Trace, wait_until

WAYS = pytest.mark.parametrize("way", [[], ["--exec"]], ids=["parent", "--exec"])

JOBS = 24
MAKEFILE = f"""
all: $(addprefix job-,$(shell seq {JOBS}))
job-%:
\t{OCAMLWALK} --sound=off $(WAY) --delay=80 --trace=trace-$@ {SPEAK} silent 500 touch $@
"""


def walking(launcher, screen, name, *options):
    """A launch whose camel is on the screen; its program waits for the file NAME."""
    launch = launcher.walk(SPEAK, "await", name, options=["--delay=0", *options],
                           display=screen.name)
    launch.trace.wait_for("first frame")
    return launch


def kept_away(launcher, screen, name, *options):
    launch = launcher.walk(SPEAK, "await", name, options=["--delay=0", *options],
                           display=screen.name)
    launch.trace.wait_for("display taken")
    return launch


def ends_well(launch, name):
    launch.tell(name)
    assert launch.finish() == (0, b"", b"")


@WAYS
def test_make(launcher, screen, way):
    """`make -j8` of slow bytecode programs: all are made, one camel at a time, never two."""
    launcher.folder.joinpath("Makefile").write_text(MAKEFILE)
    make = launcher.start("make", "-s", "-j8", f"WAY={' '.join(way)}", display=screen.name)
    most = 0
    while make.process.poll() is None:
        most = max(most, len(screen.windows()))
        assert most <= 1
    assert make.finish() == (0, b"", b"")
    launcher.wait_for_quiet()
    assert most == 1, "somebody has seen it"
    traces = [Trace(path) for path in launcher.folder.glob("trace-*")]
    assert len(traces) == JOBS
    camels = sorted((trace.find("splash exec")["ts"], trace.wait_until_gone()["ts"])
                    for trace in traces if trace.find("splash exec"))
    print(f"{len(camels)} camels for {JOBS} programs")
    assert 1 <= len(camels) <= JOBS // 4, "one for each eight that run at a time, and the odd one"
    for (_, gone), (came, _) in zip(camels, camels[1:]):
        assert came > gone, "the next comes when the last has gone"


@WAYS
def test_the_second_has_none(launcher, screen, way):
    """While one walks, the next launch has no camel, and runs as well without; the one after
    both has one again."""
    first = walking(launcher, screen, "first", *way)
    second = kept_away(launcher, screen, "second", *way)
    wait_until(lambda: len(screen.windows()) == 1, "one camel in sight")
    ends_well(second, "second")
    ends_well(first, "first")
    first.trace.wait_until_gone()
    ends_well(walking(launcher, screen, "third", *way), "third")


def test_dismissed(launcher, screen):
    """A camel that was clicked away makes room, though its program runs on."""
    first = walking(launcher, screen, "first")
    args = first.trace.wait_for("window open")["args"]
    first.trace.wait_until_at_home()
    screen.xdotool("mousemove", args["x"] + args["w"] // 2, args["y"] + args["h"] // 2, "click", "1")
    first.trace.wait_until_gone()
    second = walking(launcher, screen, "second")
    assert first.process.poll() is None
    ends_well(second, "second")
    ends_well(first, "first")


def is_over(pid):
    """Whether a process has let go of all that it had: its last thread does that."""
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return True
    for task in tasks:
        with contextlib.suppress(OSError):
            with open(f"/proc/{pid}/task/{task}/stat", encoding="ascii") as line:
                if line.read().rpartition(")")[2].split()[0] not in "ZX":
                    return False
    return True


def test_killed_splash(launcher, screen):
    """A killed camel keeps nobody away."""
    first = walking(launcher, screen, "first")
    splash = first.splash_pid()
    os.kill(splash, signal.SIGKILL)
    wait_until(lambda: is_over(splash) and not screen.windows(), "it is gone, with its window")
    ends_well(walking(launcher, screen, "second"), "second")
    ends_well(first, "first")


def test_killed_launcher(launcher, screen):
    """A killed launcher takes its camel along, and the next launch has one."""
    first = walking(launcher, screen, "first")
    splash = first.splash_pid()
    os.kill(first.pid, signal.SIGKILL)
    assert first.finish().status == -signal.SIGKILL
    wait_until(lambda: is_over(splash) and not screen.windows(), "it is gone, with its window")
    ends_well(walking(launcher, screen, "second"), "second")


def test_killed_with_all_its_group(launcher, screen):
    """So does a whole build that is killed."""
    make = launcher.start("make", "-s", "-j8", "-f", "-", "WAY=", display=screen.name,
                          stdin=subprocess.PIPE, start_new_session=True)
    make.process.stdin.write(MAKEFILE.replace("silent 500", "silent 60000").encode())
    make.process.stdin.close()
    make.process.stdin = None
    wait_until(screen.windows, "a camel")
    os.killpg(make.pid, signal.SIGKILL)
    make.process.wait(DEADLINE_S)
    launcher.wait_for_quiet()
    assert not screen.windows()
    ends_well(walking(launcher, screen, "after"), "after")


def test_a_display_each(launcher, screen, own_screen):
    """Two displays are two stages."""
    first = walking(launcher, screen, "first")
    second = walking(launcher, own_screen, "second")
    assert len(screen.windows()) == len(own_screen.windows()) == 1
    ends_well(first, "first")
    ends_well(second, "second")
