# SPDX-License-Identifier: MIT
"""D. Job control."""

import os
import signal

from .lab import facts, stat, wait_until
from .registry import check
from .shells import Shell

SHELLS = ("bash", "zsh", "dash")
SEPARATE = "SIGSTOP cannot be caught: a parent that is stopped cannot pass it on"


def process_of(lab):
    """The program's own process, by its notes."""
    return int(lab.note("pid "))


def is_stopped(pid):
    return stat(pid, "state") == "T"


def settled(pid):
    """Whether a process is stopped, for who waited long enough to know."""
    try:
        wait_until(lambda: is_stopped(pid), "it stops", 1.0)
    except AssertionError:
        return False
    return True


@check(42, "D", "^Z, jobs, fg: bash, zsh, dash")
def stop_and_foreground(lab):
    seen = []
    for name in SHELLS:
        shell = Shell(lab, name)
        shell.send(f"$W ./dummy touch on-{name} await go-{name} print over exit 3")
        lab.hear(f"on-{name}")
        shell.key("z")
        seen += [name, shell.prompt(), shell.status(), shell.run("jobs")]
        shell.send("fg")
        lab.tell(f"go-{name}")
        seen += [shell.prompt(), shell.status(), shell.run("jobs"), shell.close()]
    return seen


@check(43, "D", "^Z, bg, wait: bash, zsh, dash")
def stop_and_background(lab):
    seen = []
    for name in SHELLS:
        shell = Shell(lab, name)
        shell.send(f"$W ./dummy touch on-{name} await go-{name} exit 3")
        lab.hear(f"on-{name}")
        shell.key("z")
        seen += [name, shell.prompt(), shell.run("bg")]
        shell.send("wait %1; echo waited $?")
        shell.hear_it_wait()
        lab.tell(f"go-{name}")
        shell.child.expect(r"waited (\d+)")
        seen += [shell.child.match[1]]
        shell.prompt()
        seen += [shell.close()]
    return seen


@check(44, "D", "SIGTSTP to the group, SIGCONT to the group")
def group_stop(lab):
    seen = []
    for count in range(5):
        (lab.folder / "notes").unlink(missing_ok=True)
        child = lab.walk("ids", "await", f"go{count}", "exit", "3", setup=lambda: os.setpgid(0, 0))
        pid = process_of(lab)
        os.killpg(child.pid, signal.SIGTSTP)
        seen += [child.change(os.WSTOPPED), settled(pid)]
        os.killpg(child.pid, signal.SIGCONT)
        seen += [child.change(os.WCONTINUED)]
        lab.tell(f"go{count}")
        seen += [child.wait(), is_stopped(pid)]
    return seen


@check(45, "D", "SIGSTOP to the launcher's process alone", parent_differs={"program": SEPARATE})
def stop_launcher(lab):
    child = lab.walk("ids", "await", "go", "exit", "3")
    pid = process_of(lab)
    child.kill(signal.SIGSTOP)
    seen = {"reported": child.change(os.WSTOPPED), "program": settled(pid)}
    child.kill(signal.SIGCONT)
    seen["continued"] = child.change(os.WCONTINUED)
    lab.tell("go")
    return {**seen, "status": child.wait()}


@check(46, "D", "SIGSTOP, then SIGCONT, to the program alone", parent_differs={
    "continued": "a process cannot report that it was continued before it runs, and who sends "
                 "SIGCONT to the program does not wake the launcher"})
def stop_program(lab):
    child = lab.walk("ids", "await", "go", "exit", "3")
    pid = process_of(lab)
    os.kill(pid, signal.SIGSTOP)
    seen = {"stopped": child.change(os.WSTOPPED)}
    os.kill(pid, signal.SIGCONT)
    seen["continued"] = child.change(os.WCONTINUED, 1.0)
    if seen["continued"] == "none":
        child.kill(signal.SIGCONT)
    lab.tell("go")
    return {**seen, "status": child.wait()}


@check(47, "D", "SIGTSTP to the launcher's process alone")
def terminal_stop_launcher(lab):
    child = lab.walk("ids", "await", "go", "exit", "3", setup=lambda: os.setpgid(0, 0))
    pid = process_of(lab)
    child.kill(signal.SIGTSTP)
    seen = [child.change(os.WSTOPPED), settled(pid)]
    child.kill(signal.SIGCONT)
    seen += [child.change(os.WCONTINUED)]
    lab.tell("go")
    return seen, child.wait()


@check(48, "D", "a handler of SIGCONT runs once: sent to the group, to the process")
def continued_once(lab):
    seen = []
    for send in (os.killpg, os.kill):
        for _ in range(4):
            (lab.folder / "notes").unlink(missing_ok=True)
            (lab.folder / "go").unlink(missing_ok=True)
            child = lab.walk("handle", str(signal.SIGCONT), "ids", "handled", "1", "silent", "40",
                             "await", "go", setup=lambda: os.setpgid(0, 0))
            pid = process_of(lab)
            send(child.pid, signal.SIGTSTP)
            child.change(os.WSTOPPED)
            settled(pid)
            send(child.pid, signal.SIGCONT)
            lab.tell("go")
            child.wait()
            seen.append(sum(line.startswith("handled") for line in lab.notes()))
    return seen


@check(49, "D", "in the middle of a pipeline: ^Z, fg")
def in_a_pipeline(lab):
    shell = Shell(lab, "bash")
    (lab.folder / "made").write_text("one\ntwo\n")
    shell.send("(cat made; touch fed) | $W ./dummy ids touch on await go cat exit 3 | cat -n; "
               "echo ${PIPESTATUS[@]}")
    lab.hear("on")
    lab.hear("fed")  # a subshell that has only begun takes no stop, and bash waits for it
    pid = process_of(lab)
    shell.key("z")
    shown = shell.prompt()
    stopped = settled(pid)
    shell.send("fg")
    lab.tell("go")
    return shown, stopped, shell.prompt(), shell.status(), shell.close()


# TERM comes as well, but only if bash has not heard by then that its CONT did something: its own
# race, which the bare program loses, too (2 of 20 with bash traced).
@check(50, "D", "a terminal that goes with a stopped job: the shell's HUP, CONT reach it")
def shell_ends(lab):
    shell = Shell(lab, "bash")
    shell.send("$W ./dummy handle 1 handle 15 handle 18 ids touch on handled 2 touch over exit 3")
    lab.hear("on")
    pid = process_of(lab)
    shell.key("z")
    shell.prompt()
    settled(pid)
    shell.hang_up()
    lab.hear("over")
    wait_until(lambda: stat(pid, "state") in ("", "Z"), "the program has ended")
    return sorted({line for line in lab.notes() if line.startswith("handled")} - {"handled 15"})


@check(51, "D", "in an orphaned process group SIGTSTP does nothing")
def orphaned(lab):
    child = lab.start("setsid", "sh", "-c",
                      f"{lab.w} ./dummy ids touch on await go exit 3; exit $?")
    lab.hear("on")
    pid = process_of(lab)
    group = int(facts(lab.notes())["pgid"])
    os.killpg(group, signal.SIGTSTP)
    stopped = stat(pid, "state")
    lab.tell("go")
    return stopped == "T", child.wait()


@check(52, "D", "stopped while the camel walks; the camel comes back", camel=True)
def stopped_camel(lab):
    child = lab.walk("touch", "on", "await", "go", "print", "x", "exit", "3",
                     setup=lambda: os.setpgid(0, 0))
    lab.hear("on")
    lab.show()
    os.killpg(child.pid, signal.SIGTSTP)
    seen = [child.change(os.WSTOPPED)]
    os.killpg(child.pid, signal.SIGCONT)
    seen += [child.change(os.WCONTINUED)]
    lab.tell("go")
    return seen, child.finish().seen()
