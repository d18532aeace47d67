# SPDX-License-Identifier: MIT
"""The options are listed in six places, and all say what --help does: README.md, the manual, three completions."""

import dataclasses
import os
import pathlib
import re
import subprocess

import pytest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
LAUNCHER = pathlib.Path(os.environ["OCAMLWALK_BUILD_DIR"]) / "bin" / "ocamlwalk"
README = "README.md"
MANUAL = "packaging/man/ocamlwalk.1"
BASH, ZSH, FISH = (f"packaging/completions/{name}"
                   for name in ("ocamlwalk.bash", "_ocamlwalk", "ocamlwalk.fish"))
UNSAID = "(not said here)"


@dataclasses.dataclass
class Option:
    """What a list says of an option; UNSAID where that is not for it to say."""

    value: str | None  # the placeholder; None: it takes no value
    default: str | None = UNSAID
    bounds: str | None = UNSAID  # "0 to 120"
    choices: frozenset | str = UNSAID  # the words that it may be, or be made of


def words(text):
    return frozenset(re.findall(r"[a-z]+(?:-[a-z]+)*", text))


def bounds(text):
    found = re.search(r"\b\d+ to \d+\b", text)
    return found[0] if found else None


def choices(value):
    """Those of a placeholder that is not one but the words themselves: "on|off"."""
    return words(value) if value and value == value.lower() else UNSAID


# --- The six lists ---------------------------------------------------------------------------------------------


def from_help(text):
    found = {name: Option(value or None, None, None)
             for name, value in re.findall(r"(--[\w-]+)(?:=([^\s\]]+))?", text.split("\n\n")[0])}
    for line in re.finditer(r"^  --([\w-]+)(?:=(\S+))? +(.*(?:\n {10}.*)*)", text, re.M):
        first, _, more = line[3].partition("\n")
        default = re.search(r" \(([^()]*)\):?$", first)
        listed = words(more) if more else choices(line[2])
        found["--" + line[1]] = Option(line[2], default[1] if default else None, bounds(first), listed)
    return found


def from_readme(text):
    found = {}
    for row in re.finditer(r"^\| (`--.*?`) \| (.*?) \|(?: (.*?))? \|$", text, re.M):
        for name, value in re.findall(r"`(--[\w-]+)(?:=([^`]+))?`", row[1]):
            value = value.replace("\\|", "|") or None
            found[name] = Option(value, (row[3] or "").strip("` ") or None, bounds(row[2]), choices(value))
    signs = re.search(r"The\s+names\s+are\s(.*?);", text, re.S)
    found["--until"].choices = frozenset(re.findall(r"`([a-z]+)`", signs[1]))
    places = re.search(r"^\| `--position=.*? \| (.*?) \|", text, re.M)
    found["--position"].choices = frozenset(re.findall(r"`([a-z-]+)`", places[1]))
    return found


def from_manual(text):
    found = {}
    description = text.split(".Sh DESCRIPTION")[1].split(".Sh ")[0]
    for item in re.finditer(r"^\.It Fl Fl ([\w-]+)(?: Ns = Ns (Cm|Ar) ([^\n]*))?\n(.*?)(?=^\.(?:It|El))", description,
                            re.M | re.S):
        value = item[3] and item[3].replace(" ", "")
        value = value.upper() if item[2] == "Ar" else value
        plain = re.sub(r" ([,.;])", r"\1", re.sub(r"^\.[A-Z][a-z] ", "", item[4], flags=re.M).replace("\n", " "))
        default = re.search(r"(?:default is ([\w-]+)|([\w' -]+?),? (?:by|the) default\b|instead of (the program's)\b)",
                            plain)
        default = default and (default[1] or default[3] or default[2].strip())
        if item[1] == "until":
            listed = words(" ".join(re.findall(r"^\.Cm (.*)$", item[4], re.M)[:2]))
        elif item[1] == "position":
            listed = words(" ".join(re.findall(r"^\.Cm (.*)$", item[4], re.M)))
        else:
            listed = choices(value)
        found["--" + item[1]] = Option(value, default, bounds(plain), listed)
    return found


def from_synopsis(text):
    synopsis = text.split(".Sh SYNOPSIS")[1].split(".Sh ")[0]
    found = {"--" + name: Option((value.upper() if kind == "Ar" else value).replace(" ", "") or None)
             for name, kind, value in re.findall(r"^\.Op Fl Fl ([\w-]+)(?: Ns = Ns (Cm|Ar) (.*))?$", synopsis, re.M)}
    commands = re.search(r"^\.Fl Fl .*\|.*$", synopsis, re.M)[0]
    commands += " ".join(re.findall(r"^\.Nm\n(\.Fl Fl [\w-]+)$", synopsis, re.M))
    return found | {"--" + name: Option(value.upper() or None)
                    for name, value in re.findall(r"Fl Fl ([\w-]+)(?: Ns = Ns Ar (\w+))?", commands)}


def from_zsh(text):
    found = {}
    for name, takes, argument in re.findall(r"^ +'(?:\(- \*\))?(--[\w-]+)(=?)\[[^]]*\](.*)' \\$", text, re.M):
        listed = re.search(r":\(([a-z -]+)\)$", argument) or re.search(r":_values -s , sign (.*)$", argument)
        default = re.search(r"\((\d+)(?:\\:[^()]*)?\)$", argument)
        found[name] = Option(UNSAID if takes else None, default[1] if default else UNSAID, bounds(argument),
                             words(listed[1]) if listed else UNSAID)
    return found


def from_bash(text):
    offered = re.search(r"_ocamlwalk_reply -W '(--[^']*)'", text)[1]
    values = dict(re.findall(r"^    (--[\w-]+)\)\s+_ocamlwalk_reply -W '([^']*)'", text, re.M))
    values["--until"] = re.search(r"-W '([a-z ]+)' -- \"\$open\"", text)[1]
    return {name: Option(UNSAID if takes else None, choices=words(values.get(name, "")) or UNSAID)
            for name, takes in re.findall(r"(--[\w-]+)(=?)", offered)}


def from_fish(text):
    found = {}
    signs = re.search(r"\$before\"\{([a-z,]+)\}", text)[1]
    for name, takes, answers, told in re.findall(
            r"^complete -c ocamlwalk -n \w+ -l ([\w-]+)( -[xr])?(?: -a '([^']*)')? -d '([^']*)'$", text, re.M):
        if answers == "(__ocamlwalk_signs)":
            answers = signs
        default = re.search(r"\((\d+)\)$", told)
        found["--" + name] = Option(UNSAID if takes else None, default[1] if default else UNSAID, bounds(told),
                                    UNSAID if answers.startswith("(") or not answers else words(answers))
    return found


LISTS = [(README, from_readme), (MANUAL, from_manual), (MANUAL, from_synopsis), (ZSH, from_zsh), (BASH, from_bash),
         (FISH, from_fish)]
IDS = ["readme", "manual", "synopsis", "zsh", "bash", "fish"]


# --- The comparison --------------------------------------------------------------------------------------------


def differences(wanted, told):
    """A line for each thing that a list says otherwise than --help."""
    for name in sorted(set(wanted) | set(told)):
        if name not in told:
            yield f"{name}: missing"
        elif name not in wanted:
            yield f"{name}: not an option"
        else:
            yield from differences_of(name, wanted[name], told[name])


def differences_of(name, wanted, told):
    if (wanted.value is None) != (told.value is None):
        yield f"{name}: {'takes no value' if wanted.value is None else 'takes a value'}"
    for what in ("value", "default", "bounds"):
        expected, said = getattr(wanted, what), getattr(told, what)
        if said is not UNSAID and said != expected:
            yield f"{name}: {what} {said}, not {expected}"
    if wanted.choices is not UNSAID and told.choices is not UNSAID and wanted.choices != told.choices:
        yield f"{name}: choices {sorted(told.choices)}, not {sorted(wanted.choices)}"


@pytest.fixture(scope="module")
def wanted():
    text = subprocess.run([LAUNCHER, "--help"], capture_output=True, text=True, check=True).stdout
    return from_help(text)


def test_help_is_understood(wanted):
    assert len(wanted) >= 18
    assert wanted["--delay"] == Option("MS", "250", None, UNSAID)
    assert wanted["--fade"] == Option("MS", "120", "0 to 120", UNSAID)
    assert wanted["--sound"] == Option("on|off", "on", None, frozenset({"on", "off"}))
    assert wanted["--still"] == Option(None, None, None, UNSAID)
    assert "ready" in wanted["--until"].choices


@pytest.mark.parametrize("file, read", LISTS, ids=IDS)
def test_list_says_what_help_says(wanted, file, read):
    found = list(differences(wanted, read((SOURCE / file).read_text())))
    assert not found


@pytest.mark.parametrize("file", [ZSH, FISH], ids=["zsh", "fish"])
def test_completion_tells_the_default_of_each_number(wanted, file):
    told = dict(LISTS)[file]((SOURCE / file).read_text())
    numbers = {name for name, option in wanted.items() if (option.default or "").isdigit()}
    assert {name for name in numbers if told[name].default is UNSAID} == set()


def test_values_that_bash_offers_are_within_bounds(wanted):
    text = (SOURCE / BASH).read_text()
    offered = re.findall(r"^    (--[\w-]+)\) _ocamlwalk_reply -W '([\d ]+)'", text, re.M)
    assert {name for name, _ in offered} == {name for name, option in wanted.items()
                                             if (option.default or "").isdigit()}
    for name, values in offered:
        least, most = (wanted[name].bounds or "0 to 3600000").split(" to ")
        assert wanted[name].default in values.split()
        assert all(int(least) <= int(value) <= int(most) for value in values.split()), name


# --- It can fail -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file, read, old, new, complaint", [
    (README, from_readme, "`--delay=MS`", "`--delay=S`", "--delay: value S, not MS"),
    (README, from_readme, "first | 250 |", "first | 300 |", "--delay: default 300, not 250"),
    (README, from_readme, "| `--still`", "| still", "--still: missing"),
    (README, from_readme, "`--demo`,", "`--demo`, `--dance`,", "--dance: not an option"),
    (README, from_readme, "0 to 100", "0 to 200", "--volume: bounds 0 to 200, not 0 to 100"),
    (README, from_readme, "`ready` and `dismiss`;", "`ready`;", "--until: choices"),
    (MANUAL, from_manual, ".It Fl Fl fade Ns = Ns Ar ms", ".It Fl Fl fade Ns = Ns Ar s", "--fade: value S, not MS"),
    (MANUAL, from_manual, "250 by default", "200 by default", "--delay: default 200, not 250"),
    (MANUAL, from_manual, "0, the default", "9, the default", "--timeout: default 9, not 0"),
    (MANUAL, from_manual, "default is\n.Cm plate", "default is\n.Cm cutout", "--theme: default cutout, not plate"),
    (MANUAL, from_manual, ".It Fl Fl exec\n", ".It Fl Fl exe\n", "--exec: missing"),
    (MANUAL, from_synopsis, ".Op Fl Fl still\n", "", "--still: missing"),
    (MANUAL, from_synopsis, ".Fl Fl why\n", ".Fl Fl who\n", "--who: not an option"),
    (MANUAL, from_synopsis, "on | off", "on | of", "--sound: value on|of, not on|off"),
    (ZSH, from_zsh, "(auto always never)", "(auto always)", "--splash: choices"),
    (ZSH, from_zsh, "milliseconds (250)", "milliseconds (25)", "--delay: default 25, not 250"),
    (ZSH, from_zsh, "'--still[", "'--still=[", "--still: takes no value"),
    (README, from_readme, "`pointer`, or", "or", "--position: choices"),
    (MANUAL, from_manual, "top-left , top-right", "top-left", "--position: choices"),
    (ZSH, from_zsh, "top-right bottom-left", "top-right", "--position: choices"),
    (BASH, from_bash, "top-left top-right", "top-left", "--position: choices"),
    (FISH, from_fish, "top-right bottom-left", "top-right", "--position: choices"),
    (BASH, from_bash, "--title= ", "--title ", "--title: takes a value"),
    (BASH, from_bash, " --play --list-themes", " --play", "--list-themes: missing"),
    (BASH, from_bash, "'output exit window", "'output window", "--until: choices"),
    (FISH, from_fish, "-l runtime", "-l run", "--run: not an option"),
    (FISH, from_fish, "0 to 120 (120)", "0 to 120 (100)", "--fade: default 100, not 120"),
])
def test_difference_is_named(wanted, file, read, old, new, complaint):
    text = (SOURCE / file).read_text()
    assert old in text, f"{file} has changed: this test needs another place"
    found = list(differences(wanted, read(text.replace(old, new, 1))))
    assert any(line.startswith(complaint) for line in found), found
