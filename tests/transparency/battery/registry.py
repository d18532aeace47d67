# SPDX-License-Identifier: MIT
"""The list of checks, and what makes one.

    @check(33, "C", "SIGWINCH comes once")
    def window_size(lab): ...             returns what was seen: a dict, a list, a text

The function is run bare and in each mode; what it returns is compared. Where no parent can be
identical (TRANSPARENCY's X items), `parent_differs` says by key what differs in the mode `default`
and why; a key that does not differ there fails as one that differs elsewhere does.
"""

import dataclasses
import typing

GROUPS = {
    "A": "argv, environment, exec", "B": "file descriptors", "C": "terminal", "D": "job control",
    "E": "signals", "F": "end", "G": "process context", "H": "accounting", "I": "companions",
    "J": "faults", "K": "programs in the wild",
}

# What only the same process can keep: the list must not grow.
ONLY_IN_PLACE = {26, 30, 38, 39, 40, 45, 46, 53, 58, 61, 62, 63, 70, 81, 82, 88, 89, 90, 92, 93,
                 94}

ALL = "everything seen"  # the key of an observation that is no dict


class Skip(Exception):
    """This machine cannot make what the check looks at."""


@dataclasses.dataclass
class Check:
    number: str
    group: str
    title: str
    function: typing.Callable
    parent_differs: dict
    camel: bool       # the walk begins at once, and is traced
    probe: bool       # ocamlrun on PATH is the probe
    alone: bool       # measures a time: no other check beside it, and up to three tries
    sanitized: str    # why it is not for a sanitized launcher
    skip: str         # why it is not automated
    deadline_s: float


CHECKS: list = []


def check(number, group, title, *, parent_differs=None, camel=False, probe=True, alone=False,
          sanitized="", deadline_s=40.0):
    """Registers a function as the check of a number of the battery."""
    if isinstance(parent_differs, str):
        parent_differs = {ALL: parent_differs}

    def register(function):
        digits = "".join(c for c in str(number) if c.isdigit())
        if parent_differs and int(digits) not in ONLY_IN_PLACE:
            raise ValueError(f"{number}: a parent can do this")
        CHECKS.append(Check(str(number), group, title, function, parent_differs or {}, camel, probe,
                            alone, sanitized, "", deadline_s))
        return function
    return register


def not_here(number, group, title, reason):
    """Registers a property that is not looked at, with the reason."""
    CHECKS.append(Check(str(number), group, title, lambda lab: None, {}, False, False, False, "",
                        reason, 0))
