# SPDX-License-Identifier: MIT
"""F. The end."""

import os
import random
import resource
import select
import signal
import statistics
import time

from .lab import OCAMLRUN, PROGRAMS, facts, stat, wait_until
from .registry import Skip, check
from .shells import Shell

CORE = "the launcher must not write a second core over the program's, so it ends without one"
FATAL = [*range(1, 17), 24, 25, 26, 27, 29, 30, 31, 34, 50, 64]
RUNS = 120


@check(68, "F", "every status from 0 to 255", deadline_s=60)
def statuses(lab):
    return [lab.walk("exit", str(n)).wait() for n in range(0, 256)]


@check(69, "F", "death by every fatal signal")
def deaths(lab):
    return [lab.walk("die", str(n), "await", "never").wait_raw() for n in FATAL]


@check("69b", "F", "death by a fault, by abort, with a camel", camel=True)
def deaths_with_camel(lab):
    seen = []
    for name, words in {"fault": ["fault"], "abort": ["die", "6"], "kill": ["die", "9"]}.items():
        child = lab.walk("await", name, *words, "await", "never")
        lab.show()
        lab.tell(name)
        seen.append(child.wait_raw())
        lab.left_behind()
        lab.trace.path.unlink(missing_ok=True)
    return seen


@check(70, "F", "the core", parent_differs={"flag": CORE})
def core(lab):
    with open("/proc/sys/kernel/core_pattern", encoding="ascii") as pattern:
        if pattern.read().strip() != "core":
            raise Skip("cores go elsewhere, core_pattern")

    def allow():
        os.chdir("cores")
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2)
    raw = lab.walk("die", "11", "await", "never", setup=allow).wait_raw()
    cores = [path.read_bytes() for path in (lab.folder / "cores").iterdir()]
    return {"flag": bool(raw & 0x80), "signal": raw & 0x7f, "cores": len(cores),
            "of the program": [b"ocamlrun" in content for content in cores]}


@check(71, "F", "SIGKILL to the launcher's process: the program dies", camel=True)
def killed(lab):
    child = lab.walk("await", "shown", "ids", "touch", "on", "await", "never")
    lab.show()
    lab.tell("shown")
    lab.hear("on")
    pid = int(facts(lab.notes())["pid"])
    child.kill(signal.SIGKILL)
    status = child.wait()
    wait_until(lambda: stat(pid, "state") in ("", "Z", "X"), "the program is dead", 1.0)
    return status


@check(72, "F", "SIGKILL to the program")
def program_killed(lab):
    child = lab.walk("ids", "await", "never")
    os.kill(int(lab.note("pid ")), signal.SIGKILL)
    return child.wait_raw()


@check(73, "F", "^C ends a shell's loop: bash, zsh, dash")
def loop_ends(lab):
    seen = []
    for name in ("bash", "zsh", "dash"):
        shell = Shell(lab, name)
        shell.send(f"for i in 1 2 3; do $W ./dummy touch on-{name} await go-{name}; done")
        lab.hear(f"on-{name}")
        shell.key("c")
        seen += [name, shell.prompt(), shell.status(), shell.close()]
    return seen


@check(74, "F", "^C that the program handles does not end the loop: bash, zsh, dash")
def loop_goes_on(lab):
    seen = []
    for name in ("bash", "zsh", "dash"):
        shell = Shell(lab, name)
        shell.send("for i in 1 2; do $W ./dummy handle 2 touch %s-$i handled 1 exit 0; "
                   "echo again; done" % name)
        for i in (1, 2):
            lab.hear(f"{name}-{i}")
            shell.key("c")
        seen += [name, shell.prompt(), shell.status(), shell.close()]
    return seen


@check(75, "F", "a grandchild holds the pipe: the launcher ends, the pipe later", camel=True)
def grandchild(lab):
    reader, writer = os.pipe()
    child = lab.walk("await", "shown", "late", "end", "exit", "3", stdout=writer)
    os.close(writer)
    lab.show()
    lab.tell("shown")
    status = child.wait()
    early = bool(select.select([reader], [], [], 0)[0])
    lab.tell("end")
    text = b""
    while chunk := os.read(reader, 100):
        text += chunk
    os.close(reader)
    return status, early, text


@check(76, "F", "a program that becomes a daemon", camel=True)
def daemon(lab):
    child = lab.walk("await", "shown", "daemon", "stop", "exit", "3")
    lab.show()
    lab.tell("shown")
    status = child.wait()
    pid = int(lab.note("daemon "))
    lab.show("splash ended")
    alive = stat(pid, "state") in "SRD"
    lab.tell("stop")
    lab.hear("daemon-ended")
    return status, alive


def times_of(lab, measure):
    """Interleaved runs, bare and as here, in ms: medians and 99th percentiles."""
    taken = {"ocamlrun": [], lab.w: []}
    for _ in range(RUNS):
        for command, found in taken.items():
            found.append(measure(command) * 1000)
    return [(statistics.median(found), sorted(found)[int(len(found) * 0.97)])
            for found in (taken["ocamlrun"], taken[lab.w])]


@check(77, "F", "exit is seen within 0.2 ms of bare (median; 97 of 100 within 2 ms)", alone=True,
       sanitized="instrumentation costs time")
def exit_latency(lab):
    path = lab.folder / "left"

    def measure(command):
        path.unlink(missing_ok=True)
        child = lab.start(command, "./dummy", "touch", "left")
        wait_until(path.exists, "it is about to leave")
        begin = time.perf_counter()
        child.wait()
        return time.perf_counter() - begin
    (bare, bare_most), (ours, ours_most) = times_of(lab, measure)
    return {"median": ours < bare * 1.2 + 0.2 or (bare, ours),
            "most": ours_most < bare_most + 2 or (bare_most, ours_most)}


@check(78, "F", "the first byte comes as soon as bare, but for noise (tests/bench measures)",
       alone=True, probe=False, sanitized="instrumentation costs time")
def first_byte(lab):
    env = lab.environment()
    paths = {"ocamlrun": str(OCAMLRUN), "ocamlwalk": f"{lab.env['PATH'].split(':')[0]}/ocamlwalk"}
    hello = str(PROGRAMS / "hello.byte")

    def measure(command):
        reader, writer = os.pipe()
        begin = time.perf_counter()
        pid = os.posix_spawn(paths[command], [command, hello], env,
                             file_actions=[(os.POSIX_SPAWN_DUP2, writer, 1)])
        os.close(writer)
        os.read(reader, 1)
        took = time.perf_counter() - begin
        os.waitpid(pid, 0)
        os.close(reader)
        return took
    (bare, bare_most), (ours, ours_most) = times_of(lab, measure)
    return {"median": ours < bare * 1.5 + 0.3 or (bare, ours),
            "most": ours_most < bare_most * 2 + 4 or (bare_most, ours_most)}


@check(79, "F", "the program replaces itself", camel=True)
def replaced(lab):
    child = lab.walk("await", "shown", "execv", lab.folder / "bin" / "ocamlrun", "./dummy", "ids",
                     "await", "end", "print", "x", "exit", "3")
    lab.show()
    lab.tell("shown")
    lab.note("pid ")
    lab.tell("end")
    return child.finish().seen()["out"], child.wait()


@check(80, "F", "killed at a random moment while the camel comes", camel=True)
def killed_while_it_comes(lab):
    dice = random.Random(80)
    seen = []
    for _ in range(12):
        (lab.folder / "notes").unlink(missing_ok=True)
        child = lab.walk("ids", "await", "never")
        pid = int(lab.note("pid "))
        moment = time.monotonic() + dice.random() * 0.08
        wait_until(lambda m=moment: time.monotonic() > m, "the moment")
        os.kill(pid, signal.SIGKILL)
        seen.append(child.wait_raw())
        seen += lab.left_behind(1.0)
    return seen
