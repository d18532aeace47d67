# SPDX-License-Identifier: MIT
"""Loads every group's checks."""

import importlib

NAMES = ["a_exec", "b_descriptors", "c_terminal", "d_jobs", "e_signals", "f_end", "g_context",
         "h_accounting", "i_companions", "j_faults", "j_camel", "k_wild"]


def load():
    for name in NAMES:
        importlib.import_module(f"battery.{name}")
