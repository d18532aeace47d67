# SPDX-License-Identifier: MIT
"""Fixtures: what all tests share, and a screen of its own for who breaks it."""

import pytest

from fixtures import launcher, screen  # pylint: disable=unused-import
from lab import Screen


def pytest_configure(config):
    config.addinivalue_line("markers", "timing: measures a time, and so runs with no test beside it")


@pytest.fixture
def own_screen():
    """A screen that the test may break."""
    made = Screen()
    yield made
    made.close()
