# SPDX-License-Identifier: MIT
"""E. Signals."""

import ctypes
import errno
import fcntl
import os
import random
import resource
import shutil
import signal
import socket
import time

from .lab import Child, facts, wait_until
from .registry import check
from .shells import Shell

EVERY = [n for n in [*range(1, 32), 34, 50, 64] if n not in (signal.SIGKILL, signal.SIGSTOP)]
libc = ctypes.CDLL(None, use_errno=True)


def numbers(notes):
    return [int(line.split()[1]) for line in notes if line.startswith("signal ")]


def taken(lab, send, **more):
    """Which signals the program takes, of all that are sent to it one after the other."""
    child = lab.walk("take", "end", **more)
    lab.hear("taking")
    lab.wings(child)
    for number in EVERY:
        before = len(lab.notes())
        send(child.pid, number)
        try:
            wait_until(lambda b=before: len(lab.notes()) > b, "it is taken", 0.3)
        except AssertionError:
            pass  # not passed on: to be seen in what is noted
    lab.tell("end")
    return child.wait(), numbers(lab.notes())


@check(53, "E", "every signal, to the launcher's process", parent_differs={
    "SIGCHLD": "the launcher cannot tell a SIGCHLD that somebody sends from its own child's"})
def each_to_process(lab):
    status, seen = taken(lab, os.kill)
    return {"SIGCHLD": seen.count(signal.SIGCHLD), "status": status,
            "others": [n for n in seen if n != signal.SIGCHLD]}


@check(54, "E", "every signal, to the process group")
def each_to_group(lab):
    status, seen = taken(lab, os.killpg, setup=lambda: os.setpgid(0, 0))
    return {"status": status, "which": sorted(set(seen)), "copies": [seen.count(n) for n in EVERY]}


@check(55, "E", "^C and ^\\ come once")
def typed(lab):
    master, slave = lab.terminal()
    child = lab.on_terminal(slave, "take", "end")
    lab.hear("taking")
    for count, key in enumerate((b"\x03", b"\x1c", b"\x1a")):
        os.write(master, key)
        wait_until(lambda c=count: len(numbers(lab.notes())) > c, "it is taken")
    lab.tell("end")
    status = child.wait()
    os.close(master)
    os.close(slave)
    return status, lab.notes()


@check(56, "E", "ignored on entry: nohup, trap '' INT, sh -c 'p &', every signal")
def ignored(lab):
    lab.script("nohup $W ./dummy note nohup signals").wait()
    lab.script("trap '' INT TERM TSTP; $W ./dummy note trap signals").wait()
    lab.script("$W ./dummy note background signals & wait", "sh").wait()

    def ignore_all():
        for number in EVERY:
            signal.signal(number, signal.SIG_IGN)
    lab.run("note", "all", "signals", setup=ignore_all)
    return lab.notes()


@check(57, "E", "blocked on entry, the real-time ones and the libc's own too")
def blocked(lab):
    def block(mask):
        value = ctypes.c_uint64(mask)
        libc.syscall(14, signal.SIG_SETMASK, ctypes.byref(value), None, 8)
    for mask in (0x200, 0xffffffffffffffff, 0x180000000, 0x8000000000000000, 0x10000):
        lab.run("signals", setup=lambda m=mask: block(m))
    return lab.notes()


@check(58, "E", "a signal that is pending at exec reaches the program, once")
def pending(lab):
    """Under a parent it is passed on, at about the time when the program starts."""
    def make_pending():
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
        os.kill(os.getpid(), signal.SIGUSR1)
    child = lab.walk("take", "end", setup=make_pending)
    lab.note("signal 10")
    lab.tell("end")
    return child.wait(), numbers(lab.notes())


@check(59, "E", "SIGCHLD ignored on entry")
def child_ignored(lab):
    return [lab.see("signals", *words, setup=lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN))
            for words in (["exit", "42"], ["die", "9"])]


@check(60, "E", "SIGCHLD blocked on entry: none pending, none comes")
def child_blocked(lab):
    child = lab.walk("children", "take", "end", setup=lambda: signal.pthread_sigmask(
        signal.SIG_BLOCK, [signal.SIGCHLD]))
    lab.hear("taking")
    time.sleep(0.3)  # the time in which none is to come
    lab.tell("end")
    return child.wait(), lab.notes()


@check(61, "E", "siginfo: the value, the sender", parent_differs={
    "sender": "who passes a signal on is its sender, sigqueue(3)"})
def siginfo(lab):
    child = lab.walk("take", "end")
    lab.hear("taking")
    libc.sigqueue(child.pid, signal.SIGUSR1, ctypes.c_void_p(4711))
    line = lab.note("signal 10").split()
    lab.tell("end")
    return {"sender": int(line[line.index("sender") + 1]) == os.getpid(),
            "value": line[line.index("value") + 1], "uid": line[-1], "status": child.wait()}


@check(62, "E", "a timer armed before exec", parent_differs={
    "timer 0 armed": "timers are not inherited by a child, fork(2)"})
def timer(lab):
    status = lab.run("timers", setup=lambda: signal.setitimer(signal.ITIMER_REAL, 100)).status
    return {**facts(lab.notes()), "status": status}


@check("62b", "E", "an alarm set before exec ends the program")
def alarm(lab):
    return lab.see("await", "never", setup=lambda: signal.setitimer(signal.ITIMER_REAL, 0.3))


@check(63, "E", "signals that the kernel aims at a process: SIGIO", parent_differs={
    "SIGIO": "F_SETOWN names a process, and the kernel's signals for the launcher are not the "
             "program's"})
def aimed(lab):
    ours, theirs = socket.socketpair()

    def own():
        fcntl.fcntl(7, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(7, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    child = lab.walk("take", "end", fds={7: theirs.fileno()}, setup=own)
    theirs.close()
    lab.hear("taking")
    ours.send(b"x")
    try:
        wait_until(lambda: numbers(lab.notes()), "SIGIO is taken", 0.5)
    except AssertionError:
        pass
    lab.tell("end")
    status = child.wait()
    ours.close()
    return {"SIGIO": numbers(lab.notes()), "status": status}


@check("63b", "E", "the limit of CPU time")
def cpu_time(lab):
    return lab.run("handle", "24", "spin", "1300", "exit", "3", setup=lambda: resource.setrlimit(
        resource.RLIMIT_CPU, (1, 5))).seen()


@check(64, "E", "SIGPIPE ignored by a caller in Python")
def pipe_ignored(lab):
    return lab.see("signals", clean=False)


@check(65, "E", "10,000 signals at full speed")
def storm(lab):
    child = lab.walk("take", "end")
    lab.hear("taking")
    for _ in range(10000):
        child.kill(signal.SIGUSR1)
    lab.tell("end")
    status = child.wait()
    return {"status": status, "taken": bool(numbers(lab.notes())),
            "only those": set(numbers(lab.notes()))}


@check(66, "E", "a signal in the first 300 us: death by it", deadline_s=60)
def early(lab):
    dice = random.Random(66)
    env = lab.environment()
    path = shutil.which(lab.w, path=env["PATH"])
    wrong = []
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1,
                   signal.SIGKILL):
        for _ in range(25):
            # No interpreter of ours between fork and exec, where the signal would end otherwise.
            child = Child(lab, os.posix_spawn(path, [lab.w, "./dummy", "await", "never"], env,
                                              setsigdef=[number] if number != 9 else []))
            end = time.perf_counter() + dice.random() * 0.0006
            while time.perf_counter() < end:
                pass
            child.kill(number)
            status = child.wait()
            if status != -number:
                wrong.append((number, status))
    return wrong


@check(67, "E", "signals while the program ends")
def at_the_end(lab):
    strange = []
    for _ in range(30):
        child = lab.walk("exit", "3")
        while True:
            try:
                info = os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG)
                if info is not None:
                    break
                child.kill(signal.SIGUSR1)
            except OSError as error:
                strange.append(errno.errorcode[error.errno])
        if child.wait() not in (3, -signal.SIGUSR1):
            strange.append(child.wait())
    return strange


@check("67b", "E", "^C in a bash that runs it with a trap of its own")
def trapped(lab):
    shell = Shell(lab, "bash")
    shell.run("trap 'echo trapped' INT")
    shell.send("$W ./dummy handle 2 touch on handled 1 exit 0")
    lab.hear("on")
    shell.key("c")
    return shell.prompt(), shell.status(), shell.close()
