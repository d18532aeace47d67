# SPDX-License-Identifier: MIT
"""The verdicts as a table, for people to read."""

import collections
import platform
import re

from .registry import GROUPS
from .runner import DIFFERS, EXPECTED, MATCH, MODES, SAME, SKIPPED

SIGNS = {SAME: "same", EXPECTED: "differs (expected)", DIFFERS: "DIFFERS",
         MATCH: "same, unexpectedly"}


def order(check) -> tuple:
    number = re.match(r"\d+", check.number)
    return check.group, int(number[0]) if number else 0, check.number


def is_wrong(result) -> bool:
    return any(verdict in (DIFFERS, MATCH) for verdict in result.verdicts.values())


def sign(verdict: str) -> str:
    return SKIPPED if verdict.startswith(SKIPPED) else SIGNS[verdict]


def counts(results) -> list:
    lines = []
    for mode in MODES:
        found = collections.Counter(sign(result.verdicts[mode.name]) for result in results)
        lines.append(f"{mode.name}: " + ", ".join(f"{n} {s}" for s, n in sorted(found.items())))
    return lines


def reasons(checks) -> list:
    return [(check.number, key, why) for check in checks
            for key, why in check.parent_differs.items()]


def skips(checks, results) -> list:
    found = []
    for check, result in zip(checks, results):
        by_reason = collections.defaultdict(list)
        for mode, verdict in result.verdicts.items():
            if verdict.startswith(SKIPPED):
                by_reason[verdict.partition(": ")[2]].append(mode)
        for why, modes in by_reason.items():
            where = "" if len(modes) == len(MODES) else f" ({', '.join(modes)})"
            found.append((check.number, why + where))
    return found


def as_text(checks, results, took_s: float) -> str:
    wide = 22
    lines = ["", "".join(["   no  ", "property".ljust(58), *(m.name.ljust(wide) for m in MODES)])]
    for check, result in zip(checks, results):
        lines.append(check.number.rjust(5) + "  " + check.title[:56].ljust(58) +
                     "".join(sign(result.verdicts[m.name]).ljust(wide) for m in MODES).rstrip())
    noisy = [(c, r) for c, r in zip(checks, results) if r.details and not is_wrong(r)]
    if noisy:
        lines += ["", "Measured again, before it was as expected:"]
        lines += [f"{c.number:>5}  {detail[:600]}" for c, r in noisy for detail in r.details]
    return "\n".join([*lines, "", *counts(results), f"{len(checks)} checks in {took_s:.0f} s"])


def as_markdown(checks, results) -> str:
    lines = [
        "# What a program, its caller and its user can notice", "",
        "Each property below is observed in a run by bare `ocamlrun` and in runs by `ocamlwalk`: as",
        "the program's parent, with a display (`default`); with `--exec` and a display; and without",
        "a display, where it becomes the program (`in place`). *same* means that nothing differs.",
        "What differs is what no parent process can give; its reasons stand below the table.",
        "All of it with `--on-failure=quiet`: else, where there is no terminal and a program fails as",
        "it starts, two processes of ours are there for eight seconds after it.", "",
        "The table is written by `tests/transparency/run --write docs/transparency.md`; ctests",
        "`transparency_*` make the same comparison and fail on any other verdict, also on an",
        "*expected* difference that has gone. This one was made on "
        f"{platform.system()} {platform.release().split('-')[0]}.",
        ""]
    lines += [f"- {line}" for line in counts(results)]
    group = None
    for check, result in zip(checks, results):
        if check.group != group:
            group = check.group
            lines += ["", f"## {group}. {GROUPS[group][0].upper()}{GROUPS[group][1:]}", "",
                      "| no | property | default | --exec | in place |", "|---:|---|---|---|---|"]
        verdicts = " | ".join(sign(result.verdicts[m.name]) for m in MODES)
        title = check.title.replace("|", "\\|")
        lines.append(f"| {check.number} | {title} | {verdicts} |")
    lines += ["", "## Expected differences, under a parent only", ""]
    lines += [f"- **{number}**, {key}: {why}." for number, key, why in reasons(checks)]
    lines += ["", "## Not looked at on this machine", ""]
    lines += [f"- **{number}**: {why}" for number, why in skips(checks, results)]
    return "\n".join(lines) + "\n"
