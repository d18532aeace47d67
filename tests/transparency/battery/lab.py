# SPDX-License-Identifier: MIT
"""Where one check runs in one mode: a folder, an environment, and processes that are waited for.

The folder is the same for all modes, and emptied in between, so that what is seen can be compared
as it is. The worker is a subreaper: whoever outlives a run becomes its child, and is found.
"""

import contextlib
import ctypes
import fcntl
import os
import pathlib
import re
import select
import shutil
import signal
import subprocess
import tempfile
import termios
import time
import typing

from lab import BUILD, OCAMLRUN, PROGRAMS, SANITIZED, Trace, die_with_the_tests
from lab import wait_until as wait_until_deadline
from .registry import Skip

__all__ = ["Lab", "MODES", "Mode", "Skip", "wait_until", "facts", "SANITIZED", "OCAMLRUN"]

HERE = BUILD / "tests" / "transparency"
PROBE = HERE / "probe"
DENY = HERE / "deny"
DEADLINE_S = 40.0 if SANITIZED else 20.0


def wait_until(claim, what, deadline_s=DEADLINE_S):
    """The first true value of claim()."""
    return wait_until_deadline(claim, what, deadline_s)


FIELDS_OF_STAT = {"state": 0, "ppid": 1, "pgid": 2}


class Mode(typing.NamedTuple):
    name: str
    command: str
    options: str
    display: bool

    @property
    def camel(self) -> bool:
        return self.display and self.command == "ocamlwalk"


BARE = Mode("bare", "ocamlrun", "", True)
MODES = [Mode("default", "ocamlwalk", "", True), Mode("exec", "ocamlwalk", "--exec", True),
         Mode("in place", "ocamlwalk", "", False)]


class Outcome(typing.NamedTuple):
    """status: below 0, death by that signal."""

    status: int
    out: bytes
    err: bytes
    notes: list

    def seen(self) -> dict:
        return self._asdict()

    def told(self) -> tuple:
        """What does not depend on who it was that ran, and where."""
        return self.status, anonymous(self.out), anonymous(self.err), self.notes


def facts(notes: typing.Iterable) -> dict:
    """The probe's lines by their first words."""
    return {name: value for name, _, value in (line.rpartition(" ") for line in notes)}


def anonymous(text: bytes) -> bytes:
    """Without the numbers of processes and the name of the command, as shells tell them."""
    text = re.sub(rb"ocaml(walk|run)\b", b"W", text)
    return re.sub(rb"\b\d{4,}\b", b"PID", re.sub(rb"line 1: +\d+ ", b"line 1: PID ", text))


def stat(pid: int, field: str) -> str:
    """A field of /proc/PID/stat; empty for a process that has gone."""
    try:
        line = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    return line.rpartition(")")[2].split()[FIELDS_OF_STAT[field]]


class Child:
    """A process that was started here; its raw wait status is kept."""

    def __init__(self, lab, pid: int):
        self.lab = lab
        self.pid = pid
        self.raw: typing.Optional[int] = None

    def wait_raw(self, deadline_s: float = DEADLINE_S) -> int:
        if self.raw is None:
            fd = os.pidfd_open(self.pid)
            try:
                poll = select.poll()
                poll.register(fd, select.POLLIN)
                if not poll.poll(deadline_s * 1000):
                    raise AssertionError(f"process {self.pid} does not end")
            finally:
                os.close(fd)
            self.raw = os.waitpid(self.pid, 0)[1]
        return self.raw

    def wait(self, deadline_s: float = DEADLINE_S) -> int:
        return os.waitstatus_to_exitcode(self.wait_raw(deadline_s))

    def change(self, which: int, deadline_s: float = DEADLINE_S) -> str:
        """The next stop (os.WSTOPPED) or continuation (os.WCONTINUED), or "none"."""
        end = time.monotonic() + deadline_s
        while time.monotonic() < end:
            info = os.waitid(os.P_PID, self.pid, which | os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if info is None:
                time.sleep(0.002)
                continue
            if info.si_code in (os.CLD_EXITED, os.CLD_KILLED, os.CLD_DUMPED):
                return "ended"
            os.waitid(os.P_PID, self.pid, which | os.WNOHANG)
            what = "stopped" if info.si_code == os.CLD_STOPPED else "continued"
            return f"{what} {info.si_status}"
        return "none"

    def kill(self, number: int):
        os.kill(self.pid, number)

    def finish(self, deadline_s: float = DEADLINE_S) -> Outcome:
        return self.lab.outcome(self.wait(deadline_s))


class Lab:
    """One check's run in one mode."""

    def __init__(self, base: pathlib.Path, mode: Mode, display: str, *, camel: bool, probe: bool):
        self.mode = mode
        self.display = display
        self.folder = base
        self.w = mode.command
        shutil.rmtree(base, ignore_errors=True)
        base.mkdir(parents=True)
        base.chmod(0o755)
        (base / "dummy").write_text("not bytecode\n")
        for name in ("home", "cores"):
            (base / name).mkdir()
        if probe:
            (base / "bin").mkdir()
            shutil.copy2(PROBE, base / "bin" / "ocamlrun")
        self.options = ["--sound=off", "--fade=0", "--on-failure=quiet", *mode.options.split()]
        self.trace = Trace(base / "trace")
        if camel:
            self.options += ["--delay=0", f"--trace={self.trace.path}"]
        self.env = {
            "PATH": ":".join(([str(base / "bin")] if probe else []) +
                             [str(BUILD / "bin"), "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"]),
            "LANG": "C.UTF-8", "HOME": str(base / "home"), "TERM": "dumb",
            "XDG_CONFIG_HOME": str(base / "home"), "OCAMLWALK": " ".join(self.options),
            "PROBE_OUT": str(base / "notes"),
        }
        if SANITIZED:
            self.env["ASAN_OPTIONS"] = f"detect_leaks=0:log_path={base}/sanitizer"
            self.env["UBSAN_OPTIONS"] = f"log_path={base}/sanitizer"
        if mode.display:
            self.env["DISPLAY"] = display
        self.screens: list = []

    # Starting

    def start(self, *words, setup=None, stdin=None, stdout=None, stderr=None, fds=None, close=(),
              env=None, whole_env=None, clean=True) -> Child:
        """Forks and executes a command, found on PATH. Descriptors 0, 1, 2 are /dev/null, the files
        out and err, unless other ones are given; FDS are more of them, by number."""
        opened = [os.open(path, flags, 0o666) for given, path, flags in (
            (stdin, "/dev/null", os.O_RDONLY),
            (stdout, self.folder / "out", os.O_WRONLY | os.O_CREAT | os.O_APPEND),
            (stderr, self.folder / "err", os.O_WRONLY | os.O_CREAT | os.O_APPEND))
            if given is None]
        rest = iter(opened)
        wanted = {number: next(rest) if given is None else given
                  for number, given in enumerate((stdin, stdout, stderr))}
        wanted.update(fds or {})
        environment = self.environment(env) if whole_env is None else whole_env
        argv = [str(word) for word in words]
        pid = os.fork()
        if pid == 0:
            try:
                os.chdir(self.folder)
                high = {number: fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 200)
                        for number, fd in wanted.items()}
                for number, fd in high.items():
                    os.dup2(fd, number)
                for number in close:
                    os.close(number)
                if clean:
                    for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT):
                        signal.signal(number, signal.SIG_DFL)
                if setup:
                    setup()
                os.execvpe(argv[0], argv, environment)
            except BaseException as error:  # pylint: disable=broad-except
                with contextlib.suppress(OSError):
                    os.write(2, f"cannot start {argv[0]}: {error!r}\n".encode())
            finally:
                os._exit(126)
        for fd in opened:
            os.close(fd)
        return Child(self, pid)

    def environment(self, changes=None) -> dict:
        env = dict(self.env)
        env.update(changes or {})
        return {name: str(value) for name, value in env.items() if value is not None}

    def walk(self, *words, **more) -> Child:
        """The program ./dummy, by the probe: its words."""
        return self.start(self.w, "./dummy", *words, **more)

    def run(self, *words, **more) -> Outcome:
        return self.walk(*words, **more).finish()

    def see(self, *words, **more) -> dict:
        return self.run(*words, **more).seen()

    def byte(self, name: str, *words, **more) -> Child:
        """A real bytecode program, of those of the tests, by the real runtime."""
        return self.start(self.w, PROGRAMS / name, *words, **more)

    def script(self, text: str, shell: str = "bash", **more) -> Child:
        """A shell's script, in which $W is the command."""
        return self.start(shell, "-c", text.replace("$W", self.w), **more)

    # Waiting

    def outcome(self, status: int) -> Outcome:
        def content(name):
            path = self.folder / name
            return path.read_bytes() if path.exists() else b""
        return Outcome(status, content("out"), content("err"), self.notes())

    def notes(self) -> list:
        path = self.folder / "notes"
        return path.read_text(errors="replace").splitlines() if path.exists() else []

    def note(self, start: str, deadline_s: float = DEADLINE_S) -> str:
        """Waits for a line of the probe's that begins so; returns what follows."""
        def found():
            return [line for line in self.notes() if line.startswith(start)]
        return wait_until(found, f"the probe notes {start!r}", deadline_s)[0][len(start):].strip()

    def hear(self, name: str):
        wait_until((self.folder / name).exists, f"the program touches {name}")

    def tell(self, name: str):
        (self.folder / name).touch()

    def show(self, name: str = "first frame"):
        """Waits for the camel, where there is to be one."""
        if self.mode.camel:
            return self.trace.wait_for(name, DEADLINE_S)
        return None

    def wings(self, child):
        """Waits for the launcher's second child: for 10 ms a launch is without one."""
        if self.mode.name == "default":
            children = pathlib.Path(f"/proc/{child.pid}/task/{child.pid}/children")
            wait_until(lambda: len(children.read_text().split()) > 1, "the wings are there")

    def splash(self) -> typing.Optional[int]:
        """The process of the camel, that is on the stage."""
        return self.show() and self.show("splash main")["pid"]

    # The end

    def children(self) -> list:
        words = pathlib.Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        return [int(word) for word in words]

    def reap(self):
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0] > 0:
                pass

    def reap_orphans(self, but: Child, servers=()):
        """Collects who has become a child of ours only, and has ended."""
        spared = [but.pid, *(server.pid for server in servers)]
        for pid in self.children():
            if pid not in spared:
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, os.WNOHANG)

    def left_behind(self, deadline_s: float = DEADLINE_S) -> list:
        """Whoever is still there when the time is over; then nobody is."""
        for screen in self.screens:
            end_process(screen)
        self.screens = []
        end = time.monotonic() + deadline_s
        found = []
        while True:
            self.reap()
            left = self.children()
            if not left:
                return found
            if time.monotonic() > end:
                for pid in left:
                    with contextlib.suppress(OSError):
                        words = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
                        found.append(b" ".join(words).decode(errors="replace"))
                    with contextlib.suppress(OSError):
                        os.kill(pid, signal.SIGKILL)
                        os.kill(pid, signal.SIGCONT)
            time.sleep(0.003)

    # Terminals and screens

    def terminal(self) -> tuple:
        """Master and slave of a new pseudo-terminal, without echo."""
        master, slave = os.openpty()
        modes = termios.tcgetattr(slave)
        modes[3] &= ~termios.ECHO
        modes[1] &= ~termios.OPOST
        termios.tcsetattr(slave, termios.TCSANOW, modes)
        return master, slave

    def on_terminal(self, slave: int, *words, **more) -> Child:
        """The program, or the launcher, as leader of a session on that terminal."""
        def setup():
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        return self.walk(*words, stdin=slave, stdout=slave, stderr=slave, setup=setup, **more)

    def own_screen(self, *options) -> tuple:
        """An X server that the check may break: its process and its name."""
        reader, writer = os.pipe()
        log = os.open(self.folder / "xvfb", os.O_WRONLY | os.O_CREAT, 0o666)
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", "640x480x24", "-nolisten", "tcp",
             "-noreset", *options], pass_fds=[writer], stdin=subprocess.DEVNULL, stdout=log,
            stderr=log, preexec_fn=die_with_the_tests)
        self.screens.append(server)
        os.close(writer)
        os.close(log)
        with os.fdopen(reader) as line:
            number = line.readline().strip()
        assert number, "no X server"
        return server, f":{number}"


def end_process(process: subprocess.Popen):
    if process.poll() is None:
        process.kill()
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGCONT)
        process.wait()


def become_subreaper():
    ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER


def temporary() -> pathlib.Path:
    return pathlib.Path(tempfile.mkdtemp(prefix="ocamlwalk-transparency-"))
