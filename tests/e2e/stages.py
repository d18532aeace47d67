# SPDX-License-Identifier: MIT
"""Desktops for the stage's tests: an X server of two monitors with one of several window managers,
with a compositor or without, and what can be asked of it about windows.
"""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import typing

from lab import DEADLINE_S, TOOLS, die_with_the_tests, end_all, is_served, wait_until, wait_until_heeded

# The left monitor and the right one, each as x, y, width, height.
MONITORS = ((0, 0, 640, 800), (640, 0, 640, 800))


class Manager(typing.NamedTuple):
    """How a window manager is started, without and with a compositor."""

    plain: typing.Optional[list]
    composited: list = []  # empty: picom beside it
    tiles: bool = False
    borders: bool = False  # a line around all windows, by its settings
    unasked: bool = False  # the camel is hidden from it
    kinds: tuple = (False, True)  # without a compositor, with one
    last: str = "_NET_CLIENT_LIST("  # that it sets of the root's properties: openbox is deaf until then
    switch: list = ["xdotool", "set_desktop", "1"]  # to another workspace


MANAGERS = {
    "none": Manager(None),
    "openbox": Manager(["openbox", "--sm-disable"]),
    "xfwm4": Manager(["xfwm4", "--compositor=off"], ["xfwm4", "--compositor=on"], last="_NET_WORKAREA("),
    "i3": Manager(["i3", "-c", "CONFIG"], tiles=True, switch=["i3-msg", "workspace", "5"]),
    "metacity": Manager(["metacity", "--sm-disable", "--no-composite"],
                        ["metacity", "--sm-disable", "--composite"]),
}
# What is too much to be installed for every test: `./dev test-desktops` does it, and asks for them. mutter and muffin compose
# whatever they are told.
if os.environ.get("OCAMLWALK_DESKTOPS"):
    MANAGERS = {
        "mutter": Manager(["mutter", "--x11"], ["mutter", "--x11"], kinds=(True,)),
        "muffin": Manager(["muffin"], ["muffin"], kinds=(True,)),
        "marco": Manager(["marco", "--no-composite"], ["marco", "--composite"]),
        "kwin": Manager(["env", "KWIN_COMPOSE=N", "kwin_x11"], ["env", "KWIN_COMPOSE=O2", "kwin_x11"]),
        "fluxbox": Manager(["fluxbox"]),
        "icewm": Manager(["icewm"]),
        "awesome": Manager(["awesome"], tiles=True, borders=True, last="_NET_DESKTOP_NAMES("),
        "pekwm": Manager(["pekwm"], unasked=True, last="_NET_ACTIVE_WINDOW("),
        "blackbox": Manager(["blackbox"], unasked=True, last="_NET_WORKAREA("),
        "fvwm3": Manager(["fvwm3"], unasked=True),
        "spectrwm": Manager(["spectrwm"], tiles=True, unasked=True, last="_NET_NUMBER_OF_DESKTOPS("),
    }
# Xvfb has but one output, and a monitor without an output is none to GTK and what is made with it.
# Xorg's own server on no hardware at all has sixteen.
XORG = "/usr/lib/xorg/Xorg"
XORG_CONFIG = """
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoEnableDevices" "false"
EndSection
Section "Device"
  Identifier "none"
  Driver "dummy"
  VideoRam 64000
EndSection
Section "Monitor"
  Identifier "any"
  HorizSync 5.0-1000.0
  VertRefresh 5.0-200.0
  Modeline "640x800" 40.0 640 672 736 832 800 803 813 829
EndSection
Section "Screen"
  Identifier "all"
  Device "none"
  Monitor "any"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "640x800"
    Virtual 1280 800
  EndSubSection
EndSection
"""
# The colour of a Terminal.
WALL = (0xa0, 0xa0, 0xa0)
# fluxbox has a message for whoever has no program for wallpapers, and gives it the focus.
SETTINGS = {".config/kwinrc": "[Desktops]\nNumber=2\nRows=1\n",
            ".fluxbox/overlay": "background: none\n"}
I3_CONFIG = "# i3 config file (v4)\nfont pango:monospace 8\nworkspace_layout tabbed\n"


class Picture(typing.NamedTuple):
    """What is seen of a screen."""

    width: int
    height: int
    rgb: bytes

    def row(self, x: int, y: int, width: int) -> list:
        """The colours of so many pixels from x, y on."""
        at = 3 * (y * self.width + x)
        return list(zip(*[iter(self.rgb[at:at + 3 * width])] * 3))

    def count_colours(self) -> int:
        return len(set(zip(*[iter(self.rgb)] * 3)))


def take_picture(env: dict) -> Picture:
    """Of the display that the environment names."""
    ppm = subprocess.run([TOOLS / "screenshot"], env=env, capture_output=True,
                         timeout=DEADLINE_S, check=True).stdout
    _, size, _, rgb = ppm.split(b"\n", 3)
    return Picture(*map(int, size.split()), rgb)


def is_installed(name: str, composited: bool) -> bool:
    manager = MANAGERS[name]
    needed = [word for word in manager.plain or [] if word != "env" and "=" not in word][:1]
    if composited and not manager.composited:
        needed.append("picom")
    return all(map(shutil.which, needed))


class Desktop:
    """One of them, ended by its pids."""

    def __init__(self, name: str, composited: bool, dpi: int = 96, settings: typing.Optional[dict] = None):
        self.manager = MANAGERS[name]
        self.settings = {**SETTINGS, **(settings or {})}
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="ocamlwalk-stage-"))
        self.env = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": str(self.home),
                    "XDG_RUNTIME_DIR": str(self.home), "LANG": "C",
                    "GSETTINGS_BACKEND": "keyfile", "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
        self.log = open(self.home / "log", "wb")
        self.processes: list = []
        self.start_server()
        (self.home / "resources").write_text(f"Xft.dpi: {dpi}\n")
        self.ask("xrdb", "-merge", str(self.home / "resources"))
        self.start_manager(composited)

    def start_server(self):
        reader, writer = os.pipe()
        has_outputs = os.access(XORG, os.X_OK)
        (self.home / "xorg.conf").write_text(XORG_CONFIG)
        if has_outputs:
            words = [XORG, "-config", str(self.home / "xorg.conf"), "-novtswitch", "-sharevts",
                     "-logfile", str(self.home / "xorg.log")]
        else:
            words = ["Xvfb", "-screen", "0", "1280x800x24"]
        self.start([*words, "-displayfd", str(writer), "-nolisten", "tcp", "-noreset"],
                   pass_fds=[writer])
        os.close(writer)
        with os.fdopen(reader) as line:
            self.name = f":{line.readline().strip()}"
        self.env["DISPLAY"] = self.name
        if has_outputs:
            self.ask("xrandr", "--addmode", "DUMMY1", "640x800")
            self.ask("xrandr", "--output", "DUMMY0", "--mode", "640x800", "--pos", "0x0",
                     "--primary", "--output", "DUMMY1", "--mode", "640x800", "--pos", "640x0")
        else:
            self.ask("xrandr", "--setmonitor", "left", "640/170x800/210+0+0", "screen")
            self.ask("xrandr", "--setmonitor", "right", "640/170x800/210+640+0", "none")
        wait_until(lambda: "Monitors: 2" in self.ask("xrandr", "--listmonitors"), "two monitors")

    def start(self, words: list, **popen) -> subprocess.Popen:
        process = subprocess.Popen(words, env=self.env, stdin=subprocess.DEVNULL, stdout=self.log,
                                   stderr=self.log, preexec_fn=die_with_the_tests, **popen)
        self.processes.append(process)
        return process

    def start_bus(self):
        """xfwm4 reads its settings by D-Bus only."""
        address = f"unix:path={self.home}/bus"
        self.start(["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={address}"])
        wait_until(lambda: is_served(self.home / "bus"), "the bus is up")
        self.env["DBUS_SESSION_BUS_ADDRESS"] = address

    def start_manager(self, composited: bool):
        words = self.manager.composited if composited else self.manager.plain
        words = words or self.manager.plain
        if words:
            self.start_bus()
            (self.home / "config").write_text(I3_CONFIG)
            for path, text in self.settings.items():
                (self.home / path).parent.mkdir(parents=True, exist_ok=True)
                (self.home / path).write_text(text)
            self.start([word.replace("CONFIG", str(self.home / "config")) for word in words])
            wait_until(self.is_managed, f"{words[0]} is up")
        if words and words[0] == "openbox":
            wait_until_heeded(self.xdotool, "openbox")
        if composited and not self.manager.composited:
            self.start(["picom", "--backend", "xrender", "--config", "/dev/null"])
        if composited:
            wait_until(lambda: self.ask(TOOLS / "compositor") == "yes\n", "the compositor is up")

    def is_managed(self) -> bool:
        told = self.ask("xprop", "-root")
        return all(name in told for name in
                   ("_NET_SUPPORTING_WM_CHECK(", "_NET_NUMBER_OF_DESKTOPS(", self.manager.last))

    def ask(self, *words) -> str:
        """What a command has to say about this display; "" if it fails."""
        return subprocess.run([str(word) for word in words], env=self.env, capture_output=True,
                              text=True, timeout=DEADLINE_S, check=False).stdout

    def picture(self) -> Picture:
        return take_picture(self.env)

    def xdotool(self, *words) -> str:
        return self.ask("xdotool", *words)

    def camel(self) -> typing.Optional[int]:
        found = self.xdotool("search", "--onlyvisible", "--class", "^ocamlwalk$").split()
        return int(found[0]) if found else None

    def place(self, window: int) -> tuple:
        """x, y, width, height on the desktop."""
        told = self.ask("xwininfo", "-id", window)
        return tuple(int(re.search(rf"{what}:\s+(-?\d+)", told).group(1)) for what in
                     ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height"))

    def frame(self, window: int) -> int:
        """The ancestor of a window that is the desktop's child: itself, or its manager's frame."""
        while True:
            told = self.ask("xwininfo", "-id", window, "-tree")
            parent = re.search(r"Parent window id: (0x[0-9a-f]+)( \(the root window\))?", told)
            if parent is None or parent.group(2):
                return window
            window = int(parent.group(1), 16)

    def is_above(self, window: int, other: int) -> bool:
        """Whether it is nearer to the user, as the server stacks them."""
        listed = self.ask("xwininfo", "-root", "-children")  # the uppermost first
        order = [int(word, 16) for word in re.findall(r"^\s+(0x[0-9a-f]+) ", listed, re.M)]
        return order.index(self.frame(window)) < order.index(self.frame(other))

    def properties(self, window: int) -> str:
        return self.ask("xprop", "-id", window)

    def workspace(self, window: typing.Optional[int] = None) -> str:
        """That of a window, or the one that is seen."""
        words = ["-id", window, "_NET_WM_DESKTOP"] if window else ["-root", "_NET_CURRENT_DESKTOP"]
        return self.ask("xprop", *words).rpartition("= ")[2].strip()

    def close(self):
        end_all(reversed(self.processes))
        self.log.close()
        shutil.rmtree(self.home, ignore_errors=True)


class Terminal:
    """Where the user works: a window as large as the right monitor, with the focus."""

    def __init__(self, launcher, desktop, place="640x800+640+0", *more):
        self.desktop = desktop
        self.launch = launcher.start(TOOLS / "bystander", place, *more, display=desktop.name)
        self.window = int(self.launch.read_line().split()[1])
        wait_until(lambda: "IsViewable" in desktop.ask("xwininfo", "-id", self.window),
                   "the terminal is on the screen")
        self.take_focus()

    def take_focus(self):
        self.desktop.xdotool("windowactivate" if self.desktop.manager.plain else "windowfocus", self.window)
        while self.launch.read_line() != b"focused\n":
            pass

    def hears(self, key: str) -> bool:
        """True if the key comes, and nothing has come before it."""
        self.desktop.xdotool("key", key)
        return self.launch.read_line() == f"key {key}\n".encode()

    def gets(self, key: str):
        """Waits for the key, whatever becomes of the focus."""
        self.desktop.xdotool("key", key)
        while (line := self.launch.read_line()) in (b"focused\n", b"unfocused\n"):
            pass
        assert line == f"key {key}\n".encode()

    def close(self):
        self.launch.process.kill()
        self.launch.process.wait()
