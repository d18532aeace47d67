# SPDX-License-Identifier: MIT
"""Fixtures: a launcher for each test, a screen for all."""

from fixtures import launcher, screen  # pylint: disable=unused-import
