# SPDX-License-Identifier: MIT
"""One camel on a display: many launches at once show exactly one, who is late waits for the place,
and whoever keeps the others away takes that with it when it dies.
"""

import contextlib
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import time

import pytest

from lab import DEADLINE_S, OCAMLWALK, SANITIZED, SPEAK, Trace, wait_until, wakeups

WAYS = pytest.mark.parametrize("way", [[], ["--exec"]], ids=["parent", "--exec"])

JOBS = 24
SILENT_MS = 4000 if SANITIZED else 1000  # which is enough for a camel to come, eight programs beside it
MAKEFILE = f"""
all: $(addprefix job-,$(shell seq {JOBS}))
job-%:
\t{OCAMLWALK} --sound=off $(WAY) --delay=80 --trace=trace-$@ {SPEAK} silent {SILENT_MS} touch $@
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


def wait_until_asleep(pid):
    """How often a process has been woken, once it sleeps."""
    wait_until(lambda: pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
               == "S", "it sleeps")
    return wakeups(pid)


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
    assert 1 <= len(camels) <= JOBS
    for (_, gone), (came, _) in zip(camels, camels[1:]):
        assert came > gone, "the next comes when the last has gone"


@WAYS
def test_the_second_waits(launcher, screen, way):
    """While one walks, the next launch has no camel, and runs as well without; it has one as soon as
    the first has gone. Waiting costs it nothing."""
    first = walking(launcher, screen, "first", *way)
    second = kept_away(launcher, screen, "second", *way)
    wait_until(lambda: len(screen.windows()) == 1, "one camel in sight")
    wings = second.wings_pid()
    before = wait_until_asleep(wings)
    time.sleep(1)  # in which nothing happens
    assert wakeups(wings) == before
    assert not second.trace.find("splash exec")
    ends_well(first, "first")
    second.trace.wait_for("first frame")
    wait_until(lambda: len(screen.windows()) == 1, "one camel in sight")
    ends_well(second, "second")


@WAYS
def test_who_waits_may_speak(launcher, screen, way):
    """A sign of life ends the waiting: no camel comes when the place is free."""
    first = walking(launcher, screen, "first", *way)
    second = launcher.walk(SPEAK, "await", "speak", "print", "x", "await", "second",
                           options=["--delay=0", *way], display=screen.name)
    second.trace.wait_for("display taken")
    second.tell("speak")
    second.trace.wait_for("sign of life", sign="output")
    ends_well(first, "first")
    ends_well(walking(launcher, screen, "third"), "third")
    assert not second.trace.find("splash exec")
    second.tell("second")
    assert second.finish() == (0, b"x\n", b"")


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
    make.process.stdin.write(MAKEFILE.replace(f"silent {SILENT_MS}", "silent 60000").encode())
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


# --- Others on the machine ----------------------------------------------------------------------

def runtime_folder(launcher):
    return pathlib.Path(launcher.env["XDG_RUNTIME_DIR"])


def test_nobody_else_takes_the_place(launcher, screen):
    """Whoever has the abstract name of old keeps no camel away: the place is in the user's own
    folder, and nothing stays there."""
    with tempfile.TemporaryDirectory(prefix="ocamlwalk-", dir="/tmp") as short, \
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as squatter:
        launcher.env["XDG_RUNTIME_DIR"] = short  # an address has 104 bytes
        squatter.bind(f"\0ocamlwalk-camel-{os.getuid()}-{screen.name}")
        launch = walking(launcher, screen, "end")
        assert [path.name for path in runtime_folder(launcher).iterdir() if "camel" in path.name]
        ends_well(launch, "end")
        launcher.wait_for_quiet()
        assert not list(runtime_folder(launcher).glob("ocamlwalk*"))


def test_what_the_killed_leave(launcher, screen):
    """Wings that are killed leave the place's file behind; the next launch takes it, and with it
    what was left."""
    first = walking(launcher, screen, "first")
    os.kill(first.wings_pid(), signal.SIGKILL)
    ends_well(walking(launcher, screen, "second"), "second")
    ends_well(first, "first")
    launcher.wait_for_quiet()
    assert not list(runtime_folder(launcher).glob("ocamlwalk*"))
