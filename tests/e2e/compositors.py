# SPDX-License-Identifier: MIT
"""Wayland compositors without a screen, each ended by its pid, and what can be asked of them."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile

import pytest

from lab import DEADLINE_S, die_with_the_tests, is_served, wait_until

NOBODY = 65534
CONFIG = """
xwayland disable
output * resolution 1280x800
output * bg #304050 solid_color
for_window [title="dialog"] floating enable, resize set 300 250, move position center
"""
HEADLESS = {"WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1", "WLR_RENDERER": "pixman"}
TERMINAL, DIALOG = (0x11, 0x11, 0x11), (0xff, 0, 0)
needs_sway = pytest.mark.skipif(not all(map(shutil.which, ("sway", "swaymsg", "grim", "foot"))),
                                reason="sway, grim or foot is not installed")
needs_labwc = pytest.mark.skipif(not all(map(shutil.which, ("labwc", "grim", "foot"))),
                                 reason="labwc, grim or foot is not installed")
needs_weston = pytest.mark.skipif(not shutil.which("weston"), reason="weston is not installed")


def is_paper(colour: tuple) -> bool:
    return min(colour) > 120 and colour[0] > colour[2]


class Sway:
    """It tells of windows, and has no XWayland."""

    def __init__(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="ocamlwalk-sway-"))
        (self.home / "config").write_text(CONFIG)
        words = ["sway", "-c", str(self.home / "config")]
        if os.getuid() == 0:  # sway will not be root; its clients may
            os.chown(self.home, NOBODY, NOBODY)
            words = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *words]
        self.env = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": str(self.home),
                    "XDG_RUNTIME_DIR": str(self.home), "LANG": "C.UTF-8"}
        self.log = open(self.home / "log", "wb")
        self.process = subprocess.Popen(
            words, env={**self.env, **HEADLESS}, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
            preexec_fn=die_with_the_tests)
        try:
            socket = wait_until(lambda: list(self.home.glob("sway-ipc.*.sock")), "sway is up")[0]
            wait_until(lambda: is_served(self.home / "wayland-1"), "sway has a display")
        except AssertionError:
            close(self)
            raise
        self.env.update(SWAYSOCK=str(socket), WAYLAND_DISPLAY="wayland-1")
        wait_until(lambda: self.outputs() == ["HEADLESS-1"], "sway has an output")

    def ask(self, *words) -> bytes:
        return subprocess.run([str(word) for word in words], env=self.env, capture_output=True,
                              timeout=DEADLINE_S, check=False).stdout

    def outputs(self) -> list:
        told = self.ask("swaymsg", "-r", "-t", "get_outputs")
        return [output["name"] for output in json.loads(told or "[]")]

    def windows(self) -> list:
        """(title, focused) of every window that sway knows of."""

        def walk(node):
            if node.get("pid"):
                yield node["name"], node["focused"]
            for child in node.get("nodes", []) + node.get("floating_nodes", []):
                yield from walk(child)

        return list(walk(json.loads(self.ask("swaymsg", "-r", "-t", "get_tree"))))

    def picture(self, output: str) -> tuple:
        """Width, height and the RGB bytes of what is seen."""
        header, size, _, pixels = self.ask("grim", "-t", "ppm", "-o", output, "-").split(b"\n", 3)
        assert header == b"P6"
        width, height = map(int, size.split())
        return width, height, pixels

    def middle(self, output: str = "HEADLESS-1") -> tuple:
        """The colour that a dialog in the middle would have, or the card's paper."""
        width, height, pixels = self.picture(output)
        # within the card and a dialog, above the camel's back
        at = 3 * ((height // 2 - height // 12) * width + width // 2 + width // 32)
        return tuple(pixels[at:at + 3])

    def card(self, output: str = "HEADLESS-1") -> tuple:
        """x and y of the first paper and of the last, which is the card but for its worn edge."""
        width, height, pixels = self.picture(output)
        paper = [(x, y) for y in range(0, height, 2) for x in range(0, width, 2)
                 if is_paper(pixels[3 * (y * width + x):3 * (y * width + x) + 3])]
        across, down = [x for x, _ in paper] or [0], [y for _, y in paper] or [0]
        return min(across), min(down), max(across), max(down)

    def terminal(self, launcher, title="terminal", background=TERMINAL):
        colour = "".join(f"{channel:02x}" for channel in background)
        foot = launcher.start("foot", "--config=/dev/null", f"--title={title}", "-o",
                              f"colors.background={colour}", "sleep", "60", env=self.env)
        wait_until(lambda: (title, True) in self.windows(), f"the {title} has the focus")
        return foot.process


class Labwc:
    """It tells of windows, and nobody can ask it for more."""

    def __init__(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="ocamlwalk-labwc-"))
        self.env = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": str(self.home),
                    "XDG_RUNTIME_DIR": str(self.home), "LANG": "C.UTF-8", "WAYLAND_DISPLAY": "wayland-0"}
        self.log = open(self.home / "log", "wb")
        self.process = subprocess.Popen(
            ["labwc", "-C", str(self.home)],
            env={**self.env, **HEADLESS}, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
            preexec_fn=die_with_the_tests)
        try:
            wait_until(lambda: is_served(self.home / "wayland-0"), "labwc has a display")
            wait_until(self.picture, "labwc has an output")
        except AssertionError:
            close(self)
            raise

    def picture(self) -> bytes:
        return subprocess.run(["grim", "-t", "ppm", "-"], env=self.env, capture_output=True,
                              timeout=DEADLINE_S, check=False).stdout

    def terminal(self, launcher):
        colour = "".join(f"{channel:02x}" for channel in TERMINAL)
        foot = launcher.start("foot", "--config=/dev/null", "-o", f"colors.background={colour}", "sleep", "60",
                              env=self.env)
        wait_until(lambda: bytes(TERMINAL) * 100 in self.picture(), "the terminal is seen")
        return foot.process


class Weston:
    """It tells nobody of windows, and has no layer shell, as GNOME."""

    def __init__(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="ocamlwalk-weston-"))
        self.env = {"XDG_RUNTIME_DIR": str(self.home), "WAYLAND_DISPLAY": "wayland-3"}
        self.log = open(self.home / "log", "wb")
        self.process = subprocess.Popen(
            ["weston", "--backend=headless-backend.so", "--socket=wayland-3", "--no-config",
             "--idle-time=0"],
            env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": str(self.home),
                 "XDG_RUNTIME_DIR": str(self.home), "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
            preexec_fn=die_with_the_tests)
        try:
            wait_until(lambda: is_served(self.home / "wayland-3"), "weston has a display")
        except AssertionError:
            close(self)
            raise


def close(compositor):
    compositor.process.terminate()
    try:
        compositor.process.wait(5)
    except subprocess.TimeoutExpired:
        compositor.process.kill()
        compositor.process.wait()
    compositor.log.close()
    shutil.rmtree(compositor.home, ignore_errors=True)


@pytest.fixture
def sway():
    made = Sway()
    yield made
    close(made)


@pytest.fixture
def labwc():
    made = Labwc()
    yield made
    close(made)


@pytest.fixture(params=[pytest.param("sway", marks=needs_sway), pytest.param("labwc", marks=needs_labwc)])
def teller(request):
    """Either that tells of windows."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def weston():
    made = Weston()
    yield made
    close(made)
