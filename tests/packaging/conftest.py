# SPDX-License-Identifier: MIT
"""Fixtures: a launcher for each test, and one screen for all."""

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
    made = Screen()
    yield made
    made.close()
