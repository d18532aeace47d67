# SPDX-License-Identifier: MIT
"""What fontconfig says of the words' face is remembered, so that the next camel need not ask it; until something changes of
what it was found by."""

import stat

import pytest

from lab import OCAMLWALK, SPEAK

# Where there are no other settings than these; the fonts are the system's.
SETTINGS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><cachedir>/var/cache/fontconfig</cachedir>%s</fontconfig>
"""
BOLD = """<match target="pattern"><edit name="weight" mode="assign"><const>bold</const></edit></match>"""


@pytest.fixture
def state(launcher):
    launcher.env["XDG_STATE_HOME"] = str(launcher.folder / "state")
    return launcher.folder / "state" / "ocamlwalk" / "face"


def show(launcher, screen, *options, title="prog.byte") -> bool:
    """A camel with words under it. Whether fontconfig was asked for them."""
    launch = launcher.walk(SPEAK, "await", "end", options=["--delay=0", "--sound=off", f"--title={title}", *options],
                           display=screen.name)
    launch.trace.wait_for("words shown")
    with open(f"/proc/{launch.splash_pid()}/maps", encoding="utf-8") as maps:
        asked = "libfontconfig" in maps.read()
    launch.tell("end")
    assert launch.finish() == (0, b"", b"")
    launcher.wait_for_quiet()  # the wings write last of all
    launch.path("end").unlink()
    return asked


@pytest.mark.parametrize("way", [[], ["--exec"]], ids=["parent", "--exec"])
def test_it_is_asked_once(launcher, screen, state, way):
    assert show(launcher, screen, *way)
    assert stat.S_IMODE(state.stat().st_mode) == 0o600
    assert not show(launcher, screen, *way)
    assert not show(launcher, screen, *way, title="another")
    assert show(launcher, screen, *way, title="\u0639\u0631\u0628\u064a"), "Pango sets it, and asks"
    assert not show(launcher, screen, *way), "which has nothing to do with the others"


def test_it_is_asked_again_when_its_settings_change(launcher, screen, state):
    settings = launcher.folder / "fonts.conf"
    settings.write_text(SETTINGS % "")
    launcher.env["FONTCONFIG_FILE"] = str(settings)
    assert show(launcher, screen)
    regular = state.read_text().splitlines()[2]
    assert not show(launcher, screen)
    settings.write_text(SETTINGS % BOLD)
    assert show(launcher, screen)
    assert state.read_text().splitlines()[2] != regular
    assert not show(launcher, screen)
    del launcher.env["FONTCONFIG_FILE"]
    assert show(launcher, screen)


def test_a_damaged_one_is_none(launcher, screen, state):
    assert show(launcher, screen)
    whole = state.read_bytes()
    for damaged in (b"", whole[:-1], whole.replace(b"/usr", b"/etc", 1), b"x" * 9999, bytes(4096)):
        state.write_bytes(damaged)
        assert show(launcher, screen)
        assert state.read_bytes() == whole
    state.unlink()
    state.mkdir()
    assert show(launcher, screen)


def test_memory_off_has_none(launcher, screen, state):
    assert show(launcher, screen, "--memory=off")
    assert not state.parent.exists()
    assert show(launcher, screen)
    kept = state.read_bytes()
    assert show(launcher, screen, "--memory=off")
    assert state.read_bytes() == kept


def test_forget(launcher, screen, state):
    show(launcher, screen)
    assert state.exists()
    assert launcher.start(OCAMLWALK, "--forget").finish() == (0, b"", b"")
    assert not state.exists()
