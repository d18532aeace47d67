# SPDX-License-Identifier: MIT
"""Many at once: one camel on a display, whatever is built; and nothing is left behind."""

import os
import pathlib
import shutil
import signal

import pytest

from lab import HELLO, OCAMLWALK, SANITIZED, SPEAK, Trace, wait_until

SHARED_MEMORY = pathlib.Path("/dev/shm")
SEGMENTS = pathlib.Path("/proc/sysvipc/shm")
SOCKETS = pathlib.Path("/proc/net/unix")


def leavings(launcher, screen):
    """What a launch on this screen might leave: files, shared memory, its claim on the screen. What
    is remembered is meant to stay."""
    found = {str(path) for path in launcher.folder.rglob("*")
             if path.is_file() and "trace" not in path.name and path.name not in ("pacing", "face")}
    if SHARED_MEMORY.is_dir():
        found |= {str(path) for path in SHARED_MEMORY.iterdir()}
    if SEGMENTS.exists():  # those that nobody is attached to
        segments = [line.split() for line in SEGMENTS.read_text().splitlines()[1:]]
        found |= {f"segment {fields[1]}" for fields in segments if fields[6] == "0"}
    if SOCKETS.exists():
        claim = f"@ocamlwalk-camel-{os.getuid()}-{screen.name}"
        found |= {claim} & set(SOCKETS.read_text().split())
    return found


def nothing_left(launcher, screen, before):
    """All processes are gone, and so is, at once or very soon, whatever they had made."""
    launcher.wait_for_quiet()
    try:
        wait_until(lambda: leavings(launcher, screen) <= before, "nothing is left", 3)
    except AssertionError as error:
        raise AssertionError(f"{error}: {leavings(launcher, screen) - before}") from None


def test_make(launcher, screen):
    """`make -j8` of slow programs shows exactly one camel, and makes all."""
    rule = ("{name}:\n\t@{ocamlwalk} --sound=off --delay=100 --trace=trace-{name} "
            "{speak} await end print {name}\n")
    names = [f"target{number}" for number in range(8)]
    rules = [rule.format(name=name, ocamlwalk=OCAMLWALK, speak=SPEAK) for name in names]
    (launcher.folder / "Makefile").write_text("all: " + " ".join(names) + "\n" + "".join(rules))
    make = launcher.start("make", "-j8", "--no-print-directory", display=screen.name)
    traces = [Trace(launcher.folder / f"trace-{name}") for name in names]

    def decided(trace):
        return trace.find("first frame") or trace.find("display taken")

    wait_until(lambda: all(map(decided, traces)), "each has a camel, or sees another's")
    walking = [trace for trace in traces if trace.find("first frame")]
    begun = [trace for trace in traces if trace.find("splash exec")]
    windows = screen.windows()
    make.tell("end")  # from now on the display may be another's, whose program has yet to hear it
    status, out, err = make.finish()
    assert (status, err) == (0, b"")
    assert sorted(out.split()) == [name.encode() for name in sorted(names)]
    assert len(walking) == len(begun) == len(windows) == 1


def test_the_next_one_may_walk(launcher, screen):
    """When a camel has gone, the display is free for the next."""
    for _ in range(3):
        launch = launcher.walk(SPEAK, "await", "end", display=screen.name, options=["--delay=0"])
        launch.trace.wait_for("first frame")
        launch.tell("end")
        launch.finish()
        launch.trace.wait_for("splash ended")
        launcher.wait_for_quiet()
        (launcher.folder / "end").unlink()


def test_nested(launcher, screen):
    """A program that launches another has one camel: the inner launch is in place."""
    inner = Trace(launcher.folder / "inner-trace")
    launch = launcher.walk("/bin/sh", "-c", '"$@" & echo $! >&3; wait', "sh", OCAMLWALK,
                           f"--trace={inner.path}", SPEAK, "pid", display=screen.name,
                           preexec_fn=lambda: os.dup2(1, 3), close_fds=False)
    result = launch.finish()
    assert len(set(result.out.split())) == 1, "the inner program's pid is the inner launcher's"
    assert launch.trace.find("program forked") and inner.find("exec in place")


def test_a_hundred_in_a_row(launcher, screen):
    """A hundred launches, one after the other, leave nothing."""
    before = leavings(launcher, screen)
    for number in range(30 if SANITIZED else 100):
        options = ["--delay=0"] if number % 2 else []
        assert launcher.walk(HELLO, options=options, display=screen.name).finish().status == 0
    nothing_left(launcher, screen, before)


def test_forty_at_once(launcher, screen):
    """Forty at the same time, some with a camel on its way, leave nothing."""
    before = leavings(launcher, screen)
    count = 20 if SANITIZED else 40
    launches = [launcher.walk(SPEAK, "silent", 200 + 5 * number, "print", number, "exit",
                              number % 7, display=screen.name, options=["--delay=50"])
                for number in range(count)]
    for number, launch in enumerate(launches):
        assert launch.finish() == (number % 7, b"%d\n" % number, b"")
    nothing_left(launcher, screen, before)


# What is often put before a command, how it ends then, and what it must have printed.
CALLERS = {
    "timeout": (["timeout", "1", OCAMLWALK, SPEAK, "await", "never"], 124, b""),
    "timeout in time": (["timeout", "20", OCAMLWALK, SPEAK, "print", "x", "exit", "3"], 3, b"x\n"),
    "nohup": (["nohup", OCAMLWALK, SPEAK, "print", "x", "exit", "3"], 3, b"x\n"),
    "setsid": (["setsid", "-w", OCAMLWALK, SPEAK, "print", "x", "exit", "3"], 3, b"x\n"),
    "nice": (["nice", OCAMLWALK, SPEAK, "print", "x", "exit", "3"], 3, b"x\n"),
    "xargs": (["sh", "-c", 'seq 9 | xargs -n1 -P3 "$@" | sort', "sh", OCAMLWALK, SPEAK, "print"], 0,
              b"".join(b"%d\n" % n for n in range(1, 10))),
    "env -i": (["env", "-i", OCAMLWALK, SPEAK, "print", "x", "exit", "3"], 3, b"x\n"),
    "flock": (["flock", "lock", OCAMLWALK, SPEAK, "print", "x", "exit", "3"], 3, b"x\n"),
}


@pytest.mark.parametrize("caller", CALLERS)
def test_callers(launcher, screen, caller):
    """timeout, nohup, setsid, xargs and their like: the status, the output, nobody left."""
    command, status, out = CALLERS[caller]
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    launch = launcher.start(*command, display=screen.name, env={"OCAMLWALK": "--sound=off"})
    assert launch.finish()[:2] == (status, out)
    launcher.wait_for_quiet()


def test_make_jobserver(launcher, screen):
    """make's tokens go through to a make inside, and all of them come back."""
    (launcher.folder / "Makefile").write_text(
        "all: a b c d\n\t@echo all\n"
        f"a b c d:\n\t+@{OCAMLWALK} --sound=off /bin/sh -c '$(MAKE) -s -f inner $@'\n")
    (launcher.folder / "inner").write_text(
        "%: %1 %2 %3\n\t@:\n"
        f"%1 %2 %3:\n\t@{OCAMLWALK} --sound=off --delay=0 {SPEAK} silent 20\n")
    make = launcher.start("make", "-s", "-j4", "all", display=screen.name)
    assert make.finish() == (0, b"all\n", b"")


def test_interrupted_make(launcher, screen):
    """^C at a make ends all that it has started."""
    (launcher.folder / "Makefile").write_text(
        "all: a b c\n"
        f"a b c:\n\t@{OCAMLWALK} --sound=off --delay=0 {SPEAK} touch up-$@ await never\n")
    make = launcher.start("make", "-j3", display=screen.name, preexec_fn=os.setpgrp)
    for name in "abc":
        make.hear(f"up-{name}")
    os.killpg(make.pid, signal.SIGINT)
    assert make.finish().status != 0
    launcher.wait_for_quiet()
