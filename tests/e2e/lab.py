# SPDX-License-Identifier: MIT
"""What every test launches with: an environment of its own, a trace to wait on, a screen to see.

Nothing here sleeps to let something happen; `wait_until` looks again until a deadline that is far
beyond what is promised, and fails with a sentence.
"""

import contextlib
import ctypes
import json
import os
import pathlib
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import typing
import uuid

BUILD = pathlib.Path(os.environ["OCAMLWALK_BUILD_DIR"])
PROGRAMS = BUILD / "tests" / "programs"
TOOLS = BUILD / "tests" / "tools"
OCAMLWALK = BUILD / "bin" / "ocamlwalk"
SPLASH = BUILD / "libexec" / "ocamlwalk" / "ocamlwalk-splash"
THEMES = BUILD / "share" / "ocamlwalk" / "themes"
OCAMLRUN = pathlib.Path(shutil.which("ocamlrun") or "/usr/bin/ocamlrun")
SANITIZED = os.environ.get("OCAMLWALK_SANITIZE", "OFF").upper() in ("ON", "1", "TRUE", "YES")

TSAN_OPTIONS = os.environ.get("TSAN_OPTIONS", "exitcode=0")

SPEAK = str(PROGRAMS / "speak.byte")
SPEAK_C = str(PROGRAMS / "speak-c")
REPORTER = str(PROGRAMS / "reporter")
HELLO = str(PROGRAMS / "hello.byte")

# Two cores, four tests at a time, and sanitizers: a deadline says "never", not "late".
DEADLINE_S = 60.0 if SANITIZED else 30.0


def wait_until(claim: typing.Callable, what: str, deadline_s: float = DEADLINE_S):
    """The first true value of claim(), which is looked at every few milliseconds, and less often
    after some: a look costs, and other tests want the processor."""
    end = time.monotonic() + deadline_s
    pause_s = 0.003
    while True:
        value = claim()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"never, in {deadline_s:g} s: {what}")
        time.sleep(pause_s)
        pause_s = min(1.2 * pause_s, 0.03)


def read_soon(stream, count: int) -> bytes:
    """What a pipe gives next, b"" at end-of-file; never waits for longer than the deadline."""
    assert select.select([stream], [], [], DEADLINE_S)[0], "neither a byte nor end-of-file"
    return os.read(stream if isinstance(stream, int) else stream.fileno(), count)


def die_with_the_tests():
    """For what must not outlive a test run that is killed; called between fork and exec."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


@contextlib.contextmanager
def busy_cores(count: int = 4):
    """Loops that keep every core busy, each in a session of its own, as other people's work is; their
    pids."""
    loops = [subprocess.Popen(["/bin/sh", "-c", "while :; do :; done"], start_new_session=True,
                              stdin=subprocess.DEVNULL, preexec_fn=die_with_the_tests)
             for _ in range(count)]
    try:
        yield [loop.pid for loop in loops]
    finally:
        for loop in loops:
            os.killpg(loop.pid, signal.SIGKILL)
            loop.wait()


def open_files(pid: int) -> list:
    """What the descriptors of a process refer to; [] if it is gone."""
    found = []
    with contextlib.suppress(OSError):
        for entry in pathlib.Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                found.append(os.readlink(entry))
    return sorted(found)


def is_served(path: pathlib.Path) -> bool:
    """Whether somebody listens at a socket: it is there before that."""
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(path)) == 0


def wakeups(pid: int) -> int:
    """How often a process has gone to sleep so far, and so how often it was woken."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("\nvoluntary_ctxt_switches:")[2].split()[0])


class Trace:
    """The launch as it tells it itself, in Chrome's trace event format, while it is written."""

    def __init__(self, path: pathlib.Path):
        self.path = path

    def events(self, name: str = "") -> list:
        """All, or those of a name."""
        key = f'"name":"{name}"' if name else ""
        with contextlib.suppress(FileNotFoundError):
            lines = self.path.read_text().split("\n")[1:-1]
            return [json.loads(line.rstrip(",")) for line in lines
                    if line.startswith("{") and key in line]
        return []

    def find(self, name: str, **args) -> typing.Optional[dict]:
        for event in self.events(name):
            told = event.get("args", {})
            if all(told.get(k) == v for k, v in args.items()):
                return event
        return None

    def wait_for(self, name: str, deadline_s: float = DEADLINE_S, **args) -> dict:
        try:
            return wait_until(lambda: self.find(name, **args), f"{name} {args or ''}", deadline_s)
        except AssertionError as error:
            raise AssertionError(f"{error}; but: {self.story()}") from None

    def wait_until_gone(self) -> dict:
        """The event that took it off the screen: it left, or, late on a busy machine, was ended."""
        self.wait_for("splash ended")
        off = self.find("gone") or self.find("splash killed")
        assert off, f"it neither left nor was ended: {self.names()}"
        return off

    def wait_until_ended(self, status: int):
        """The splash ended by itself, with this status, or, late on a busy machine, was ended."""
        ended = self.wait_for("splash ended")["args"]
        was_late = self.find("splash killed") and ended == {"signal": signal.SIGKILL}
        assert was_late or ended == {"status": status}, self.story()

    def wait_until_at_home(self):
        """Some frames on: in its first tenth of a second a window is still its manager's, who may
        swallow a click."""
        wait_until(lambda: len(self.events("frame")) > 6,
                   "the camel walks")

    def names(self) -> list:
        return [event["name"] for event in self.events() if event["name"] != "frame"]

    def story(self) -> str:
        """All that happened, with its details, in a line."""
        return ", ".join(f"{event['name']} {event['args']}" if event.get("args") else event["name"]
                         for event in self.events() if event["name"] != "frame")


class Result(typing.NamedTuple):
    """How a launch ended: status below 0 is death by that signal."""

    status: int
    out: bytes
    err: bytes


class Launch:
    """One command, started, with what is needed to wait for it and to talk to it."""

    def __init__(self, process: subprocess.Popen, trace: Trace, folder: pathlib.Path):
        self.process = process
        self.trace = trace
        self.folder = folder

    @property
    def pid(self) -> int:
        return self.process.pid

    def program_pid(self) -> int:
        return self.trace.wait_for("program forked")["args"]["program"]

    def wings_pid(self) -> int:
        return self.trace.wait_for("watching")["pid"]

    def splash_pid(self) -> int:
        return self.trace.wait_for("splash main")["pid"]

    def path(self, name: str) -> pathlib.Path:
        return self.folder / name

    def tell(self, name: str):
        """Lets the program go on that awaits this file."""
        self.path(name).touch()

    def hear(self, name: str):
        """Waits until the program has touched this file."""
        wait_until(self.path(name).exists, f"the program touches {name}")

    def read(self, count: int) -> bytes:
        """Exactly so many bytes of its standard output."""
        got = b""
        while len(got) < count:
            more = read_soon(self.process.stdout, count - len(got))
            assert more, f"end of output after {got!r}"
            got += more
        return got

    def read_line(self) -> bytes:
        """The next line of its standard output."""
        line = b""
        while not line.endswith(b"\n"):
            line += self.read(1)
        return line

    def read_to_end(self, stream) -> bytes:
        """All that comes out of one of its streams, to end-of-file, which need not be its end."""
        got = b""
        while more := read_soon(stream, 65536):
            got += more
        return got

    def finish(self, deadline_s: float = DEADLINE_S) -> Result:
        try:
            out, err = self.process.communicate(timeout=deadline_s)
        except subprocess.TimeoutExpired as error:  # or somebody who lives on holds its output
            raise AssertionError(f"{error}; its status: {self.process.poll()}") from None
        return Result(self.process.returncode, out or b"", err or b"")


def processes() -> list:
    """The folders in /proc of all processes but this one."""
    return [folder for folder in pathlib.Path("/proc").iterdir()
            if folder.name.isdigit() and int(folder.name) != os.getpid()]


def stat_fields(pid: int) -> list:
    """/proc/PID/stat from the state on; OSError if it is gone."""
    return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def may_be_ours(pid: int) -> bool:
    """A child's child of this process, or an orphan; not what another test has started."""
    parent = int(stat_fields(pid)[1])
    if parent <= 1:
        return True
    while parent > 1 and parent != os.getpid():
        parent = int(stat_fields(parent)[1])
    return parent == os.getpid()


def is_dying(process: pathlib.Path) -> bool:
    """Whether a process is on its way out: its memory, and so its mark, go before its descriptors.
    A zombie has none left, unless a thread of it is still there."""
    pid = int(process.name)
    try:
        fields = stat_fields(pid)
        threads = len(list((process / "task").iterdir()))
        return (bool(int(fields[6]) & 4) and (fields[0] not in "ZX" or threads > 1)  # PF_EXITING
                and may_be_ours(pid))
    except OSError:
        return False


class Launcher:
    """Starts programs, bare or with a camel, each test with fresh folders and its own mark.

    The mark is an environment variable, by which all that a test started is found again, whoever
    its parent may have become.
    """

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.mark = uuid.uuid4().hex
        self.count = 0
        self.reports = folder / "sanitizer"
        self.processes: list = []
        self.bare_runtime = "ocamlrun"
        self.env = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "LANG": "C.UTF-8",
            "OCAMLWALK_TEST": self.mark,
            # A sanitizer's report would end in the splash's /dev/null, or in the program's stderr.
            "ASAN_OPTIONS": f"detect_leaks=0:log_path={self.reports}",
            "UBSAN_OPTIONS": f"print_stacktrace=1:log_path={self.reports}",
            "TSAN_OPTIONS": f"{TSAN_OPTIONS}:log_path={self.reports}",
        }
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME"):
            home = folder / name.lower()
            home.mkdir(mode=0o700)
            self.env[name] = str(home)

    def environment(self, display: typing.Optional[str], changes: dict) -> dict:
        env = dict(self.env)
        if display is not None:
            env["DISPLAY"] = display
        env.update(changes)
        return {name: value for name, value in env.items() if value is not None}

    def start(self, *command, display=None, env=None, trace=None, **popen) -> Launch:
        popen.setdefault("stdin", subprocess.DEVNULL)
        popen.setdefault("stdout", subprocess.PIPE)
        popen.setdefault("stderr", subprocess.PIPE)
        popen.setdefault("cwd", self.folder)
        words = [str(word) for word in command]
        ours = next((at for at, word in enumerate(words)
                     if pathlib.Path(word).name == "ocamlwalk"), -1)
        if ours >= 0 and display is not None and "--why" not in words:
            words.insert(ours + 1, "--on-failure=quiet")  # for eight seconds a failure would be shown
        process = subprocess.Popen(
            words,
            env=self.environment(display, env or {}),
            **popen,
        )
        self.processes.append(process)
        return Launch(process, trace or Trace(self.folder / "none"), self.folder)

    def walk(self, *arguments, options=(), display=None, **more) -> Launch:
        """ocamlwalk with these options of its own, then the program and its arguments."""
        self.count += 1
        trace = Trace(self.folder / f"trace-{self.count}")
        return self.start(
            more.pop("ocamlwalk", OCAMLWALK), "--sound=off", f"--trace={trace.path}", *options,
            *arguments, display=display, trace=trace, **more,
        )

    def bare(self, *arguments, **more) -> Launch:
        """The same without a camel: what everything is measured by."""
        return self.start(self.bare_runtime, *arguments, **more)

    def survivors(self) -> list:
        """Processes that bear the mark: (pid, command line)."""
        mark = f"OCAMLWALK_TEST={self.mark}".encode()
        found = []
        for process in processes():
            with contextlib.suppress(OSError):
                if mark in (process / "environ").read_bytes().split(b"\0"):
                    words = (process / "cmdline").read_bytes().replace(b"\0", b" ")
                    found.append((int(process.name), words.decode(errors="replace")))
        return found

    def wait_for_quiet(self):
        """All that was launched is gone, with its camel."""
        try:
            wait_until(lambda: not self.survivors() and not any(map(is_dying, processes())),
                       "nothing is left behind")
        except AssertionError as error:
            raise AssertionError(f"{error}: {self.survivors()}") from None

    def close(self):
        """Ends what a failed test left, and fails if a passed one left anything."""
        running = [process for process in self.processes if process.poll() is None]
        for process in running:
            process.kill()
            process.wait()
        for process in self.processes:
            for stream in (process.stdout, process.stderr, process.stdin):
                if stream:
                    stream.close()
        try:
            self.wait_for_quiet()
        finally:
            for pid, _ in self.survivors():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        reports = [path.read_text() for path in self.folder.glob("sanitizer.*")]
        assert not reports, "\n".join(reports)


def installed(launcher: Launcher, *missing: str) -> pathlib.Path:
    """The launcher of a copy of the tree that is built, an installation with parts missing."""
    prefix = launcher.folder / "prefix"
    for part in ("bin", "libexec", "share"):
        if (BUILD / part).exists():
            shutil.copytree(BUILD / part, prefix / part, symlinks=False)
    for part in missing:
        path = prefix / part
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    return prefix / "bin" / "ocamlwalk"


def end_all(processes_of_ours: typing.Iterable):
    """Asks each to end, one after the other, and waits until it has."""
    for process in processes_of_ours:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_until_heeded(xdotool: typing.Callable, manager: str):
    """Until the manager has as many desktops as it is asked for. What it is asked for while it starts it may
    forget, be it to map a window, as openbox does. XDOTOOL: what that says to its words."""
    def has_made(desktops: str) -> bool:
        xdotool("set_num_desktops", desktops)
        return xdotool("get_num_desktops").strip() == desktops
    for desktops in ("3", "4"):
        wait_until(lambda n=desktops: has_made(n), f"{manager} heeds what it is asked")


class Screen:
    """An X server and a window manager (None: there is none) of our own, ended by pid."""

    def __init__(self, manager: typing.Optional[str] = "openbox", server_options=()):
        self.home = tempfile.mkdtemp(prefix="ocamlwalk-screen-")
        reader, writer = os.pipe()
        env = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": self.home, "LANG": "C"}
        self.log = open(os.path.join(self.home, "log"), "wb")
        quiet = {"stdin": subprocess.DEVNULL, "stdout": self.log, "stderr": self.log,
                 "preexec_fn": die_with_the_tests,
                 "start_new_session": True}  # a scheduling group of its own, as a desktop's is
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x800x24", "-nolisten", "tcp",
             "-noreset", *server_options], pass_fds=[writer], env=env, **quiet)
        os.close(writer)
        with os.fdopen(reader) as line:
            number = line.readline().strip()
        assert number, pathlib.Path(self.log.name).read_text()
        self.name = f":{number}"
        self.env = dict(env, DISPLAY=self.name)
        self.manager = None
        if manager:
            self.manager = subprocess.Popen([manager], env=self.env, **quiet)
            wait_until_heeded(lambda *words: self.xdotool(*words).stdout, manager)

    def xdotool(self, *words) -> subprocess.CompletedProcess:
        return subprocess.run(["xdotool", *map(str, words)], env=self.env, capture_output=True,
                              text=True, timeout=DEADLINE_S, check=False)

    def park_pointer(self):
        """For who measures: a camel under the pointer looks for Escape at every frame."""
        self.xdotool("mousemove", 0, 0)

    def windows(self) -> list:
        """The camel's windows that are on the screen."""
        found = self.xdotool("search", "--onlyvisible", "--class", "ocamlwalk")
        return [int(word) for word in found.stdout.split()]

    def close(self):
        end_all(process for process in (self.manager, self.server) if process)
        self.log.close()
        shutil.rmtree(self.home, ignore_errors=True)
