# SPDX-License-Identifier: MIT
"""Every file of end-to-end tests is one of ctest's."""

import os
import pathlib
import re

E2E = pathlib.Path(os.environ["OCAMLWALK_SOURCE_DIR"]) / "tests" / "e2e"


def test_every_file_is_run():
    """By its name, or because all that is in it measures a time."""
    listed = set(re.findall(r"\w+", (E2E / "CMakeLists.txt").read_text()))
    left_out = [path.name for path in E2E.glob("test_*.py")
                if not listed & {path.stem, path.stem.partition("_")[2]} and
                "pytestmark = pytest.mark.timing" not in path.read_text()]
    assert not left_out
