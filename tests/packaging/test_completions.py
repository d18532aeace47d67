# SPDX-License-Identifier: MIT
"""bash, zsh and fish complete ocamlwalk's options, then the program, then what it completes."""

import re
import subprocess

import pytest

from shells import BUILD, COMPLETIONS, Bash, Fish, Zsh


@pytest.fixture(params=[Bash, Zsh, Fish], ids=["bash", "zsh", "fish"], scope="module")
def shell(request, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    (home / "report.byte").write_text("#!/usr/bin/ocamlrun\n")
    (home / "report.byte").chmod(0o755)
    (home / "bin").mkdir()
    (home / "bin" / "tool").write_text("#!/bin/sh\n")
    (home / "bin" / "tool").chmod(0o755)
    made = request.param(home)
    yield made
    made.close()


def values(completions: set) -> set:
    """What stands after the = of an option, whether or not a shell repeats the option itself."""
    return {word.rpartition("=")[2] for word in completions}


def test_every_option_of_the_help_is_offered_and_no_other(shell):
    usage = subprocess.run([BUILD / "bin" / "ocamlwalk", "--help"], capture_output=True, text=True,
                           check=True).stdout
    told = set(re.findall(r"(?<![\w=-])--[a-z-]+", usage.split("The same options")[0]))
    assert {word.rstrip("=") for word in shell.complete("ocamlwalk --")} == told


@pytest.mark.parametrize("line, expected", [
    ("ocamlwalk --splash=", {"auto", "always", "never"}),
    ("ocamlwalk --still --sound=o", {"on", "off"}),
    ("ocamlwalk --theme=plate-", {"plate-dark"}),
])
def test_values(shell, line, expected):
    assert values(shell.complete(line)) == expected


def test_signs_of_life_are_a_list(shell):
    offered = values(shell.complete("ocamlwalk --until=output,re"))
    assert {word.rstrip(",").rpartition(",")[2] for word in offered} == {"ready"}


@pytest.mark.parametrize("line", [
    "ocamlwalk ./rep", "ocamlwalk --delay=100 --still ./rep", "ocamlwalk -- ./rep"])
def test_the_program(shell, line):
    assert shell.complete(line) == {"./report.byte"}


@pytest.mark.parametrize("line", ["ocamlwalk tool ", "ocamlwalk --sound=off -- tool "])
def test_what_follows_the_program_is_the_programs(shell, line):
    assert shell.complete(line) == {"apple", "pear"}


def test_no_option_of_ours_after_the_program(shell):
    offered = shell.complete("ocamlwalk ./report.byte --s") - {"--s"}  # itself: nothing found
    assert not any(word.startswith("--") for word in offered)


def test_shellcheck_is_content():
    subprocess.run(["shellcheck", COMPLETIONS / "ocamlwalk.bash"], check=True)
