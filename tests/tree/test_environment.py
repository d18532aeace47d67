# SPDX-License-Identifier: MIT
"""The splash changes its environment in one place, before it has a second thread: getenv(3) in one
thread while another sets a variable reads what realloc(3) has freed. One show of 300 ended so."""

import pathlib
import re

SOURCE = pathlib.Path(__file__).resolve().parents[2]
CHANGES = re.compile(r"\b(?:SDL_)?(?:setenv|putenv|unsetenv|clearenv) ?\(")


def test_one_file_sets_variables():
    found = {str(path.relative_to(SOURCE)) for path in (SOURCE / "src").rglob("*.c")
             if path.parent.name != "common" and CHANGES.search(path.read_text())}
    assert found == {"src/process/environment.c"}
