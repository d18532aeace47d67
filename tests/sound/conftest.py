# SPDX-License-Identifier: MIT
"""Fixtures: a launcher for each test, a screen and a sound server for all, a server of its own for
who stops it. OCAMLWALK_SOUND_SERVER=pipewire takes PipeWire (pipewire, pipewire-pulse, wireplumber)
in place of PulseAudio."""

import os

import pytest

from ear import LOGIND, Desk, PipeWire, PulseAudio  # first: it finds the lab of the other tests
from fixtures import launcher, screen  # pylint: disable=unused-import

SERVER = PipeWire if os.environ.get("OCAMLWALK_SOUND_SERVER") == "pipewire" else PulseAudio


def pytest_configure(config):
    config.addinivalue_line("markers", "timing: measures a time, and so runs with no test beside it")


@pytest.fixture(scope="session")
def server():
    made = SERVER()
    yield made
    made.close()


@pytest.fixture
def desk(tmp_path):
    """desk("locked"): a logind that says so."""
    if not LOGIND.exists():
        pytest.skip("built without libsystemd")
    made = []

    def make(screen):
        made.append(Desk(tmp_path, screen))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def own_server():
    made = SERVER()
    yield made
    made.close()
