# SPDX-License-Identifier: MIT
"""Whatever standard output is, the same bytes and the same status come out of it as from bare
ocamlrun, and where output is visible, the camel goes at the first byte.
"""

import contextlib
import fcntl
import os
import pty
import socket
import subprocess
import threading

import pytest

from lab import OCAMLWALK, SPEAK, SPEAK_C, Trace, read_soon, wait_until

TALK = ["print", "first", "eprint", "aside", "put", "no end of line", "fork-print", "of a child",
        "flood", "200000", "exit", "7"]


class Output:
    """Somewhere for a program to write to, read from the moment it is made."""

    def __init__(self, kind: str, folder):
        self.kind = kind
        self.path = folder / f"{kind}.{len(list(folder.iterdir()))}"
        self.bytes = b""
        self.reader = None
        self.kept = None
        self.fd = getattr(self, "open_" + kind.replace("-", "_"))()

    def follow(self, fd: int):
        def read():
            with contextlib.suppress(OSError):  # a terminal's end-of-file is EIO
                while more := os.read(fd, 65536):
                    self.bytes += more
            os.close(fd)

        self.reader = threading.Thread(target=read, daemon=True)
        self.reader.start()

    def open_pipe(self):
        reader, writer = os.pipe()
        self.follow(reader)
        return writer

    def open_terminal(self):
        master, slave = pty.openpty()
        self.follow(master)
        return slave

    def open_fifo(self):
        os.mkfifo(self.path)
        reader = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK)
        writer = os.open(self.path, os.O_WRONLY)  # first, or the reader meets end-of-file
        os.set_blocking(reader, True)
        self.follow(reader)
        return writer

    def open_socket(self):
        ours, theirs = socket.socketpair()
        self.follow(ours.detach())
        return theirs.detach()

    def open_file(self):
        return os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o644)

    def open_appended_file(self):
        self.path.write_bytes(b"before ")
        return os.open(self.path, os.O_WRONLY | os.O_APPEND)

    def open_deleted_file(self):
        fd = self.open_file()
        self.kept = os.open(self.path, os.O_RDONLY)
        self.path.unlink()
        return fd

    def open_dev_null(self):
        return os.open("/dev/null", os.O_WRONLY)

    def open_dev_full(self):
        return os.open("/dev/full", os.O_WRONLY)

    def let_go(self):
        """Closes our copy of the end that the program writes to, or no end-of-file would come."""
        os.close(self.fd)

    def collect(self) -> bytes:
        if self.reader:
            self.reader.join(10)
            assert not self.reader.is_alive(), "no end-of-file: somebody kept standard output open"
        elif self.kept is not None:
            self.bytes = os.read(self.kept, 1 << 20)
            os.close(self.kept)
        elif self.path.exists():
            self.bytes = self.path.read_bytes()
        return self.bytes


VISIBLE = ["pipe", "terminal", "fifo", "socket", "file", "appended-file", "deleted-file"]
INVISIBLE = ["dev-null", "dev-full"]


def outcome(start, kind, folder, program):
    output = Output(kind, folder)
    launch = start(program, *TALK, stdout=output.fd)
    output.let_go()
    status, _, err = launch.finish()
    return status, output.collect(), err


@pytest.mark.parametrize("program", [SPEAK, SPEAK_C], ids=["bytecode", "native"])
@pytest.mark.parametrize("kind", VISIBLE + INVISIBLE)
def test_same_bytes_and_status(launcher, screen, kind, program):
    """Bytes, order, status and stderr are those of the bare program."""
    folder = launcher.folder / "out"
    folder.mkdir()

    def bare(path, *words, **more):
        return (launcher.start if path == SPEAK_C else launcher.bare)(path, *words, **more)

    def walk(*words, **more):
        return launcher.walk(*words, options=["--delay=0"], display=screen.name, **more)

    expected = outcome(bare, kind, folder, program)
    assert outcome(walk, kind, folder, program) == expected
    if kind in VISIBLE:
        assert expected[1].count(b"x") == 200000, "the bare run must have spoken"


@pytest.mark.parametrize("kind", VISIBLE)
def test_camel_goes_at_the_first_byte(launcher, screen, kind):
    """The camel walks while the program is silent, and is gone while it still runs."""
    folder = launcher.folder / "out"
    folder.mkdir()
    output = Output(kind, folder)
    launch = launcher.walk(SPEAK, "await", "speak", "put", "x", "await", "end", display=screen.name,
                           options=["--delay=0"], stdout=output.fd)
    output.let_go()
    launch.trace.wait_for("first frame")
    launch.tell("speak")
    launch.trace.wait_for("sign of life", sign="output")
    launch.trace.wait_for("splash ended")
    assert launch.process.poll() is None, "the program is still running"
    launch.tell("end")
    assert launch.finish().status == 0
    assert output.collect().endswith(b"x")


@pytest.mark.parametrize("kind", ["pipe", "terminal", "file"])
def test_camel_goes_at_the_first_byte_of_stderr(launcher, screen, kind):
    """Standard error counts as much as standard output."""
    folder = launcher.folder / "out"
    folder.mkdir()
    output = Output(kind, folder)
    launch = launcher.walk(SPEAK, "await", "speak", "eprint", "x", "await", "end",
                           display=screen.name, options=["--delay=0"], stderr=output.fd)
    output.let_go()
    launch.trace.wait_for("first frame")
    launch.tell("speak")
    launch.trace.wait_for("sign of life", sign="output")
    launch.trace.wait_for("splash ended")
    assert launch.process.poll() is None
    launch.tell("end")
    assert launch.finish().status == 0
    assert output.collect().startswith(b"x")


def test_output_of_a_child_counts(launcher, screen):
    """What a child of the program prints is the program's output."""
    launch = launcher.walk(SPEAK, "await", "speak", "fork-print", "child", "await", "end",
                           display=screen.name, options=["--delay=0"])
    launch.trace.wait_for("first frame")
    launch.tell("speak")
    launch.trace.wait_for("sign of life", sign="output")
    launch.tell("end")
    assert launch.finish().out == b"child\n"


def test_foreign_output_does_not_count(launcher, screen):
    """Another process that writes into the same file does not send the camel away."""
    path = launcher.folder / "shared"
    with open(path, "wb", buffering=0) as shared:
        launch = launcher.walk(SPEAK, "await", "speak", "print", "mine", "await", "end",
                               display=screen.name, options=["--delay=0"], stdout=shared)
        launch.trace.wait_for("first frame")
        for _ in range(20):
            shared.write(b"not mine\n")
            seen = len(launch.trace.events())
            wait_until(lambda: len(launch.trace.events()) > seen, "the camel walks on")
        assert not launch.trace.find("sign of life")
        launch.tell("speak")
        launch.trace.wait_for("sign of life", sign="output")
        launch.tell("end")
        assert launch.finish().status == 0
    assert path.read_bytes().endswith(b"mine\n")


def test_camel_stays_while_output_is_thrown_away(launcher, screen):
    """What is written to /dev/null nobody sees: the camel stays to the end, and no longer."""
    launch = launcher.walk(SPEAK, "await", "speak", "print", "x", "touch", "spoken", "await", "end",
                           display=screen.name, options=["--delay=0"], stdout=subprocess.DEVNULL)
    launch.trace.wait_for("first frame")
    launch.tell("speak")
    launch.hear("spoken")
    launch.tell("end")
    assert launch.finish().status == 0
    launch.trace.wait_for("splash ended")


@pytest.mark.parametrize("closed", [[0], [1], [2], [0, 2], [0, 1, 2]], ids=str)
def test_closed_on_entry(launcher, screen, closed):
    """Descriptors that the caller closed are closed in the program too, and none is added."""
    redirections = " ".join(f"{fd}>&-" for fd in closed)
    closing = ["sh", "-c", f'exec "$@" {redirections}', "sh"]
    trace = Trace(launcher.folder / "trace-closed")
    ours = [OCAMLWALK, "--sound=off", "--delay=0", f"--trace={trace.path}"]
    launch = launcher.start(*closing, *ours, SPEAK_C, "touch", "up", "await", "end", "exit", "3",
                            display=screen.name, trace=trace)
    launch.hear("up")
    table = f"/proc/{launch.program_pid()}/fd"
    expected = [fd for fd in range(3) if fd not in closed]
    # the file that it has touched may be open for a moment yet
    wait_until(lambda: sorted(map(int, os.listdir(table))) == expected, "the others are open")
    launch.tell("end")
    assert launch.finish() == (3, b"", b"")


def test_program_that_closes_its_output(launcher, screen):
    """A program that closes its output and lives gives its reader end-of-file at once."""
    launch = launcher.walk(SPEAK, "await", "close", "print", "last", "close", "1", "close", "2",
                           "await", "end", display=screen.name, options=["--delay=0"])
    launch.trace.wait_for("first frame")
    launch.tell("close")
    assert launch.read_to_end(launch.process.stdout) == b"last\n"
    assert launch.read_to_end(launch.process.stderr) == b""
    assert launch.process.poll() is None, "end-of-file came from the program, not from its end"
    launch.tell("end")
    assert launch.process.wait(15) == 0


def test_program_that_closes_its_input(launcher, screen):
    """Who writes to a program that closed its input gets EPIPE: nobody else holds the pipe."""
    launch = launcher.walk(SPEAK, "close", "0", "touch", "closed", "await", "end",
                           display=screen.name, options=["--delay=0"], stdin=subprocess.PIPE)
    launch.hear("closed")
    launch.trace.wait_for("first frame")
    with pytest.raises(BrokenPipeError):
        os.write(launch.process.stdin.fileno(), b"x")
    launch.tell("end")
    assert launch.process.wait(15) == 0


def test_end_of_file_comes_with_a_late_grandchild(launcher, screen):
    """The launcher returns when the program ends; output ends when the last writer does."""
    launch = launcher.walk(SPEAK, "fork-late", "300", "late", "exit", "5", display=screen.name)
    assert launch.process.wait(15) == 5
    assert launch.read_to_end(launch.process.stdout) == b"late\n"


def test_reader_gone(launcher, screen):
    """Writing to a pipe that nobody reads ends program and launcher as it ends the program."""
    reader, writer = os.pipe()
    os.close(reader)
    launch = launcher.walk(SPEAK, "print", "x", display=screen.name, stdout=writer)
    os.close(writer)
    bare_reader, bare_writer = os.pipe()
    os.close(bare_reader)
    bare = launcher.bare(SPEAK, "print", "x", stdout=bare_writer)
    os.close(bare_writer)
    assert launch.finish()[:2] == bare.finish()[:2]


def test_input_is_the_programs(launcher, screen):
    """What the shell left of standard input is read from where it stopped."""
    text = launcher.folder / "text"
    text.write_text("one\ntwo\n")
    line = '{ read first; echo "shell: $first"; "$@"; } <text'
    bare = launcher.start("sh", "-c", line, "sh", launcher.bare_runtime, SPEAK, "read").finish()
    walk = launcher.start("sh", "-c", line, "sh", OCAMLWALK, "--sound=off", SPEAK, "read",
                          display=screen.name).finish()
    assert walk == bare
    assert walk.out == b"shell: one\nread: two\n"


def test_descriptors_are_handed_down(launcher, screen):
    """Other descriptors reach the program with their flags and offsets; nothing is added."""
    with open(launcher.folder / "append", "ab") as append, open(SPEAK, "rb") as offset:
        offset.seek(1000)
        os.set_inheritable(append.fileno(), True)
        os.set_inheritable(offset.fileno(), True)
        fds = {"pass_fds": [append.fileno(), offset.fileno()]}
        bare = launcher.start(SPEAK_C, "fd-table", **fds).finish()
        offset.seek(1000)
        walk = launcher.walk(SPEAK_C, "fd-table", display=screen.name, **fds).finish()
    assert walk == bare


def test_program_that_closes_what_it_inherited(launcher, screen):
    """A descriptor that the program closes is closed for good: its peer sees end-of-file."""
    reader, writer = os.pipe()
    launch = launcher.walk(SPEAK, "close", writer, "touch", "closed", "await", "end",
                           display=screen.name, options=["--delay=0"], pass_fds=[writer])
    os.close(writer)
    launch.trace.wait_for("first frame")
    assert read_soon(reader, 1) == b"", "nobody else has it"
    os.close(reader)
    launch.tell("end")
    assert launch.finish().status == 0


def test_locks_are_the_programs(launcher, screen):
    """A lock that came with a descriptor is free as soon as the program lets go of it."""
    path = launcher.folder / "lock"
    with open(path, "wb") as held, open(path, "wb") as wanted:
        fcntl.flock(held, fcntl.LOCK_EX)
        launch = launcher.walk(SPEAK, "await", "close", "close", held.fileno(), "touch", "closed",
                               "await", "end", display=screen.name, options=["--delay=0"],
                               pass_fds=[held.fileno()])
        held.close()
        launch.trace.wait_for("first frame")
        with pytest.raises(BlockingIOError):
            fcntl.flock(wanted, fcntl.LOCK_EX | fcntl.LOCK_NB)
        launch.tell("close")
        launch.hear("closed")
        fcntl.flock(wanted, fcntl.LOCK_EX | fcntl.LOCK_NB)
        launch.tell("end")
        assert launch.finish().status == 0


def test_full_non_blocking_pipe(launcher, screen):
    """The flags of a shared description are left alone: who gets EAGAIN bare gets it here."""
    def outcome_of(start, **more):
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        launch = start(SPEAK, "flood", 1_000_000, stdout=writer, **more)
        status, _, err = launch.finish()
        assert not os.get_blocking(writer)
        os.close(writer)
        os.close(reader)
        return status, err

    bare = outcome_of(launcher.bare)
    assert outcome_of(launcher.walk, display=screen.name) == bare
    assert bare[0] == 2, "the bare program must have met EAGAIN"


def test_one_file_for_several(launcher, screen):
    """Launches that share a file write one after the other into it, without a hole."""
    line = '("$@" print one; "$@" print two; echo three) >shared; cat shared'
    walk = launcher.start("sh", "-c", line, "sh", OCAMLWALK, "--sound=off", SPEAK,
                          display=screen.name)
    assert walk.finish() == (0, b"one\ntwo\nthree\n", b"")
