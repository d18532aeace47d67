# SPDX-License-Identifier: MIT
"""J. Faults of the system: whatever is refused, the program runs as it does bare."""

import contextlib
import os
import resource
import shutil
import signal
import subprocess

from lab import PROGRAMS, SPEAK
from .lab import DENY
from .registry import Skip, check

NOBODY = 59998
WORDS = ("silent", "160", "print", "out", "eprint", "aside", "exit", "7")


def need_root():
    if os.geteuid() != 0:
        raise Skip("needs root")


def need_mounts():
    need_root()
    if subprocess.run(["unshare", "-m", "true"], check=False, capture_output=True).returncode != 0:
        raise Skip("no mount namespace can be made here")


def become_nobody(user=NOBODY):
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def soon(lab):
    """The camel comes before the program speaks."""
    return {"PROBE_OUT": "/dev/null", "OCAMLWALK": f"{lab.env['OCAMLWALK']} --delay=40"}


def both(lab, *prefix, **more):
    """The probe and a real bytecode program, under a command."""
    env = {**soon(lab), **more.pop("env", {})}
    seen = []
    for program, path in (("./dummy", lab.env["PATH"]), (SPEAK, lab.env["PATH"].partition(":")[2])):
        child = lab.start(*prefix, lab.w, program, *WORDS, env={**env, "PATH": path}, **more)
        seen.append(child.finish().seen())
        for name in ("out", "err"):
            with contextlib.suppress(FileNotFoundError):
                (lab.folder / name).unlink()
    return seen


@check(108, "J", "fork refused: RLIMIT_NPROC")
def no_fork(lab):
    need_root()
    lab.folder.chmod(0o777)

    def forbid():
        become_nobody()
        resource.setrlimit(resource.RLIMIT_NPROC, (1, 1))
    return lab.see(*WORDS, setup=forbid, env=soon(lab))


@check("108b", "J", "fork refused: a pids cgroup")
def no_fork_cgroup(lab):
    need_root()
    group = f"/sys/fs/cgroup/pids/ocamlwalk-{os.getpid()}"
    try:
        os.mkdir(group)
    except OSError:
        raise Skip("no pids cgroup can be made here") from None
    try:
        def join():
            with open(f"{group}/cgroup.procs", "w", encoding="ascii") as file:
                file.write(str(os.getpid()))
            with open(f"{group}/pids.max", "w", encoding="ascii") as file:
                file.write("1")
        return lab.see(*WORDS, setup=join, env=soon(lab))
    finally:
        lab.left_behind()
        os.rmdir(group)


@check("108c", "J", "fork refused: EAGAIN from clone, from vfork, from both")
def no_fork_seccomp(lab):
    return [both(lab, DENY, "EAGAIN", calls)[0]
            for calls in ("fork,plain_fork", "vfork", "fork,plain_fork,vfork")]


@check(109, "J", "few descriptors: 3, 4, 5, 6, 8, 12", sanitized="its loader needs some itself")
def few_descriptors(lab):
    seen = []
    for count in (3, 4, 5, 6, 8, 12):
        def limit(most=count):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        if count > 3:
            seen.append(lab.see(*WORDS, setup=limit, env=soon(lab)))
        env = {"PATH": lab.env["PATH"].partition(":")[2]}
        seen.append(lab.start(lab.w, PROGRAMS / "hello.byte", setup=limit, env=env).finish().seen())
    return seen


@check(110, "J", "little memory: RLIMIT_AS, a memory cgroup",
       sanitized="it reserves terabytes of address space")
def little_memory(lab):
    seen = both(lab, "prlimit", "--as=60000000")
    group = f"/sys/fs/cgroup/memory/ocamlwalk-{os.getpid()}"
    try:
        os.mkdir(group)
        with open(f"{group}/memory.limit_in_bytes", "w", encoding="ascii") as file:
            file.write("8M")
    except OSError:
        return seen  # no such cgroup here: the same in all modes

    def join():
        with open(f"{group}/cgroup.procs", "w", encoding="ascii") as file:
            file.write(str(os.getpid()))
    try:
        return seen + both(lab, setup=join)
    finally:
        lab.left_behind()
        os.rmdir(group)


@check(111, "J", "no /proc", sanitized="it reads /proc/self/maps")
def no_proc(lab):
    need_mounts()
    line = 'mount -t tmpfs none /proc && exec "$@"'
    return both(lab, "unshare", "-m", "sh", "-c", line, "sh")


@check("111b", "J", "hidepid=2, as somebody who is not root")
def hidden_proc(lab):
    need_mounts()
    lab.folder.chmod(0o777)
    line = 'mount -t proc -o hidepid=2 none /proc && exec setpriv --reuid=%d --regid=%d ' \
           '--clear-groups "$@"' % (NOBODY, NOBODY)
    return both(lab, "unshare", "-mpf", "--kill-child", "sh", "-c", line, "sh")


def without_inotify(lab, limit):
    """In a user namespace of its own, whose limit is nobody else's."""
    need_root()
    line = f'echo 0 >/proc/sys/user/{limit} && exec "$@"'
    probe = lab.start("unshare", "-U", "-r", "sh", "-c", line, "sh", "true", stderr=null())
    if probe.wait() != 0:
        raise Skip("no user namespace can be made here")
    return both(lab, "unshare", "-U", "-r", "sh", "-c", line, "sh")


@check(112, "J", "no inotify instance left")
def no_instances(lab):
    return without_inotify(lab, "max_inotify_instances")


@check("112b", "J", "no inotify watch left: a user namespace's limit 0")
def no_watches(lab):
    return without_inotify(lab, "max_inotify_watches")


def null():
    return os.open("/dev/null", os.O_WRONLY)


@check("112c", "J", "another user's tty")
def foreign_terminal(lab):
    need_root()
    lab.folder.chmod(0o777)
    master, slave = lab.terminal()
    os.fchmod(slave, 0o600)
    child = lab.walk(*WORDS, stdin=slave, stdout=slave, stderr=slave, setup=become_nobody,
                     env=soon(lab))
    status = child.wait()
    os.close(slave)
    shown = b""
    with contextlib.suppress(OSError):  # once nobody has the other end
        while more := os.read(master, 1000):
            shown += more
    os.close(master)
    return status, shown


@check(113, "J", "seccomp: pidfd_open, inotify_init1, close_range, socketpair, prctl, setsid …",
       sanitized="its run-time needs some of them", deadline_s=90)
def seccomp(lab):
    return [(name, answer, both(lab, DENY, answer, name)) for answer, name in (
        ("ENOSYS", "pidfd_open,inotify_init1,close_range"), ("EPERM", "pidfd_open"),
        ("EPERM", "inotify_init1"), ("EPERM", "close_range"), ("ENOSYS", "inotify_add_watch"),
        ("EPERM", "socketpair"), ("EPERM", "prctl"), ("EPERM", "socket"), ("EPERM", "setsid"),
        ("EPERM", "fork,plain_fork"), ("ENOSYS", "vfork"))]


@check(114, "J", "a read-only file system", sanitized="it writes its log")
def read_only(lab):
    need_mounts()
    line = 'mount -o remount,bind,ro / 2>/dev/null; for f in /tmp /var/tmp /root /dev/shm; do ' \
           'mount --bind $f $f && mount -o remount,bind,ro $f; done; exec "$@"'
    return both(lab, "unshare", "-m", "sh", "-c", line, "sh", env={"HOME": "/nowhere"},
                stdout=os.open(lab.folder / "o", os.O_WRONLY | os.O_CREAT),
                stderr=os.open(lab.folder / "e", os.O_WRONLY | os.O_CREAT)), \
        (lab.folder / "o").read_bytes(), (lab.folder / "e").read_bytes()


@check("114b", "J", "no HOME, no XDG folder, no PATH; an empty environment", probe=False,
       sanitized="its options stand in the environment")
def no_environment(lab):
    path = shutil.which(lab.w, path=lab.env["PATH"])
    seen = []
    for env in ({}, {"DISPLAY": lab.display}, {"HOME": ""}, {"PATH": ""}, {"HOME": "relative"}):
        if not lab.mode.display:
            env.pop("DISPLAY", None)
        seen.append(lab.start(path, SPEAK, *WORDS, whole_env=env).finish().seen())
    return seen


@check("114c", "J", "a current folder that is deleted")
def deleted_folder(lab):
    line = 'mkdir gone; cd gone; rmdir ../gone; exec "$@"'
    return both(lab, "sh", "-c", line, "sh")


@check("114d", "J", "a config file that is a directory, a fifo, unreadable, empty")
def odd_config(lab):
    seen = []
    for kind in ("directory", "fifo", "unreadable", "empty"):
        home = lab.folder / kind
        (home / "ocamlwalk").mkdir(parents=True)
        path = home / "ocamlwalk" / "options"
        if kind == "directory":
            path.mkdir()
        elif kind == "fifo":
            os.mkfifo(path)
        else:
            path.touch()
            path.chmod(0o000 if kind == "unreadable" else 0o644)
        seen.append(lab.see("print", "x", "exit", "3", env={"XDG_CONFIG_HOME": home}))
    return seen


@check(121, "J", "an old kernel: no pidfd, no close_range; signals and statuses there",
       sanitized="its run-time needs some of them")
def old_kernel(lab):
    seen = []
    for number in (signal.SIGTERM, signal.SIGUSR1):
        child = lab.start(DENY, "ENOSYS", "pidfd_open,close_range", lab.w, "./dummy",
                          "handle", "10", "ids", "await", "never")
        lab.note("pid ")
        child.kill(number)
        if number == signal.SIGUSR1:
            lab.note("handled 10")
            child.kill(signal.SIGKILL)
        seen.append(child.wait())
        (lab.folder / "notes").unlink()
    return seen


@check(122, "J", "200 launches at a time: nothing left", deadline_s=60)
def parallel(lab):
    children = [lab.walk("silent", "50", "exit", str(n % 256), env={"PROBE_OUT": "/dev/null"})
                for n in range(200)]
    return [child.wait() for child in children], lab.left_behind()
