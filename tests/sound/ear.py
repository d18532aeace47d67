# SPDX-License-Identifier: MIT
"""What the sound tests listen with: sound servers of their own, and a recorder that knows when each
sample was heard.

The null sinks run at the soundtrack's own rate and format, so at full volume what is recorded is the
music bit for bit, and `bytes.find` is all the signal processing that is needed.
"""

import array
import contextlib
import ctypes
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time
import wave

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))

from lab import BUILD, THEMES, die_with_the_tests, is_served, wait_until  # noqa: E402

RATE_HZ = 44100
FRAME = 4  # bytes of a sample of both channels
WALK_STRIDE = 74088  # samples
LOGIND = BUILD / "tests" / "sound" / "logind"
WALK = [f"walk-{part}.ogg" for part in (1, 2, 3, 4)]


def decode(*names) -> bytes:
    """Files of the default theme, one after the other, as SDL_mixer decodes them."""
    music = b""
    for name in names:
        done = subprocess.run(["oggdec", "-Q", "-R", "-o", "-", str(THEMES / "plate" / name)],
                              stdout=subprocess.PIPE, check=True)
        music += done.stdout
    return music


def level(raw: bytes) -> float:
    """The largest sample."""
    samples = array.array("h", raw[:len(raw) // 2 * 2])
    return max(max(samples, default=0), -min(samples, default=0))


def largest_step(raw: bytes) -> int:
    """The largest step between two samples of the left channel."""
    left = array.array("h", raw)[::2]
    return max(abs(b - a) for a, b in zip(left, left[1:]))


class _Spec(ctypes.Structure):
    _fields_ = [("format", ctypes.c_int), ("rate", ctypes.c_uint32), ("channels", ctypes.c_uint8)]


class _Buffer(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint32)
                for name in ("maxlength", "tlength", "prebuf", "minreq", "fragsize")]


class Recorder:
    """Records a sink's monitor on a thread of its own."""

    def __init__(self, server: str, source: str):
        self.pulse = ctypes.CDLL("libpulse-simple.so.0")
        self.pulse.pa_simple_new.restype = ctypes.c_void_p
        self.pulse.pa_simple_get_latency.restype = ctypes.c_uint64
        self.chunks = []
        self.stamps = []  # (samples so far, the time at which the last of them was heard)
        spec, error = _Spec(3, RATE_HZ, 2), ctypes.c_int()  # PA_SAMPLE_S16LE
        fragment = _Buffer(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 441 * FRAME)
        self.stream = self.pulse.pa_simple_new(
            server.encode(), b"ear", 2, source.encode(), b"ear", ctypes.byref(spec), None,
            ctypes.byref(fragment), ctypes.byref(error))
        assert self.stream, f"cannot record: {error.value}"
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()
        wait_until(lambda: self.stamps, "the recorder hears silence")

    def _listen(self):
        chunk = ctypes.create_string_buffer(441 * FRAME)
        stream, error = ctypes.c_void_p(self.stream), ctypes.c_int()
        while self.pulse.pa_simple_read(stream, chunk, len(chunk), ctypes.byref(error)) == 0:
            late_us = self.pulse.pa_simple_get_latency(stream, ctypes.byref(error))
            self.chunks.append(chunk.raw)
            self.stamps.append((441 * len(self.chunks), time.monotonic() - late_us / 1e6))

    @property
    def raw(self) -> bytes:
        """All that was heard so far."""
        return b"".join(self.chunks)

    def heard_at(self, sample: int) -> float:
        """When sample so-and-so was heard, monotonic seconds; the median over half a second."""
        low, high = 0, len(self.stamps)
        while low < high:
            middle = (low + high) // 2
            if self.stamps[middle][0] < sample:
                low = middle + 1
            else:
                high = middle
        near = self.stamps[max(0, low - 25):low + 25]
        return sorted(at - (count - sample) / RATE_HZ for count, at in near)[len(near) // 2]


class Server:
    """A sound server with a null sink, in folders of its own; ended by pid."""

    def __init__(self):
        self.home = tempfile.TemporaryDirectory(prefix="ocamlwalk-sound-")
        self.folder = pathlib.Path(self.home.name)
        self.runtime = self.folder / "run"
        self.runtime.mkdir(mode=0o700)
        self.env = {"PATH": os.environ["PATH"], "HOME": self.home.name, "LANG": "C",
                    "XDG_RUNTIME_DIR": str(self.runtime),
                    "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
        self.address = f"unix:{self.runtime}/pulse/native"
        self.clients = {"PULSE_SERVER": self.address, "XDG_RUNTIME_DIR": str(self.runtime),
                        "DBUS_SYSTEM_BUS_ADDRESS": "disabled:"}  # whoever tests may lock the screen
        self.processes = []
        self.log = open(self.folder / "log", "wb")

    def start(self, *command) -> subprocess.Popen:
        process = subprocess.Popen(command, env=self.env, stdin=subprocess.DEVNULL, stdout=self.log,
                                   stderr=self.log, preexec_fn=die_with_the_tests,
                                   start_new_session=True)
        self.processes.append(process)
        return process

    def pactl(self, *words) -> str:
        done = subprocess.run(["pactl", *words], env={**self.env, **self.clients}, text=True,
                              capture_output=True, timeout=20, check=False)
        return done.stdout

    def record(self) -> Recorder:
        return Recorder(self.address, "ear.monitor")

    def signal(self, number: int):
        for process in self.processes:
            process.send_signal(number)

    def close(self):
        for process in reversed(self.processes):
            process.kill()
            process.wait()
        self.log.close()
        with contextlib.suppress(OSError):
            self.home.cleanup()


class PulseAudio(Server):
    def __init__(self):
        super().__init__()
        (self.runtime / "pulse").mkdir(mode=0o700)
        self.start(
            "pulseaudio", "-n", "--system=false", "--daemonize=no", "--exit-idle-time=-1",
            "--disallow-exit=true", "--use-pid-file=false", "--disable-shm=true",
            f"--load=module-native-protocol-unix socket={self.runtime}/pulse/native auth-anonymous=1",
            f"--load=module-null-sink sink_name=ear format=s16le rate={RATE_HZ} channels=2")
        wait_until(lambda: "ear" in self.pactl("list", "short", "sinks"), "PulseAudio is up")


class PipeWire(Server):
    """PipeWire with its PulseAudio socket, as a desktop of today has it."""

    def __init__(self):
        super().__init__()
        self.env["PIPEWIRE_RUNTIME_DIR"] = str(self.runtime)
        bus = self.runtime / "bus"
        self.start("dbus-daemon", "--session", "--nofork", f"--address=unix:path={bus}")
        wait_until(lambda: is_served(bus), "a bus is up")
        self.env["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={bus}"
        settings = self.folder / ".config" / "pipewire" / "pipewire.conf.d"
        settings.mkdir(parents=True)
        (settings / "rate.conf").write_text(
            f"context.properties = {{ default.clock.rate = {RATE_HZ} }}\n")
        self.start("pipewire")
        wait_until(lambda: is_served(self.runtime / "pipewire-0"), "PipeWire is up")
        self.start("wireplumber")
        self.start("pipewire-pulse")
        wait_until(lambda: "ocamlwalk" in self.name_sink(), "PipeWire has a null sink")

    def name_sink(self) -> str:
        if "ear" not in self.pactl("list", "short", "sinks"):
            self.pactl("load-module", "module-null-sink", "sink_name=ear", f"rate={RATE_HZ}",
                       "channels=2", "sink_properties=node.description=ocamlwalk")
            self.pactl("set-default-sink", "ear")
        return self.pactl("list", "sinks")


class Desk:
    """A system bus with a logind on it, whose screen is locked, open or mute (it does not answer)."""

    SESSION = "ocamlwalk-test"
    CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
      "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
    <busconfig><listen>unix:path={}</listen><auth>EXTERNAL</auth><policy context="default">
    <allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>"""

    def __init__(self, folder: pathlib.Path, screen: str):
        self.state = folder / "screen"
        config, socket = folder / "bus.conf", folder / "bus"
        config.write_text(self.CONFIG.format(socket))
        self.clients = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={socket}",
                        "XDG_SESSION_ID": self.SESSION}
        self.set(screen)
        self.bus = self._start("dbus-daemon", "--nofork", "--print-address", f"--config-file={config}")
        self.logind = self._start(LOGIND, "/org/freedesktop/login1/session/ocamlwalk_2dtest", self.state)

    def _start(self, *command) -> subprocess.Popen:
        process = subprocess.Popen(command, env={**os.environ, **self.clients}, text=True,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   preexec_fn=die_with_the_tests)
        assert process.stdout.readline(), f"{command[0]} does not start"
        return process

    def set(self, screen: str):
        new = self.state.with_suffix(".new")
        new.write_text(screen)
        new.rename(self.state)

    def close(self):
        for process in (self.logind, self.bus):
            process.kill()
            process.wait()
            process.stdout.close()


def write_wav(path: pathlib.Path, raw: bytes):
    with wave.open(str(path), "wb") as wav:
        wav.setnchannels(2)
        wav.setsampwidth(2)
        wav.setframerate(RATE_HZ)
        wav.writeframes(raw)
