# SPDX-License-Identifier: MIT
"""What the benches in Python share: the build folder, which is $1, as the tests have it, and how often to measure. To be
imported before the tests' own modules, which it puts on the path.
"""

import os
import pathlib
import sys

TESTS = pathlib.Path(__file__).resolve().parent.parent
if len(sys.argv) < 2 or not os.access(pathlib.Path(sys.argv[1]) / "bin" / "ocamlwalk", os.X_OK):
    sys.exit(f"use: {pathlib.Path(sys.argv[0]).name} BUILD-FOLDER [COUNT]")
os.environ["OCAMLWALK_BUILD_DIR"] = os.path.abspath(sys.argv[1])
sys.path[:0] = [str(TESTS / "e2e"), str(TESTS / "sound")]


def count(usual: int) -> int:
    """$2, or how often it is measured without it."""
    return int(sys.argv[2]) if len(sys.argv) > 2 else usual
