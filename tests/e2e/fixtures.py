# SPDX-License-Identifier: MIT
"""Fixtures that several folders of tests share: a launcher for each test, a screen for all."""

import pytest

from lab import Launcher, Screen


@pytest.fixture
def launcher(tmp_path):
    """Starts programs; at the end nothing of them may be left."""
    made = Launcher(tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="session")
def screen():
    """The X server and openbox that the tests share, one test after the other."""
    made = Screen()
    yield made
    made.close()
