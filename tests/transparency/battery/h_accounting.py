# SPDX-License-Identifier: MIT
"""H. Accounting."""

import os
import resource
import statistics

from lab import PROGRAMS
from .lab import wait_until
from .registry import Skip, check

RUNS = 40


@check(96, "H", "no usage of children at the start")
def children_usage(lab):
    lab.run("rusage")
    return [line for line in lab.notes() if line.startswith("children")]


@check(97, "H", "the program's own usage: no more memory, time within 6 ms (medians)", alone=True)
def own_usage(lab):
    for _ in range(RUNS):
        # by a small shell: who forks counts into the peak of who is executed
        for name, command in (("here", lab.w), ("bare", "ocamlrun")):
            lab.script(f"{command} ./dummy rusage; :", "dash",
                       env={"PROBE_OUT": lab.folder / name}).wait()

    def median(name, field):
        lines = [line.split() for line in (lab.folder / name).read_text().splitlines()
                 if line.startswith("own")]
        return statistics.median(int(line[line.index(field) + 1]) for line in lines)
    more = {field: median("here", field) - median("bare", field)
            for field in ("time", "maxrss", "faults")}
    return {"time": abs(more["time"]) < 6000 or more, "memory": more["maxrss"] <= 200 or more,
            "faults": more["faults"] <= 60 or more}


@check(98, "H", "what the caller is charged for: within 8 ms (median)", alone=True, probe=False,
       sanitized="instrumentation costs time")
def charged(lab):
    taken = {"ocamlrun": [], lab.w: []}
    for _ in range(RUNS):
        for command, found in taken.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            lab.start(command, PROGRAMS / "hello.byte").wait()
            lab.left_behind()
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    bare, ours = statistics.median(taken["ocamlrun"]), statistics.median(taken[lab.w])
    return {"within 8 ms": ours - bare < 0.008 or (bare, ours)}


@check(99, "H", "processes beside the program: three at most, and two once the camel is over",
       camel=True)
def tasks(lab):
    """Bare there is one; what the launcher may add is part of the promise, not a difference."""
    child = lab.walk("await", "go", "print", "x", "await", "end", "exit", "3")
    lab.show()

    def family(pid):
        found = [pid]
        for each in found:
            try:
                with open(f"/proc/{each}/task/{each}/children", encoding="ascii") as children:
                    found += [int(word) for word in children.read().split()]
            except OSError:
                pass
        return found
    extra = len(family(os.getpid())) - 2
    lab.tell("go")
    lab.show("splash ended")
    bound = 2 if lab.mode.name == "default" else 1  # the wings hear the program to its end
    wait_until(lambda: (lab.reap_orphans(child), len(family(os.getpid())) - 2 <= bound)[1],
               "only the launcher and the wings are left")
    lab.tell("end")
    return {"at most three more": extra <= 3, "status": child.wait()}


@check("99b", "H", "a tight limit of processes")
def tight(lab):
    if os.geteuid() != 0:
        raise Skip("needs root to become somebody else")
    lab.folder.chmod(0o777)

    def tighten():
        os.setgroups([])
        os.setresgid(59999, 59999, 59999)
        os.setresuid(59999, 59999, 59999)
        resource.setrlimit(resource.RLIMIT_NPROC, (2, 2))
    return lab.see("silent", "300", "print", "x", "exit", "3", setup=tighten,
                   env={"PROBE_OUT": "/dev/null"})
