# SPDX-License-Identifier: MIT
"""B. File descriptors."""

import contextlib
import errno
import fcntl
import os
import re
import resource
import select
import shutil
import signal
import socket
import struct
import tempfile

from .lab import PROBE
from .registry import Skip, check

CLOSE_TIMES = 60


def plain(notes):
    """Without the numbers of pipes, sockets and terminals."""
    return [re.sub(r"(pipe|socket|/dev/pts/|inode):?\[?\d+\]?", r"\1", line) for line in notes]


def ended(fd, deadline_s=10):
    """Whether the other end of a pipe or socket is closed, within a time."""
    poll = select.poll()
    poll.register(fd, select.POLLIN | select.POLLHUP)
    if not poll.poll(deadline_s * 1000):
        return False
    return os.read(fd, 1) == b""


@contextlib.contextmanager
def open_ends(kind, folder):
    """Descriptors for 0, 1 and 2 of a kind."""
    if kind == "tty":
        master, slave = os.openpty()
        fds = [slave, master]
        ends = [slave] * 3
    elif kind == "pipe":
        fds = [*os.pipe(), *os.pipe()]
        ends = [fds[0], fds[3], fds[3]]
    elif kind == "fifo":
        os.mkfifo(folder / "fifo")
        fds = [os.open(folder / "fifo", os.O_RDWR)]
        ends = fds * 3
    elif kind == "socketpair":
        pair = socket.socketpair()
        fds = [end.detach() for end in pair]
        ends = [fds[0]] * 3
    elif kind == "memfd":
        fds = [os.memfd_create("odd")]
        os.write(fds[0], b"12345")
        ends = fds * 3
    elif kind == "file":
        fds = [os.open(folder / "file", os.O_RDWR | os.O_CREAT, 0o600)]
        os.write(fds[0], b"123")
        ends = fds * 3
    else:
        fds = [os.open("/dev/null", os.O_RDWR)]
        ends = fds * 3
    try:
        yield ends
    finally:
        for fd in fds:
            os.close(fd)


@check(11, "B", "the table at start: tty, pipe, fifo, file, socket, memfd, null")
def table(lab):
    for kind in ("tty", "pipe", "fifo", "file", "socketpair", "memfd", "null"):
        with open_ends(kind, lab.folder) as (stdin, stdout, stderr):
            lab.run("note", kind, "fds", stdin=stdin, stdout=stdout, stderr=stderr)
    return plain(lab.notes())


@check(12, "B", "closed on entry: 0, 1, 2, 0 and 2, all")
def closed(lab):
    return [lab.see("fds", "print", "x", "exit", "3", close=gone)
            for gone in ((0,), (1,), (2,), (0, 2), (0, 1), (1, 2), (0, 1, 2))]


@check("12b", "B", "closed on entry, with a camel", camel=True)
def closed_with_camel(lab):
    statuses = []
    for count, gone in enumerate(((0,), (1,), (2,), (0, 1, 2))):
        child = lab.walk("await", f"end{count}", "fds", "exit", "3", close=gone)
        lab.show()
        lab.tell(f"end{count}")
        statuses.append(child.wait())
        lab.left_behind()
        lab.trace.path.unlink(missing_ok=True)
    return statuses, plain(lab.notes())


@check(13, "B", "further descriptors: a non-blocking pipe, an append file, close-on-exec")
def further(lab):
    reader, writer = os.pipe2(os.O_NONBLOCK)
    log = os.open(lab.folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(log, b"abc")
    try:
        lab.run("fds", fds={7: writer, 9: log, 12: reader},
                setup=lambda: fcntl.fcntl(12, fcntl.F_SETFD, fcntl.FD_CLOEXEC))
    finally:
        for fd in (reader, writer, log):
            os.close(fd)
    return plain(lab.notes())


MAKEFILE = """
all: a b c d e f sub
a b c d e f: ; @$W ./dummy silent 30 touch made-$@
sub: ; +@$W ./dummy note jobserver fds; $(MAKE) -f makefile g h
g h: ; @$W ./dummy silent 10 touch made-$@
"""


@check(14, "B", "make's jobserver: descriptors handed on, no token lost")
def jobserver(lab):
    (lab.folder / "makefile").write_text(MAKEFILE.replace("$W", lab.w))
    outcome = lab.start("make", "-f", "makefile", "-j4").finish()
    made = sorted(path.name for path in lab.folder.glob("made-*"))
    # standard input goes to one recipe at a time, to whichever is first
    notes = [line for line in plain(lab.notes()) if not line.startswith("fd 0 ")]
    return outcome.status, outcome.err, made, notes


# What make 4.4 does by itself: the tokens are in a fifo, whose name is in MAKEFLAGS.
FIFO_JOBS = """
mkfifo jobs && exec 9<>jobs && printf +-+ >&9
export MAKEFLAGS="-j4 --jobserver-auth=fifo:$PWD/jobs"
for job in a b c d e f; do
    $W ./dummy execv /bin/bash -c '
        exec 8<>"${MAKEFLAGS##*fifo:}" 9>&-
        read -r -N 1 token <&8; sleep 0.03; touch "made-$0"; printf %s "$token" >&8' $job 9>&- &
done
wait
read -r -t 1 -N 3 tokens <&9
read -r -t 0.05 -N 1 more <&9
echo "$tokens" | fold -w 1 | sort | tr -d '\\n'
echo "; more: $more"
"""


@check("14b", "B", "a jobserver by the name of a fifo: no token lost, nobody holds the fifo")
def fifo_jobserver(lab):
    outcome = lab.script(FIFO_JOBS).finish()
    made = sorted(path.name for path in lab.folder.glob("made-*"))
    try:
        os.close(os.open(lab.folder / "jobs", os.O_WRONLY | os.O_NONBLOCK))
        held = True
    except OSError as error:
        held = error.errno != errno.ENXIO
    return outcome.status, outcome.out, outcome.err, made, held


@check(15, "B", "the program closes 1 and 2 and lives: end-of-file at once", camel=True)
def closes_output(lab):
    (out, out_end), (err, err_end) = os.pipe(), os.pipe()
    child = lab.walk("await", "shown", "close", "1", "close", "2", "await", "end", stdout=out_end,
                     stderr=err_end)
    os.close(out_end)
    os.close(err_end)
    lab.show()
    lab.tell("shown")
    seen = [ended(out), ended(err)]
    lab.tell("end")
    os.close(out)
    os.close(err)
    return seen, child.wait()


@check(16, "B", "the program closes 0: EPIPE for who writes to it", camel=True)
def closes_input(lab):
    reader, writer = os.pipe()
    child = lab.walk("await", "shown", "close", "0", "touch", "closed", "await", "end",
                     stdin=reader)
    os.close(reader)
    lab.show()
    lab.tell("shown")
    lab.hear("closed")
    try:
        seen = os.write(writer, b"x")
    except OSError as error:
        seen = errno.errorcode[error.errno]
    lab.tell("end")
    os.close(writer)
    return seen, child.wait()


@check(17, "B", "the program closes an inherited descriptor: end-of-file", camel=True)
def closes_further(lab):
    ours, theirs = socket.socketpair()
    child = lab.walk("await", "shown", "close", "7", "touch", "closed", "await", "end",
                     fds={7: theirs.fileno()})
    theirs.close()
    lab.show()
    lab.tell("shown")
    lab.hear("closed")
    seen = ended(ours.fileno(), 5)
    lab.tell("end")
    ours.close()
    return seen, child.wait()


@check(18, "B", "the end of the output is there when the end of the program is known")
def end_of_file(lab):
    late = {"pipe": 0, "socket": 0}
    for kind in late:
        for _ in range(CLOSE_TIMES):
            if kind == "pipe":
                reader, writer = os.pipe()
            else:
                reader, writer = (end.detach() for end in socket.socketpair())
            child = lab.walk("print", "x", stdout=writer)
            os.close(writer)
            child.wait()
            poll = select.poll()
            poll.register(reader, select.POLLHUP)
            late[kind] += not any(event & select.POLLHUP for _, event in poll.poll(0))
            os.close(reader)
    return {f"more than one of {CLOSE_TIMES} late, {kind}": count > 1
            for kind, count in late.items()}


@check(19, "B", "O_NONBLOCK of a shared description stays as it was")
def nonblocking(lab):
    seen = []
    for flags in (0, os.O_NONBLOCK):
        reader, writer = os.pipe2(flags)
        child = lab.walk("silent", "20", "print", "x", stdout=writer)
        seen.append((child.wait(), [fcntl.fcntl(fd, fcntl.F_GETFL) for fd in (reader, writer)]))
        os.close(reader)
        os.close(writer)
    return seen


@check(20, "B", "two programs, one offset")
def offset(lab):
    status = lab.script("($W ./dummy print first; $W ./dummy print second; echo third) >f").wait()
    return status, (lab.folder / "f").read_text()


@check(21, "B", "two writers append: no line lost")
def append(lab):
    words = " ".join(["print line"] * 300)
    status = lab.script(f"$W ./dummy {words} >>f & $W ./dummy {words} >>f; wait").wait()
    return status, (lab.folder / "f").read_text().count("line\n")


@check(22, "B", "/dev/full", probe=False, camel=True)
def full(lab):
    with open("/dev/full", "wb") as device:
        child = lab.byte("speak.byte", "await", "end", "print", "x", stdout=device.fileno())
        lab.show()
        lab.tell("end")
        seen = [child.finish().seen()]
        seen.append(lab.byte("hello.byte", stdout=device.fileno()).finish().seen())
    return seen


@check(23, "B", "the reader is gone: SIGPIPE, or EPIPE where that is ignored", probe=False)
def reader_gone(lab):
    seen = []
    for ignored in (False, True):
        reader, writer = os.pipe()
        os.close(reader)
        handler = signal.SIG_IGN if ignored else signal.SIG_DFL
        for program in ("hello.byte", "speak.byte"):
            child = lab.byte(program, "print", "x", stdout=writer,
                             setup=lambda how=handler: signal.signal(signal.SIGPIPE, how))
            seen.append(child.finish().seen())
        os.close(writer)
    script = lab.script("$W " + str(PROBE.parent.parent / "programs" / "hello.byte") +
                        " | true; echo ${PIPESTATUS[1]}; yes | head -c 10 | wc -c")
    return seen, script.finish().status


@check(24, "B", "a full non-blocking pipe")
def full_pipe(lab):
    reader, writer = os.pipe2(os.O_NONBLOCK)
    seen = lab.see("fill", stdout=writer)
    os.close(reader)
    os.close(writer)
    return seen


@check(25, "B", "a flock through an inherited descriptor is free when the program frees it",
       camel=True)
def file_lock(lab):
    path = lab.folder / "lock"
    held = os.open(path, os.O_RDWR | os.O_CREAT)
    fcntl.flock(held, fcntl.LOCK_EX)
    child = lab.walk("await", "shown", "close", "8", "touch", "closed", "await", "end",
                     fds={8: held})
    os.close(held)
    lab.show()
    seen = []
    for step in ("shown", "closed"):
        if step == "closed":
            lab.tell("shown")
            lab.hear("closed")
        other = os.open(path, os.O_RDWR)
        try:
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
            seen.append("free")
        except BlockingIOError:
            seen.append("held")
        os.close(other)
    lab.tell("end")
    return seen, child.wait()


@check(26, "B", "a POSIX lock that the caller took before exec", camel=True, parent_differs={
    "held": "POSIX locks belong to a process and are not inherited over fork, fcntl(2)"})
def posix_lock(lab):
    path = lab.folder / "lock"
    path.touch()

    def take():
        fd = os.open(path, os.O_RDWR)
        os.set_inheritable(fd, True)
        fcntl.lockf(fd, fcntl.LOCK_EX)
    child = lab.walk("touch", "ready", "await", "end", setup=take)
    lab.hear("ready")
    lab.show()
    fd = os.open(path, os.O_RDWR)
    query = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
    answer = struct.unpack("hhqqi4x", fcntl.fcntl(fd, fcntl.F_GETLK, query))
    os.close(fd)
    lab.tell("end")
    return {"held": answer[0] != fcntl.F_UNLCK, "status": child.wait()}


@check(27, "B", "standard input that the shell has read from already")
def partly_read(lab):
    (lab.folder / "f").write_text("one\ntwo\nthree\n")
    return lab.script("{ read l; $W ./dummy read; $W ./dummy cat; } <f").finish().seen()


@check(28, "B", "odd outputs: O_TMPFILE, deleted, memfd, socket, fifo; the camel leaves",
       camel=True)
def odd_outputs(lab):
    seen = []

    def one(name, writer, read):
        child = lab.walk("await", f"say-{name}", "put", "bytes", "await", f"end-{name}",
                         stdout=writer)
        lab.show()
        lab.tell(f"say-{name}")
        lab.show("splash ended")
        lab.tell(f"end-{name}")
        seen.append((name, child.wait(), read()))
        lab.left_behind()
        lab.trace.path.unlink(missing_ok=True)

    with tempfile.TemporaryFile(dir=lab.folder) as unnamed:  # O_TMPFILE
        one("unnamed", unnamed.fileno(), lambda: os.pread(unnamed.fileno(), 9, 0))
    with open(lab.folder / "deleted", "w+b") as file:
        os.unlink(file.name)
        one("deleted", file.fileno(), lambda: os.pread(file.fileno(), 9, 0))
    memfd = os.memfd_create("odd")
    one("memfd", memfd, lambda: os.pread(memfd, 9, 0))
    os.close(memfd)
    ours, theirs = socket.socketpair()
    one("socket", theirs.fileno(), lambda: ours.recv(9))
    ours.close()
    theirs.close()
    return seen


@check("28b", "B", "a block device as output")
def block_device(lab):
    image = lab.folder / "image"
    image.write_bytes(bytes(1 << 20))
    if shutil.which("losetup") is None or os.geteuid() != 0:
        raise Skip("needs root and losetup")
    made = lab.start("losetup", "--find", "--show", image)
    if made.wait() != 0:
        raise Skip("no loop device can be made here")
    device = (lab.folder / "out").read_text().strip()
    try:
        fd = os.open(device, os.O_RDWR)
        status = lab.walk("silent", "20", "put", "bytes", stdout=fd).wait()
        seen = status, os.pread(fd, 9, 0)
        os.close(fd)
    finally:
        lab.start("losetup", "--detach", device).wait()
    return seen


@check(29, "B", "RLIMIT_NOFILE 4")
def few(lab):
    return lab.see("print", "x", "exit", "3", fds={}, env={"PROBE_OUT": "/dev/null"},
                   setup=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4)))


