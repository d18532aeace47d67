# SPDX-License-Identifier: MIT
"""C. The terminal."""

import fcntl
import os
import re
import select
import signal
import struct
import termios

from .lab import facts, wait_until
from .registry import check
from .shells import Shell

LEADER = "the child of a launcher leads neither its process group nor the session"


def modes(fd):
    return termios.tcgetattr(fd)[:6]


def read_all(master, wanted, deadline_s=10):
    """What a terminal shows, up to a text."""
    shown = b""
    while wanted not in shown:
        ready, _, _ = select.select([master], [], [], deadline_s)
        if not ready:
            break
        try:
            shown += os.read(master, 4096)
        except OSError:
            break
    return shown


@check(30, "C", "identity on the tty", parent_differs={"group leader": LEADER})
def identity(lab):
    master, slave = lab.terminal()
    child = lab.on_terminal(slave, "tty")
    status = child.wait()
    os.close(master)
    os.close(slave)
    return {**facts(lab.notes()), "status": status}


@check(31, "C", "termios after exit, crash, ^C, SIGKILL", camel=True)
def termios_kept(lab):
    master, slave = lab.terminal()
    before = modes(slave)
    seen = []
    for how in ("exit", "crash", "interrupt", "kill"):
        child = lab.on_terminal(slave, "touch", f"on-{how}", "await", f"go-{how}",
                                *{"exit": ("exit", "2"), "crash": ("fault",)}.get(how, ()),
                                "await", "never")
        lab.hear(f"on-{how}")
        lab.show()
        if how == "interrupt":
            os.write(master, b"\x03")
        elif how == "kill":
            child.kill(signal.SIGKILL)
        else:
            lab.tell(f"go-{how}")
        seen.append((how, child.wait(), modes(slave) == before))
        lab.left_behind()
        lab.trace.path.unlink(missing_ok=True)
    os.close(master)
    os.close(slave)
    return seen


@check(32, "C", "a program in raw mode, ^Z, fg")
def raw_mode(lab):
    shell = Shell(lab, "bash")
    fd = shell.child.child_fd
    at_prompt = modes(fd)
    shell.send("$W ./dummy raw touch raw await cooked cooked exit 3")
    lab.hear("raw")
    seen = [modes(fd) == at_prompt]
    shell.child.send("\x1a")
    seen += [shell.prompt(), modes(fd) == at_prompt]
    shell.send("fg")
    shell.child.expect_exact("dummy")
    lab.tell("cooked")
    seen += [shell.prompt(), shell.status(), modes(fd) == at_prompt, shell.close()]
    return seen


@check(33, "C", "SIGWINCH comes once")
def window_size(lab):
    master, slave = lab.terminal()
    child = lab.on_terminal(slave, "take", "end")
    lab.hear("taking")
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 33, 77, 0, 0))
    lab.note("signal 28")
    lab.tell("end")
    status = child.wait()
    os.close(master)
    os.close(slave)
    return status, lab.notes()


def jobs(shell):
    """The latest that the shell says of its job."""
    return "[1]" + re.sub(r"\s+", " ", shell.run("jobs -l")).rpartition("[1]")[2]


def wait_for_jobs(shell, text):
    """The jobs, once one is said to be TEXT; asked again, for the shell's own notice comes when it will."""
    wait_until(lambda: text in jobs(shell), f"jobs say {text}")
    return [jobs(shell)]


@check(34, "C", "a read in the background stops; fg lets it go on: bash, zsh, dash")
def background_read(lab):
    seen = []
    for name in ("bash", "zsh", "dash"):
        shell = Shell(lab, name)
        shell.run(f"$W ./dummy touch started-{name} read exit 3 &")
        lab.hear(f"started-{name}")
        stopped = wait_for_jobs(shell, "topped" if name != "zsh" else "suspended")
        shell.send("fg")
        shell.child.expect_exact("dummy")
        shell.send("typed")
        shell.prompt()
        seen.append((name, stopped, shell.status(), shell.close()))
    return seen, lab.notes()


@check(35, "C", "stty tostop: a write in the background stops")
def background_write(lab):
    shell = Shell(lab, "bash")
    shell.run("stty tostop")
    shell.run("$W ./dummy print out-of-turn exit 3 &")
    seen = [wait_for_jobs(shell, "topped")]
    shell.send("fg")
    shell.child.expect_exact("out-of-turn")
    shell.prompt()
    return [*seen, shell.status(), shell.close()]


@check(36, "C", "what others write to the terminal sends no camel away", camel=True)
def noise(lab):
    master, slave = lab.terminal()
    child = lab.on_terminal(slave, "await", "speak", "print", "own", "await", "end")
    lab.show()
    os.write(slave, b"another job's\n")
    os.write(master, b"typed\n")
    read_all(master, b"another")
    stayed = True
    if lab.mode.camel:
        first = lab.trace.find("first frame")["ts"]

        def frames():
            return sum(event["name"] == "frame" and event["ts"] > first
                       for event in lab.trace.events())
        count = frames()
        wait_until(lambda: frames() > count + 3, "it walks on")
        stayed = lab.trace.find("leaving") is None
    lab.tell("speak")
    lab.show("splash ended")
    lab.tell("end")
    status = child.wait()
    os.close(slave)
    os.close(master)
    return stayed, status


@check(37, "C", "type-ahead, ^S and ^Q")
def type_ahead(lab):
    master, slave = lab.terminal()
    os.write(master, b"typed before\n")
    child = lab.on_terminal(slave, "read", "read", "print", "over")
    shown = read_all(master, b"typed before\n")
    os.write(master, b"\x13later\n")
    lab.note("read [later]")
    held = not select.select([master], [], [], 0.1)[0]
    os.write(master, b"\x11")
    shown += read_all(master, b"over\n")
    status = child.wait()
    os.close(slave)
    os.close(master)
    return shown, held, status, lab.notes()


@check(38, "C", "the program is a shell itself: tcsetpgrp, suspend, fg", parent_differs={
    "foreground after": "the shell gives the terminal to the launcher's process group, and a "
                        "program that made a group of its own is not in it"})
def own_jobs(lab):
    shell = Shell(lab, "bash")
    shell.send("$W ./dummy job exit 3")
    shell.prompt()
    seen = {"stopped": shell.status()}
    shell.send("fg")
    shell.prompt()
    seen.update(status=shell.status(), closed=shell.close())
    return {**seen, **facts(lab.notes())}


@check(39, "C", "setsid() in a leader fails", parent_differs={"setsid": LEADER})
def new_session(lab):
    status = lab.run("setsid", setup=os.setsid).status
    return {**facts(lab.notes()), "status": status}


@check(40, "C", "a session leader opens a terminal and has it", parent_differs={
    "controlling": LEADER})
def gains_terminal(lab):
    master, slave = lab.terminal()
    status = lab.run("terminal", os.ttyname(slave), setup=os.setsid).status
    os.close(slave)
    os.close(master)
    return {**facts(lab.notes()), "status": status}


@check(41, "C", "the terminal hangs up", camel=True)
def hang_up(lab):
    master, slave = lab.terminal()
    child = lab.on_terminal(slave, "await", "shown", "ids", "touch", "on", "await", "never")
    os.close(slave)
    lab.show()
    lab.tell("shown")
    lab.hear("on")
    os.close(master)
    status = child.wait()
    pid = int(facts(lab.notes())["pid"])
    wait_until(lambda: not os.path.exists(f"/proc/{pid}"), "the program has gone")
    return status
