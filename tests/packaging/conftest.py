# SPDX-License-Identifier: MIT
"""Fixtures: a launcher for each test, and one screen for all."""

from fixtures import launcher, screen  # pylint: disable=unused-import
