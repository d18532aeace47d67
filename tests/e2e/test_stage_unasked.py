# SPDX-License-Identifier: MIT
"""Window managers that give the focus to whatever comes, without asking what it is: what the user
types into a terminal arrives there, all of it.
"""

import shutil
import subprocess

import pytest

from lab import SPEAK, Screen, die_with_the_tests, end_all, wait_until
from stages import take_picture

TEXT = "the camel walks by and takes nothing "
COLOURS = 60  # of the card; the terminal has two


@pytest.fixture(params=["evilwm", "ratpoison"])
def desktop(request):
    """An X server with one of them."""
    if not shutil.which(request.param) or not shutil.which("xterm"):
        pytest.skip(f"{request.param} or xterm is not installed")
    made = Screen(None)
    manager = subprocess.Popen([request.param], env=made.env, stdin=subprocess.DEVNULL,
                               stdout=made.log, stderr=made.log, preexec_fn=die_with_the_tests)
    yield made
    end_all([manager])
    made.close()


def test_every_key_arrives(launcher, desktop):
    """Typed before the camel comes, while it walks, and after it has gone."""
    typed = launcher.folder / "typed"
    terminal = launcher.start("xterm", "-geometry", "210x60+0+0", "-e", "sh", "-c",
                              f"stty -icanon; cat >{typed}", display=desktop.name)
    window = wait_until(
        lambda: desktop.xdotool("search", "--onlyvisible", "--class", "xterm").stdout.split(),
        "the terminal is on the screen")[0]
    wait_until(typed.exists, "the terminal listens")
    desktop.xdotool("mousemove", 640, 400)  # on the terminal, and where the card comes
    desktop.xdotool("windowfocus", "--sync", window)
    expected = ""

    def type_text():
        nonlocal expected
        expected += TEXT
        desktop.xdotool("type", "--delay", "1", TEXT)
        wait_until(lambda: typed.read_text() == expected, f"{expected!r} arrives")

    type_text()
    launch = launcher.walk(SPEAK, "await", "end", options=["--delay=0"], display=desktop.name)
    launch.trace.wait_for("first frame")
    wait_until(lambda: take_picture(desktop.env).count_colours() > COLOURS, "the card is seen")
    type_text()
    launch.trace.wait_until_at_home()
    type_text()
    launch.tell("end")
    assert launch.finish().status == 0
    launch.trace.wait_for("splash ended")
    type_text()
    terminal.process.kill()
    terminal.process.wait()
