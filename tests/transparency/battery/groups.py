# SPDX-License-Identifier: MIT
"""Loads every group's checks."""

import importlib

NAMES = ["a_exec", "b_descriptors", "c_terminal"]


def load():
    for name in NAMES:
        importlib.import_module(f"battery.{name}")
