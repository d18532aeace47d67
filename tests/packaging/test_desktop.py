# SPDX-License-Identifier: MIT
"""The desktop knows bytecode, opens it with ocamlwalk, and takes what make-desktop writes."""

import os
import pathlib
import shutil
import subprocess

import pytest

from lab import HELLO, OCAMLWALK, wait_until

SOURCE = pathlib.Path(os.environ["OCAMLWALK_SOURCE_DIR"])
LINUX = SOURCE / "packaging" / "linux"
TYPE = "application/x-ocaml-bytecode"
TRAILER = b"\0\0\0\1Caml1999X031"

# Says which words it was started with, one a line, then runs them.
TELL = """#!/bin/sh
printf '%s\\n' "$@" >"$HOME/{name}.part" && mv "$HOME/{name}.part" "$HOME/{name}"
{then}
"""


class Home:
    """A user's home on a desktop where ocamlwalk is installed."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.data = folder / "data"
        self.tools = folder / "bin"
        for made, source in (("applications", "ocamlwalk.desktop"),
                             ("mime/packages", "ocamlwalk.xml")):
            (self.data / made).mkdir(parents=True)
            shutil.copy(LINUX / source, self.data / made)
        self.tools.mkdir()
        self.env = {"HOME": str(folder), "XDG_DATA_HOME": str(self.data), "LC_ALL": "C.UTF-8",
                    "XDG_DATA_DIRS": "/usr/local/share:/usr/share",
                    "XDG_CONFIG_HOME": str(folder / "config"),
                    "PATH": f"{self.tools}:/usr/bin:/bin"}
        self.run("update-mime-database", self.data / "mime")
        self.run("update-desktop-database", self.data / "applications")

    def run(self, *words) -> str:
        done = subprocess.run([str(word) for word in words], env=self.env, capture_output=True,
                              text=True, timeout=30, cwd=self.folder, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def add_tool(self, name: str, then: str):
        """A command that tells how it was called."""
        path = self.tools / name
        path.write_text(TELL.format(name=name, then=then))
        path.chmod(0o755)

    def told(self, name: str) -> list:
        wait_until((self.folder / name).exists, f"{name} is started")
        return (self.folder / name).read_text().split("\n")[:-1]

    def type_of(self, name: str, content: bytes) -> str:
        path = self.folder / name
        path.write_bytes(content)
        told = self.run("gio", "info", "-a", "standard::content-type", path)
        return told.split("standard::content-type:")[1].split()[0]


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


@pytest.mark.parametrize("command", [
    ["appstreamcli", "validate", "--no-net", "--pedantic",
     LINUX / "org.ocamlwalk.ocamlwalk.metainfo.xml"],
    ["desktop-file-validate", LINUX / "ocamlwalk.desktop"],
    ["xmllint", "--noout", LINUX / "ocamlwalk.xml"],
], ids=lambda command: command[0])
def test_validators_are_content(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not any(mark in done.stdout + done.stderr for mark in ("W:", "E:", "warning", "error"))


@pytest.mark.parametrize("name, content", [
    ("report", b"#!/usr/bin/ocamlrun\n" + b"\x54\0\0\0" * 9 + TRAILER),
    ("report", b"#!/home/somebody/.opam/5.1.0+flambda+options/bin/ocamlrun\n\x54\0" + TRAILER),
    ("report", b"#!/usr/bin/env ocamlwalk\n\x54\0\0\0" + TRAILER),
    ("report", b"#!/usr/bin/env -S ocamlwalk --still --\n\x54\0\0\0" + TRAILER),
    ("report.byte", b"\x54\0\0\0" + TRAILER),
    ("report.bc", b"\x54\0\0\0" + TRAILER),
])
def test_bytecode_is_known(home, name, content):
    assert home.type_of(name, content) == TYPE


def test_what_the_compiler_made_is_known(home):
    assert home.type_of("hello", pathlib.Path(HELLO).read_bytes()) == TYPE


@pytest.mark.parametrize("name, content", [
    ("run", b"#!/bin/sh\nexec /usr/bin/ocamlrun report.byte\n"),
    ("run", b"#!/usr/bin/python3\nimport os; os.execl('/usr/bin/ocamlrun', 'a', 'b')\n"),
    ("notes", b"#! is followed by /usr/local/bin or the like\n"),
    ("report.ml", b"let () = print_endline \"/usr/bin/ocamlrun\"\n"),
])
def test_nothing_else_is_taken_for_it(home, name, content):
    assert home.type_of(name, content) != TYPE


def test_opening_runs_it_in_a_terminal(home):
    """gio looks for terminals on PATH: here is each, and runs what it is asked to."""
    home.add_tool("xdg-terminal-exec", 'exec "$@"')
    home.add_tool("ocamlwalk", f'exec {OCAMLWALK} --splash=never "$@" >"$HOME/output"')
    for terminal in ("gnome-terminal", "mate-terminal", "xfce4-terminal", "xterm"):
        home.add_tool(terminal, 'shift; exec "$@"')
    assert "ocamlwalk.desktop" in home.run("gio", "mime", TYPE)
    program = home.folder / "a report.byte"
    shutil.copy(HELLO, program)
    home.run("gio", "open", program)
    assert home.told("ocamlwalk") == ["--hold", "--", str(program)]
    wait_until(lambda: (home.folder / "output").read_text(), "the program's output")


@pytest.mark.parametrize("name", [
    "report.byte", "a b$(c) \"d\" 'e' `f` \\g\\n 100%f;é.byte", "-x"])
def test_a_menu_entry(home, name):
    """Whatever a program and its arguments are called, they are started as they are called."""
    home.add_tool("ocamlwalk", "")
    program = home.folder / name
    shutil.copy(HELLO, program)
    arguments = ["two words", "$HOME", "50%", "\\", "\"", ""]
    entry = home.run(LINUX / "make-desktop", "--", program, *arguments)[:-1]
    assert pathlib.Path(entry).parent == home.data / "applications"
    subprocess.run(["desktop-file-validate", entry], check=True)
    home.run("gio", "launch", entry)
    title = pathlib.Path(entry).name.removesuffix(".desktop")
    assert home.told("ocamlwalk") == [f"--title={title}", "--", str(program), *arguments]


def test_a_menu_entry_as_asked_for(home):
    shutil.copy(HELLO, home.folder / "report.byte")
    entry = home.run(LINUX / "make-desktop", "--name=Daily report", "--icon=gtk-print",
                     "--terminal", "--comment=What was sold", f"--output={home.folder}/desk",
                     "report.byte")[:-1]
    assert entry == f"{home.folder}/desk/Daily report.desktop"
    lines = pathlib.Path(entry).read_text().splitlines()
    assert {"Name=Daily report", "Icon=gtk-print", "Terminal=true",
            "Comment=What was sold"} <= set(lines)


def test_no_menu_entry_for_two_lines(home):
    shutil.copy(HELLO, home.folder / "report.byte")
    done = subprocess.run([LINUX / "make-desktop", "report.byte", "a\nExec=b"], env=home.env,
                          cwd=home.folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "line break" in done.stderr and done.stdout == ""
    assert not list(home.data.glob("applications/report*"))


def test_no_menu_entry_for_nothing(home):
    done = subprocess.run([LINUX / "make-desktop", "missing.byte"], env=home.env, cwd=home.folder,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "missing.byte" in done.stderr and done.stdout == ""
    assert not list(home.data.glob("applications/missing*"))
