# SPDX-License-Identifier: MIT
"""Who double-clicks a program that fails sees why: the camel lies down and says it, where an entry of make-desktop has
started it; a terminal that the desktop has opened for it waits for Enter. By gio, as a file manager does it.
"""

import os
import pathlib
import shutil
import subprocess

import pytest

from lab import HELLO, OCAMLWALK, SPEAK, Trace, wait_until
from test_failure import dismiss, no_bytecode, no_file, other_version, told

LINUX = pathlib.Path(os.environ["OCAMLWALK_SOURCE_DIR"]) / "packaging" / "linux"
CANNOT = "cannot be run: "


class Desk:
    """A launcher's home with ocamlwalk installed in it, on a screen; ocamlwalk writes a trace."""

    def __init__(self, launcher, screen):
        self.launcher = launcher
        self.folder = launcher.folder
        self.trace = Trace(self.folder / "trace")
        self.data = self.folder / "data"
        tools = self.folder / "bin"
        tools.mkdir()
        for made, source in (("applications", "ocamlwalk.desktop"), ("mime/packages", "ocamlwalk.xml")):
            (self.data / made).mkdir(parents=True)
            shutil.copy(LINUX / source, self.data / made)
        self.add_tool(tools, "ocamlwalk", f'exec {OCAMLWALK} --sound=off --trace={self.trace.path} "$@"')
        # gio takes the first terminal that it knows: each is xterm here, with what stands on it written down.
        terminal = f'exec /usr/bin/xterm -e sh -c \'exec script -qfec "$*" {self.folder}/seen\' sh "$@"'
        self.add_tool(tools, "xdg-terminal-exec", terminal)
        for name in ("gnome-terminal", "mate-terminal", "xfce4-terminal", "xterm"):
            self.add_tool(tools, name, f"shift; {terminal}")
        self.env = launcher.environment(screen.name, {
            "XDG_DATA_HOME": str(self.data), "XDG_DATA_DIRS": "/usr/local/share:/usr/share",
            "PATH": f"{tools}:/usr/bin:/bin", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"})
        self.run("update-mime-database", self.data / "mime")
        self.run("update-desktop-database", self.data / "applications")

    @staticmethod
    def add_tool(folder, name, then):
        (folder / name).write_text(f"#!/bin/sh\n{then}\n")
        (folder / name).chmod(0o755)

    def run(self, *words) -> str:
        return subprocess.run([str(word) for word in words], env=self.env, stdout=subprocess.PIPE, text=True,
                              stdin=subprocess.DEVNULL, timeout=30, cwd=self.folder, check=True).stdout

    def click(self, *words):
        """What is started keeps the streams of who started it: they are nobody's."""
        subprocess.run(["gio", *map(str, words)], env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=30, cwd=self.folder, check=True, start_new_session=True)

    def seen(self) -> str:
        """What stands on the terminal."""
        path = self.folder / "seen"
        return path.read_text(errors="replace") if path.exists() else ""


@pytest.fixture
def desk(launcher, screen):
    return Desk(launcher, screen)


@pytest.mark.parametrize("words, sentence", [
    (["exit", "2"], "ended with status 2"),
    (["silent", "1000", "exit", "2"], "ended with status 2"),
    (["silent", "4000", "exit", "2"], "ended with status 2"),
    (["silent", "500", "die", "SEGV"], "was killed by SIGSEGV"),
], ids=["at once", "after 1 s", "after 4 s", "by signal"])
def test_a_menu_entry(desk, screen, words, sentence):
    entry = desk.run(LINUX / "make-desktop", "--name=report", "--", SPEAK, *words)[:-1]
    desk.click("launch", entry)
    assert told(desk) == sentence
    dismiss(screen)
    desk.launcher.wait_for_quiet()


@pytest.mark.parametrize("make, sentence", [
    (no_bytecode, CANNOT + "it is no OCaml bytecode"),
    (other_version, CANNOT + "its runtime is missing, or another version of OCaml"),
    (no_file, CANNOT + "the file, or its runtime, is missing"),
], ids=lambda it: getattr(it, "__name__", ""))
def test_a_menu_entry_of_what_cannot_be_run(desk, screen, make, sentence):
    program = make(desk.folder)
    missing = not program.exists()
    if missing:
        shutil.copy(HELLO, program)
    entry = desk.run(LINUX / "make-desktop", "--name=report", "--", program)[:-1]
    if missing:
        program.unlink()
    desk.click("launch", entry)
    assert told(desk) == sentence
    dismiss(screen)
    desk.launcher.wait_for_quiet()


@pytest.mark.parametrize("make, words", [
    (lambda folder: shutil.copy(SPEAK, folder / "report.byte"),
     "[ended with status 0, press Enter]"),
    (no_bytecode, f"[{CANNOT}it is no OCaml bytecode, press Enter]"),
    (other_version, f"[{CANNOT}its runtime is missing, or another version of OCaml, press Enter]"),
], ids=["well", "no bytecode", "other version"])
def test_opened_in_a_terminal(desk, screen, make, words):
    """The terminal stays until Enter, and what the camel would say stands there already."""
    program = make(desk.folder)
    desk.click("open", program)
    wait_until(lambda: words in desk.seen(), words)
    assert not desk.trace.events("failure")
    terminal = screen.xdotool("search", "--class", "XTerm").stdout.split()[-1]
    screen.xdotool("windowfocus", "--sync", terminal, "key", "Return")
    wait_until(lambda: not screen.xdotool("search", "--class", "XTerm").stdout, "the terminal closes")
    desk.launcher.wait_for_quiet()
