# SPDX-License-Identifier: MIT
"""G. The process's context."""

import ctypes
import os
import resource
import shutil
import signal
import subprocess

from .lab import facts
from .registry import Skip, check

libc = ctypes.CDLL(None, use_errno=True)
ANOTHER = "the program is another process than the launcher"
PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_SET_TIMERSLACK, PR_SET_SECUREBITS = 1, 8, 29, 28
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_SET_THP_DISABLE = 36, 38, 41


@check(81, "G", "pid and parent's pid", parent_differs={"pid": ANOTHER, "ppid": ANOTHER})
def pids(lab):
    child = lab.walk("ids")
    status = child.wait()
    seen = facts(lab.notes())
    return {"pid": int(seen["pid"]) == child.pid, "ppid": int(seen["ppid"]) == os.getpid(),
            "status": status}


@check(82, "G", "process group and session", parent_differs={"leads its group": ANOTHER,
                                                             "leads its session": ANOTHER})
def groups(lab):
    def look(setup):
        (lab.folder / "notes").unlink(missing_ok=True)
        child = lab.walk("ids", setup=setup)
        child.wait()
        seen = {name: int(value) for name, value in facts(lab.notes()).items()}
        return child.pid, seen
    pid, seen = look(lambda: os.setpgid(0, 0))
    leader, leading = look(os.setsid)
    return {"leads its group": seen["pgid"] == seen["pid"], "group": seen["pgid"] == pid,
            "leads its session": leading["sid"] == leading["pid"],
            "session": leading["sid"] == leader == leading["pgid"],
            "same session": seen["sid"] == os.getsid(0)}


@check(83, "G", "cwd, umask, nice, scheduler, timer slack, personality, huge pages, ioprio")
def context(lab):
    def change():
        os.mkdir("deep")
        os.chdir("deep")
        os.umask(0o137)
        os.nice(7)
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
        libc.prctl(PR_SET_TIMERSLACK, 123456)
        libc.prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0)
        libc.personality(0x0040000)  # ADDR_NO_RANDOMIZE
        libc.syscall(251, 1, 0, (2 << 13) | 5)  # ioprio_set
    return [lab.see("context", setup=setup) for setup in (None, change)]


@check(84, "G", "all 16 limits")
def limits(lab):
    def change():
        for which in range(16):
            soft, hard = resource.getrlimit(which)
            if which not in (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_DATA,
                             resource.RLIMIT_NPROC) and hard > 1000:
                soft = (1 << 20) if hard == resource.RLIM_INFINITY else min(hard, 1 << 20) - 3
                resource.setrlimit(which, (soft, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (4096, 8192))
    return [lab.see("limits", setup=setup) for setup in (None, change)]


@check(85, "G", "oom_score_adj, affinity, coredump_filter, dumpable")
def machine(lab):
    def change():
        for name, value in (("oom_score_adj", "77"), ("coredump_filter", "0x13")):
            with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
                file.write(value)
        os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
    return [lab.see("machine", setup=setup) for setup in (None, change)]


@check(86, "G", "capabilities, no_new_privs, seccomp, ids, groups, securebits")
def privileges(lab):
    def change():
        libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        if os.geteuid() == 0:
            libc.prctl(PR_SET_SECUREBITS, 0x4)  # SECBIT_NO_SETUID_FIXUP
            libc.prctl(24, 12)  # PR_CAPBSET_DROP, CAP_NET_ADMIN
            os.setgroups([1, 2, 33])
            os.setresgid(1, 1, 1)
            os.setresuid(65534, 65534, 65534)
    lab.folder.chmod(0o777)
    lab.run("status", "prctl")
    lab.run("status", "prctl", setup=change)
    # how the program dies with its launcher is another check's subject
    return [line for line in lab.notes() if not line.startswith("death signal")]


@check(87, "G", "cgroup, namespaces, keyring, loginuid, label")
def spaces(lab):
    return lab.see("spaces")


@check(88, "G", "the caller's PR_SET_PDEATHSIG", parent_differs={
    "death signal": "it is how the program dies with its launcher; the caller's own is not "
                    "inherited over fork, prctl(2)"})
def death_signal(lab):
    status = lab.run("prctl", setup=lambda: libc.prctl(PR_SET_PDEATHSIG, signal.SIGUSR2)).status
    return {"death signal": facts(lab.notes())["death signal"], "status": status}


@check(89, "G", "PR_SET_CHILD_SUBREAPER set by the caller", parent_differs={
    "subreaper": "it is not inherited over fork, prctl(2)"})
def subreaper(lab):
    status = lab.run("prctl", setup=lambda: libc.prctl(PR_SET_CHILD_SUBREAPER, 1)).status
    return {"subreaper": facts(lab.notes())["subreaper"], "status": status}


@check(90, "G", "a child inherited over exec", parent_differs={
    "wait": "whose child a process is cannot be changed"})
def inherited_child(lab):
    def have_child():
        if os.fork() == 0:
            os._exit(5)
    status = lab.run("wait", "exit", "3", setup=have_child).status
    return {"wait": lab.notes(), "status": status}


@check(91, "G", "no child that is a surprise, no SIGCHLD", camel=True)
def no_child(lab):
    child = lab.walk("await", "shown", "children", "signals", "wait", "print", "x", "take",
                     "end")
    lab.show()
    lab.tell("shown")
    lab.hear("taking")
    lab.show("splash ended")
    lab.tell("end")
    return child.wait(), lab.notes()


def first_of_namespace(lab, *words):
    """The program as process 1; a shell outside knows its pid."""
    if subprocess.run(["unshare", "-pf", "true"], check=False, capture_output=True).returncode != 0:
        raise Skip("no pid namespace can be made here")
    return lab.start("unshare", "-pf", "--kill-child", lab.w, "./dummy", *words)


@check(92, "G", "process 1 of a namespace: SIGTERM is ignored", parent_differs={
    "SIGTERM": "the program is not process 1 itself, so that the kernel does not shield it"})
def first(lab):
    child = first_of_namespace(lab, "touch", "on", "await", "go", "exit", "3")
    lab.hear("on")
    target = lab_children(child.pid)[0]
    os.kill(target, signal.SIGTERM)
    try:
        child.wait(0.5)  # the time in which it is not to end
    except AssertionError:
        lab.tell("go")
    return {"SIGTERM": child.wait()}


@check("92b", "G", "process 1 of a namespace: status, and who is left there ends")
def first_status(lab):
    child = first_of_namespace(lab, "late", "never", "exit", "3")
    return child.wait()


def lab_children(pid):
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as children:
        return [int(word) for word in children.read().split()]


@check(93, "G", "systemd's LISTEN_PID names the program", parent_differs={
    "named": "the supervisor names the process that it started"})
def listen(lab):
    status = lab.script("LISTEN_PID=$$ LISTEN_FDS=1 exec $W ./dummy ids env").wait()
    notes = lab.notes()
    pid = facts(notes)["pid"]
    return {"named": any(line.startswith(f"env LISTEN_PID={pid} ") for line in notes),
            "status": status}


@check("93b", "G", "sd_notify: a NOTIFY_SOCKET that is there stays")
def notify_socket(lab):
    lab.run("env", env={"NOTIFY_SOCKET": "/run/somebody/notify"})
    return [line for line in lab.notes() if "NOTIFY" in line]


@check(94, "G", "strace that follows no children sees the program", parent_differs={
    "seen": "a tracer of the launcher has to be told to follow its child"},
       sanitized="strace and the leak sanitizer both trace")
def traced(lab):
    if shutil.which("strace") is None:
        raise Skip("no strace here")
    child = lab.start("strace", "-e", "trace=write", "-o", "strace", lab.w, "./dummy", "print",
                      "to-be-seen", "exit", "3")
    outcome = child.finish()
    return {"seen": "to-be-seen" in (lab.folder / "strace").read_text(), "status": outcome.status,
            "out": outcome.out}


@check(95, "G", "the start folder can be unmounted when the program has left it", camel=True)
def unmounted(lab):
    if os.geteuid() != 0:
        raise Skip("needs root")
    mount = lab.folder / "mount"
    mount.mkdir()
    if lab.start("mount", "-t", "tmpfs", "none", mount).wait() != 0:
        raise Skip("nothing can be mounted here")
    try:
        child = lab.walk("await", "../shown", "chdir", "/", "await", lab.folder / "end",
                         setup=lambda: os.chdir("mount"))
        lab.show()
        lab.tell("shown")
        lab.note("chdir")
        unmounted_now = lab.start("umount", mount).wait()
        lab.tell("end")
        return unmounted_now, child.wait()
    finally:
        lab.start("umount", "-l", mount, stderr=os.open("/dev/null", os.O_WRONLY)).wait()
