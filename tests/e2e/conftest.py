# SPDX-License-Identifier: MIT
"""Fixtures: a launcher for each test, a screen for all, a screen of its own for who breaks it."""

import pytest

from lab import Launcher, Screen


@pytest.fixture
def launcher(tmp_path):
    """Starts programs; at the end nothing of them may be left."""
    made = Launcher(tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="session")
def shared_screen():
    made = Screen()
    yield made
    made.close()


@pytest.fixture
def screen(shared_screen):
    """The X server and openbox that the tests share, one test after the other."""
    return shared_screen


@pytest.fixture
def own_screen():
    """A screen that the test may break."""
    made = Screen()
    yield made
    made.close()
