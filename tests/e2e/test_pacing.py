# SPDX-License-Identifier: MIT
"""What is remembered of programs: how long they were silent. A camel that would only flash by is held, one that is
sure to be wanted gets ready ahead, and no state of the file is anything that a program would notice.
"""

import os
import stat
import subprocess
import sys

import pytest

from lab import OCAMLWALK, SPEAK, installed

HEAD = "ocamlwalk pacing 1\n"
DELAY_MS = 250


@pytest.fixture
def state(launcher):
    """$XDG_STATE_HOME, which is not there yet."""
    folder = launcher.folder / "state" / "home"
    launcher.env["XDG_STATE_HOME"] = str(folder)
    return folder / "ocamlwalk" / "pacing"


def line_for(path, *times):
    status = os.stat(path)
    return f"{status.st_dev:x} {status.st_ino:x} {path} {' '.join(map(str, times))}\n"


def write(state, *lines):
    state.parent.mkdir(parents=True)
    state.write_text(HEAD + "".join(lines))
    state.chmod(0o600)


def times(state, path):
    """Those of the program at PATH, as they stand in the file."""
    if not state.exists():
        return []
    lines = state.read_text().splitlines()
    assert lines[0] + "\n" == HEAD
    found = [line.split(" ")[3:] for line in lines[1:] if line.split(" ")[2] == str(path)]
    assert len(found) <= 1
    return [int(time) for time in found[0]] if found else []


def ms(launch, name, since="launch"):
    return (launch.trace.wait_for(name)["ts"] - launch.trace.wait_for(since)["ts"]) / 1000


def end(launcher, launch):
    launch.tell("go")
    result = launch.finish()
    launcher.wait_for_quiet()
    launch.path("go").unlink()
    return result


def walk(launcher, screen, *options, **more):
    return launcher.walk(SPEAK, "await", "go", "print", "x", options=options, display=screen.name,
                         **more)


@pytest.mark.parametrize("way", [[], ["--exec"]], ids=["parent", "--exec"])
def test_a_time_is_remembered(launcher, screen, state, way):
    for count in (1, 2):
        launch = walk(launcher, screen, *way)
        launch.trace.wait_for("first frame")
        end(launcher, launch)
        silent_ms = ms(launch, "sign of life")
        found = times(state, SPEAK)
        assert len(found) == count
        assert abs(found[-1] - silent_ms) < 100
    assert stat.S_IMODE(state.stat().st_mode) == 0o600
    assert stat.S_IMODE(state.parent.stat().st_mode) == 0o700
    assert {path.name for path in state.parent.iterdir()} - {"face"} == {"pacing"}


def test_quick_programs_are_not_remembered(launcher, screen, state):
    """Nobody's camel would flash, and nothing is written."""
    launch = launcher.walk(SPEAK, "print", "x", options=["--delay=3000"], display=screen.name)
    launch.finish()
    launcher.wait_for_quiet()
    assert not state.exists()
    launch = launcher.walk("sh", "-c", "read x; echo", options=["--delay=0", "--until=exit"],
                           display=screen.name, stdin=subprocess.PIPE)
    launch.trace.wait_for("first frame")
    launch.process.stdin.close()
    launch.process.stdin = None
    launch.finish()
    launcher.wait_for_quiet()
    assert not state.exists(), "sh -c is no program in particular"


def test_a_camel_that_would_flash_is_held(launcher, screen, state):
    write(state, line_for(SPEAK, 400, 420, 410, 390))
    launch = walk(launcher, screen)
    recalled = launch.trace.wait_for("recalled")["args"]
    assert recalled["times"] == 4
    assert recalled["hold_ms"] > 420 - DELAY_MS
    launch.trace.wait_for("first frame")
    assert ms(launch, "delay over") >= DELAY_MS + recalled["hold_ms"]
    end(launcher, launch)
    assert len(times(state, SPEAK)) == 5


def test_who_speaks_in_time_has_no_camel(launcher, screen, state):
    write(state, line_for(SPEAK, 700, 900, 1100, 900))
    launch = walk(launcher, screen)
    assert launch.trace.wait_for("recalled")["args"]["hold_ms"] > 500
    end(launcher, launch)
    assert not launch.trace.find("splash exec")
    assert len(times(state, SPEAK)) == 5


def test_a_camel_that_is_sure_to_be_wanted_is_ready_in_time(launcher, screen, state):
    write(state, line_for(SPEAK, 5000, 5100, 5050))
    launch = walk(launcher, screen, "--delay=1500")
    launch.trace.wait_for("first frame")
    assert launch.trace.wait_for("recalled")["args"]["ahead"] is True
    assert ms(launch, "splash exec") < 1500 <= ms(launch, "first frame")
    end(launcher, launch)


def test_who_speaks_just_before_sees_nothing(launcher, screen, state):
    """The splash is there already, if not quite awake, and goes without a frame."""
    ocamlwalk = installed(launcher)
    splash = ocamlwalk.parents[1] / "libexec" / "ocamlwalk" / "ocamlwalk-splash"
    real = splash.with_name("real")
    splash.rename(real)
    splash.write_text(f"#!/bin/sh\nwhile [ ! -e {launcher.folder}/wake ]; do sleep 0.01; done\nexec {real} $1\n")
    splash.chmod(0o755)
    write(state, line_for(SPEAK, 50000, 50000, 50000))
    launch = walk(launcher, screen, "--delay=1000", ocamlwalk=ocamlwalk)
    launch.trace.wait_for("splash exec")
    launch.tell("go")
    launch.trace.wait_for("sign of life")
    launch.tell("wake")
    assert launch.finish() == (0, b"x\n", b"")
    launch.trace.wait_for("splash ended")
    assert launch.trace.find("ahead of time")
    assert not launch.trace.find("first frame")


def test_one_long_time_before_does_not_keep_it_away(launcher, screen, state):
    write(state, line_for(SPEAK, 3000))
    launch = walk(launcher, screen)
    assert launch.trace.wait_for("recalled")["args"]["hold_ms"] == 0
    launch.trace.wait_for("first frame")
    end(launcher, launch)


def test_nothing_is_remembered_without_memory(launcher, screen, state):
    write(state, line_for(SPEAK, 400, 420, 410, 390))
    before = state.read_bytes()
    launch = walk(launcher, screen, "--memory=off")
    launch.trace.wait_for("first frame")
    assert not launch.trace.find("recalled")
    end(launcher, launch)
    assert state.read_bytes() == before


def test_a_dismissed_camel_says_nothing_of_the_program(launcher, screen, state):
    launch = walk(launcher, screen, "--timeout=1")
    launch.trace.wait_for("sign of life", sign="timeout")
    launch.trace.wait_until_gone()
    end(launcher, launch)
    assert not state.exists()


def a_folder(state):
    state.mkdir(parents=True)


def a_read_only_folder(state):
    state.parent.mkdir(parents=True)
    state.parent.chmod(0o500)


def a_file_in_the_way(state):
    state.parent.parent.parent.mkdir(parents=True)
    state.parent.parent.write_text("")


def random_bytes(state):
    state.parent.mkdir(parents=True)
    state.write_bytes(os.urandom(5000))


def everybodys(state):
    write(state, line_for(SPEAK, 400, 420, 410, 390))
    state.chmod(0o666)


def a_fifo(state):
    state.parent.mkdir(parents=True)
    os.mkfifo(state)


def a_huge_one(state):
    write(state, *(f"1 {i:x} /x/{'y' * 100}{i} 1\n" for i in range(5000)))


def a_full_disk(state):
    state.parent.mkdir(parents=True)
    state.symlink_to("/dev/full")


@pytest.mark.parametrize("ruin", [a_folder, a_read_only_folder, a_file_in_the_way, random_bytes, everybodys, a_fifo,
                                  a_huge_one, a_full_disk], ids=lambda ruin: ruin.__name__)
def test_a_ruined_memory_is_none(launcher, screen, state, ruin):
    ruin(state)
    launch = walk(launcher, screen)
    launch.trace.wait_for("first frame")
    recalled = launch.trace.wait_for("recalled")["args"]
    assert (recalled["times"], recalled["hold_ms"]) == (0, 0)
    assert end(launcher, launch) == (0, b"x\n", b"")
    if ruin in (random_bytes, everybodys, a_fifo, a_huge_one, a_full_disk):
        assert len(times(state, SPEAK)) == 1, "it has been replaced"


def test_a_full_file_system(launcher, screen, state):
    """A file system of its own, of which nothing is left."""
    script = """
import os, subprocess, sys
folder, *command = sys.argv[1:]
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "none", folder], check=True)
with open(folder + "/filler", "wb", buffering=0) as filler:
    try:
        while True:
            filler.write(bytes(1024))
    except OSError:
        pass
sys.exit(subprocess.run(command).returncode)
"""
    folder = state.parent.parent
    folder.mkdir(parents=True)
    inside = ["unshare", "-rm", sys.executable, "-c", script, str(folder)]
    if subprocess.run([*inside, "true"], check=False, stderr=subprocess.DEVNULL).returncode != 0:
        pytest.skip("no file system of its own may be mounted here")
    launcher.count += 1
    launch = launcher.start(*inside, OCAMLWALK, "--sound=off", SPEAK, "silent", "600", "print", "x",
                            display=screen.name)
    assert launch.finish() == (0, b"x\n", b"")


def test_two_at_once_lose_no_more_than_a_time(launcher, screen, state):
    launches = []
    for i in range(6):
        launches.append(walk(launcher, screen, "--delay=0"))
    for launch in launches:
        launch.trace.wait_for("recalled")
    launches[0].tell("go")
    for launch in launches:
        assert launch.finish() == (0, b"x\n", b"")
    launcher.wait_for_quiet()
    assert 1 <= len(times(state, SPEAK)) <= 6
    assert {path.name for path in state.parent.iterdir()} - {"face"} == {"pacing"}


def test_forget(launcher, state):
    for _ in range(2):
        assert launcher.start(OCAMLWALK, "--forget").finish() == (0, b"", b"")
    write(state, line_for(SPEAK, 400))
    assert launcher.start(OCAMLWALK, "--forget").finish() == (0, b"", b"")
    assert not state.exists()
    state.mkdir()
    result = launcher.start(OCAMLWALK, "--forget").finish()
    assert result.status == 1
    assert result.err.startswith(b"ocamlwalk: --forget: ")


def test_a_failure_is_no_longer_silence(launcher, screen, state):
    """The eight seconds in which it is told are not the program's. (Who is put off begins to count late.)"""
    for words in (["silent", "600", "exit", "2"], ["silent", "400", "print", "x", "silent", "300", "exit", "2"]):
        launch = launcher.walk(SPEAK, *words, options=["--on-failure=show"], display=screen.name,
                               start_new_session=True)
        launch.finish()
        launch.trace.wait_for("failure")
        launcher.wait_for_quiet()
    first, second = times(state, SPEAK)
    assert 300 <= first < 4000
    assert 200 <= second < 4000


def test_the_hairline_tells_how_far_it_probably_is(launcher, screen, state):
    """Fainter than what the program says itself."""
    write(state, line_for(SPEAK, 5000, 5100, 5050))
    launch = walk(launcher, screen)
    launch.trace.wait_for("frame", n=20)
    end(launcher, launch)
