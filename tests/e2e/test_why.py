# SPDX-License-Identifier: MIT
"""Who misses the camel is told why, in words: by --demo, which shows nothing else."""

import pytest

from lab import OCAMLWALK, installed
from test_hostile_themes import make_theme

NOBODY = ":4711"  # a display that no server has


def demo(launcher, *options, display=None, ocamlwalk=OCAMLWALK, env=None):
    """How a short demo ends: its status, and the one line that it says, without its head."""
    launch = launcher.start(ocamlwalk, "--demo", "--sound=off", "--timeout=1", *options,
                            display=display, env=env)
    status, out, err = launch.finish()
    if err:
        assert err.startswith(b"ocamlwalk: ") and err.count(b"\n") == 1 and err.endswith(b"\n")
    assert out == b""
    return status, err[len("ocamlwalk: "):-1].decode()


def test_a_demo_without_a_display(launcher):
    """None is named, or nobody is there."""
    assert demo(launcher) == (1, "no display: set DISPLAY or WAYLAND_DISPLAY to see the camel")
    assert demo(launcher, display=NOBODY) == (1, "no camel: the display cannot be opened")
    assert demo(launcher, env={"WAYLAND_DISPLAY": "nobody"}) == (
        1, "no camel: the display cannot be opened")


@pytest.mark.parametrize("missing, told", [
    ("libexec", "the splash is not installed beside the launcher"),
    ("share", "no camel: there is no theme, see --list-themes"),
    ("share/ocamlwalk/themes/plate/theme.ini", "no camel: there is no theme, see --list-themes"),
    ("share/ocamlwalk/themes/plate/walk", "no camel: neither the theme nor the default one can be shown"),
])
def test_a_demo_of_what_is_missing(launcher, screen, missing, told):
    """Its splash, its themes, one theme's description or frames."""
    status, line = demo(launcher, display=screen.name, ocamlwalk=installed(launcher, missing))
    assert status == 1 and line.startswith(told)


def test_a_demo_of_a_theme_that_fails(launcher, screen):
    """It is the default that walks; without one, nothing does."""
    theme = make_theme(launcher)
    (theme / "1.png").write_bytes(b"no picture")
    assert demo(launcher, f"--theme={theme}", display=screen.name) == (
        0, "the theme cannot be shown here; it is the default")
    alone = installed(launcher, "share")
    assert demo(launcher, f"--theme={theme}", display=screen.name, ocamlwalk=alone) == (
        1, "no camel: neither the theme nor the default one can be shown")


def test_a_demo_of_a_card_without_room(launcher, screen):
    """A monitor that is smaller than the card."""
    theme = make_theme(launcher)
    described = theme / "theme.ini"
    described.write_text(described.read_text().replace("height = 64", "height = 1000"))
    alone = installed(launcher, "share")
    assert demo(launcher, f"--theme={theme}", display=screen.name, ocamlwalk=alone) == (
        1, "no camel: the card is larger than the monitor")
