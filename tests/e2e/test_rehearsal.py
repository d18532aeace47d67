# SPDX-License-Identifier: MIT
"""`ocamlwalk --demo --theme=DIR` is a rehearsal: the theme is read again as its files change, keys say what the camel
does, and the terminal is afterwards as it was.

By the splash's trace and the terminal's modes.
"""

import os
import pathlib
import re
import shutil
import signal
import termios
import time

import pexpect
import pytest

from compositors import needs_sway, sway  # pylint: disable=unused-import
from lab import DEADLINE_S, OCAMLWALK, SANITIZED, THEMES, Trace, wait_until


def copy_theme(folder: pathlib.Path, name: str = "plate") -> pathlib.Path:
    """With its dark sibling beside it."""
    theme = folder / "work" / name
    shutil.copytree(THEMES / name, theme)
    shutil.copytree(THEMES / "plate-dark", theme.parent / "plate-dark")
    return theme


def change(theme: pathlib.Path, old: str, new: str):
    file = theme / "theme.ini"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


class Rehearsal:
    """A demo of a theme under work on a terminal, on a screen."""

    def __init__(self, launcher, screen, theme, *options, env=None):
        self.trace = Trace(launcher.folder / "rehearsal.trace")
        self.screen = screen
        words = ["--demo", f"--theme={theme}", "--sound=off", f"--trace={self.trace.path}", *options]
        self.terminal = pexpect.spawn(
            str(OCAMLWALK), words, cwd=str(launcher.folder), timeout=DEADLINE_S, encoding="utf-8",
            env=launcher.environment(screen and screen.name, env or {}), dimensions=(24, 200))
        self.trace.wait_for("rehearsal")

    def modes(self) -> list:
        return termios.tcgetattr(self.terminal.child_fd)[3]

    def is_taken(self) -> bool:
        return not self.modes() & (termios.ICANON | termios.ECHO)

    def reads(self) -> list:
        return [event["args"] for event in self.trace.events("theme read")]

    def wait_for_read(self, count: int) -> dict:
        wait_until(lambda: len(self.reads()) >= count, f"the theme is read {count} times")
        return self.reads()[count - 1]

    def splash(self) -> int:
        return self.trace.wait_for("splash main")["pid"]

    def quit(self) -> str:
        self.terminal.send("q")
        self.terminal.expect(pexpect.EOF)
        self.terminal.close()
        assert (self.terminal.exitstatus, self.terminal.signalstatus) == (0, None)
        return self.terminal.before


@pytest.fixture
def theme(tmp_path):
    return copy_theme(tmp_path)


@pytest.fixture
def rehearsal(launcher, screen, theme):
    made = Rehearsal(launcher, screen, theme)
    yield made
    made.terminal.close(force=True)


@pytest.mark.timing
def test_a_change_is_seen_within_half_a_second(rehearsal, theme):
    window = rehearsal.screen.windows()
    times = []
    for width in (320, 340, 300):
        file = theme / "theme.ini"
        text = re.sub(r"(?m)^width = .*$", f"width = {width}", file.read_text())
        count = len(rehearsal.reads()) + 1
        began = time.monotonic()
        file.write_text(text)
        told = rehearsal.wait_for_read(count)
        times.append(time.monotonic() - began)
        assert (told["well"], told["w"], told["h"]) == (True, width, 270)
    assert rehearsal.screen.windows() == window, "it is the same window"
    assert min(times) < (2 if SANITIZED else 0.5), times
    rehearsal.quit()


def geometry(screen) -> tuple:
    told = screen.xdotool("getwindowgeometry", "--shell", screen.windows()[0]).stdout
    return tuple(int(re.search(rf"^{name}=(\d+)$", told, re.M)[1]) for name in ("WIDTH", "HEIGHT"))


def test_the_window_gets_the_size(rehearsal, theme):
    change(theme, "height = 270", "height = 400")
    rehearsal.wait_for_read(1)
    wait_until(lambda: geometry(rehearsal.screen) == (360, 400), "the window is larger")
    rehearsal.quit()


def test_a_frame_that_is_drawn_again_is_read_again(rehearsal, theme):
    shutil.copy(theme / "walk" / "02.png", theme / "walk" / "01.png")
    assert rehearsal.wait_for_read(1)["well"]
    rehearsal.quit()


def test_a_folder_that_is_put_in_its_place(rehearsal, theme):
    """As programs do that write a theme as a whole."""
    other = theme.parent / "plate-new"
    shutil.copytree(theme, other)
    change(other, "width = 360", "width = 310")
    theme.rename(theme.parent / "plate-old")
    other.rename(theme)
    wait_until(lambda: any(told["well"] and told["w"] == 310 for told in rehearsal.reads()), "it is shown")
    count = len(rehearsal.reads())
    change(theme, "width = 310", "width = 330")
    wait_until(lambda: any(told["w"] == 330 for told in rehearsal.reads()[count:]), "it is watched")
    rehearsal.quit()


def test_what_is_broken_is_told_and_not_shown(rehearsal, theme):
    file = theme / "theme.ini"
    good = file.read_text()
    file.write_text(good.replace("width = 360", "width = wide", 1))
    assert not rehearsal.wait_for_read(1)["well"]
    rehearsal.terminal.expect(r"ocamlwalk: [^\r\n]*/plate/theme.ini:\d+: [^\r\n]*width[^\r\n]*\r\n")
    frames = len(rehearsal.trace.events("frame"))
    wait_until(lambda: len(rehearsal.trace.events("frame")) > frames + 5, "the camel walks on")
    file.write_text(good)
    assert rehearsal.wait_for_read(2)["well"]
    rehearsal.terminal.expect("is good again")
    rehearsal.quit()


def test_a_theme_that_is_broken_at_first(launcher, screen, theme):
    """The default is shown until it can be."""
    change(theme, "width = 360", "width = wide")
    rehearsal = Rehearsal(launcher, screen, theme)
    assert rehearsal.trace.find("window open")["args"]["w"] == 360
    change(theme, "width = wide", "width = 320")
    told = rehearsal.wait_for_read(1)
    assert (told["well"], told["w"]) == (True, 320)
    rehearsal.quit()


def test_theme_ini_may_be_gone_for_a_while(rehearsal, theme):
    (theme / "theme.ini").rename(theme / "away")
    assert not rehearsal.wait_for_read(1)["well"]
    (theme / "away").rename(theme / "theme.ini")
    assert rehearsal.wait_for_read(2)["well"]
    rehearsal.quit()


def test_one_picture(launcher, screen, tmp_path):
    """It is a theme, and watched by its name."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    picture = folder / "camel.png"
    shutil.copy(THEMES / "plate" / "walk" / "01.png", picture)
    rehearsal = Rehearsal(launcher, screen, picture)
    shutil.copy(THEMES / "plate" / "walk" / "05.png", picture)
    assert rehearsal.wait_for_read(1)["well"]
    shutil.copy(THEMES / "plate" / "walk" / "09.png", folder / "new")
    (folder / "new").rename(picture)
    assert rehearsal.wait_for_read(2)["well"]
    picture.write_bytes(b"no picture")
    assert not rehearsal.wait_for_read(3)["well"]
    rehearsal.terminal.expect("ocamlwalk: [^\r\n]*camel.png: ")
    rehearsal.quit()


def test_many_changes_are_one(rehearsal, theme):
    """A theme that is written file by file is read when it has been."""
    for number in range(1, 41):
        os.utime(theme / "walk" / f"{number:02}.png")
    rehearsal.wait_for_read(1)
    rehearsal.terminal.send("1")
    rehearsal.trace.wait_for("key", key=ord("1"))
    assert len(rehearsal.reads()) <= 2
    rehearsal.quit()


def resident_kb(pid: int) -> int:
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1])


@pytest.mark.skipif(SANITIZED, reason="a sanitizer keeps what was freed")
def test_memory_does_not_grow(launcher, screen, theme):
    """By fifty times that a theme is read again, caption and all."""
    rehearsal = Rehearsal(launcher, screen, theme, "--title=Rehearsal")
    sizes = []
    for count in range(1, 61):
        change(theme, f"caption_size = {11 + (count - 1) % 2}", f"caption_size = {11 + count % 2}")
        assert rehearsal.wait_for_read(count)["well"]
        frames = len(rehearsal.trace.events("frame"))
        wait_until(lambda seen=frames: len(rehearsal.trace.events("frame")) > seen + 2, "it walks")
        sizes.append(resident_kb(rehearsal.splash()))
    before, after = max(sizes[:10]), max(sizes[-10:])
    print(f"resident: {before} kB, after 50 more times {after} kB")
    assert after < 1.1 * before
    rehearsal.quit()


@pytest.mark.parametrize("key, gait", [("1", "walk"), ("2", "gallop"), ("3", "stand"), ("4", "couch")])
def test_gaits(rehearsal, key, gait):
    rehearsal.terminal.send("2" if key != "2" else "3")
    rehearsal.terminal.send(key)
    rehearsal.trace.wait_for("gait", act=gait)
    rehearsal.trace.wait_for("act" if gait != "walk" else "gait", act=gait)
    rehearsal.quit()


def test_the_demos_own_script_again(rehearsal):
    rehearsal.terminal.send("3")
    rehearsal.trace.wait_for("act", act="stand")
    rehearsal.terminal.send("0")
    rehearsal.trace.wait_for("act", act="gallop")
    rehearsal.quit()


@pytest.mark.timing
def test_space_stops_and_continues(rehearsal):
    rehearsal.terminal.send(" ")
    rehearsal.trace.wait_for("key", key=ord(" "))
    count = len(rehearsal.trace.events("frame"))
    time.sleep(0.5)  # in which nothing is to happen
    assert len(rehearsal.trace.events("frame")) <= count + 2
    rehearsal.terminal.send(" ")
    wait_until(lambda: len(rehearsal.trace.events("frame")) > count + 5, "it goes on")
    rehearsal.quit()


def frames_in(trace, seconds: float) -> int:
    before = len(trace.events("frame"))
    time.sleep(seconds)
    return len(trace.events("frame")) - before


@pytest.mark.timing
def test_speed(rehearsal):
    rehearsal.terminal.send("1")
    usual = frames_in(rehearsal.trace, 1.5)
    rehearsal.terminal.send("------")
    rehearsal.trace.wait_for("key", key=ord("-"))
    slow = frames_in(rehearsal.trace, 1.5)
    assert slow < usual / 2, (usual, slow)
    rehearsal.terminal.send("++++++")
    rehearsal.trace.wait_for("key", key=ord("+"))
    again = frames_in(rehearsal.trace, 1.5)
    assert again > usual / 2, (usual, again)
    rehearsal.quit()


def test_dark_and_scale(launcher, screen, theme):
    rehearsal = Rehearsal(launcher, screen, theme)
    rehearsal.terminal.send("d")
    assert rehearsal.wait_for_read(1)["dark"]
    rehearsal.terminal.send("s")
    told = rehearsal.wait_for_read(2)
    assert (told["well"], told["scale"], told["w"]) == (True, 2, 720)
    wait_until(lambda: geometry(screen) == (720, 540), "the window is larger")
    rehearsal.terminal.send("s")
    assert rehearsal.wait_for_read(3)["scale"] == 2, "800 rows are too few for three times 270"
    rehearsal.terminal.send("s")
    assert rehearsal.wait_for_read(4)["scale"] == 1
    rehearsal.terminal.send("d")
    assert not rehearsal.wait_for_read(5)["dark"]
    change(theme.parent / "plate-dark", "width = 360", "width = 350")
    assert rehearsal.wait_for_read(6)["well"], "the dark sibling is watched, too"
    rehearsal.quit()


def test_arrows_tell_the_place(rehearsal, theme):
    rehearsal.terminal.send("\x1b[C")
    rehearsal.terminal.expect("camel_x = 61\r\n")
    rehearsal.terminal.send("\x1bOC")
    rehearsal.terminal.expect("camel_x = 62\r\n")
    rehearsal.terminal.send("\x1b[A\x1b[D")
    rehearsal.terminal.expect("camel_y = 41\r\ncamel_x = 61\r\n")
    change(theme, "width = 360", "width = 350")
    rehearsal.wait_for_read(1)
    rehearsal.terminal.send("\x1b[B")
    rehearsal.terminal.expect("camel_y = 42\r\n")
    change(theme, "camel_x = 60", "camel_x = 61")
    rehearsal.wait_for_read(2)
    rehearsal.terminal.send("\x1b[C")
    rehearsal.terminal.expect("camel_x = 62\r\n")
    rehearsal.quit()


def test_a_key_that_is_held(rehearsal):
    """Repeats faster than it is read, and none is lost or cut."""
    rehearsal.terminal.send("\x1b[C" * 100)
    rehearsal.terminal.expect("camel_x = 160\r\n")
    rehearsal.quit()


def test_escape_ends_it(rehearsal):
    rehearsal.terminal.send("\x1b")
    rehearsal.terminal.expect(pexpect.EOF)
    rehearsal.terminal.close()
    assert rehearsal.terminal.exitstatus == 0


# --- The window ------------------------------------------------------------------------------------------------


def click_card(rehearsal):
    args = rehearsal.trace.wait_for("window open")["args"]
    rehearsal.screen.xdotool("mousemove", args["x"] + args["w"] // 2, args["y"] + args["h"] // 2, "click", "1")


def test_the_window_takes_keys_once_it_is_clicked(rehearsal):
    screen = rehearsal.screen
    rehearsal.trace.wait_until_at_home()
    card = screen.windows()
    assert screen.xdotool("getwindowfocus").stdout.split() != [str(card[0])], "it takes no focus by itself"
    click_card(rehearsal)
    wait_until(lambda: screen.xdotool("getwindowfocus").stdout.split() == [str(card[0])], "it has the focus")
    screen.xdotool("key", "3")
    rehearsal.trace.wait_for("act", act="stand")
    screen.xdotool("key", "Right")
    rehearsal.terminal.expect("camel_x = 61\r\n")
    screen.xdotool("key", "plus")
    rehearsal.trace.wait_for("key", key=ord("+"))
    screen.xdotool("key", "q")
    rehearsal.terminal.expect(pexpect.EOF)


def test_a_demo_of_no_theme_takes_none(launcher, screen):
    trace = Trace(launcher.folder / "demo.trace")
    demo = launcher.start(OCAMLWALK, "--demo", "--sound=off", f"--trace={trace.path}", display=screen.name, trace=trace)
    trace.wait_until_at_home()
    args = trace.wait_for("window open")["args"]
    screen.xdotool("mousemove", args["x"] + args["w"] // 2, args["y"] + args["h"] // 2, "click", "1")
    assert demo.finish() == (0, b"", b"")
    assert trace.find("sign of life", sign="dismiss")
    assert not trace.find("rehearsal")


@needs_sway
def test_under_wayland(launcher, sway, theme):
    """A card on a layer takes another size, too; the keys are the terminal's."""
    rehearsal = Rehearsal(launcher, None, theme, env=sway.env)

    def size() -> tuple:
        left, top, right, bottom = sway.card()
        return right - left, bottom - top

    def is_about(width: int, height: int) -> bool:
        return all(abs(a - b) <= 12 for a, b in zip(size(), (width, height)))

    assert rehearsal.trace.find("window open")["args"]["driver"] == "wayland"
    wait_until(lambda: is_about(360, 270), "the card is seen")
    rehearsal.terminal.send("s")
    wait_until(lambda: is_about(720, 540), "the card is twice as large")
    rehearsal.terminal.send("ss")
    wait_until(lambda: is_about(360, 270), "the card is as before")
    change(theme, "width = 360", "width = 300")
    wait_until(lambda: is_about(300, 270), "the card is narrower")
    rehearsal.quit()


# --- The terminal ----------------------------------------------------------------------------------------------


def test_keys_are_told_and_the_terminal_is_put_back(launcher, screen, theme):
    rehearsal = Rehearsal(launcher, screen, theme)
    rehearsal.terminal.expect(r"1-4 gait, .*q quit\r\n")
    assert rehearsal.is_taken()
    rehearsal.terminal.send("q")
    rehearsal.trace.wait_for("splash ended")
    wait_until(lambda: not rehearsal.terminal.isalive(), "it ends")
    assert not rehearsal.is_taken()
    assert rehearsal.modes() & termios.ICANON and rehearsal.modes() & termios.ECHO


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_by_a_signal_too(launcher, screen, theme, number):
    rehearsal = Rehearsal(launcher, screen, theme)
    assert rehearsal.is_taken()
    modes = rehearsal.modes
    if number == signal.SIGINT:
        rehearsal.terminal.sendcontrol("c")
    else:
        rehearsal.terminal.kill(number)
    wait_until(lambda: not rehearsal.terminal.isalive(), "it ends")
    assert rehearsal.terminal.signalstatus == number
    assert modes() & termios.ICANON and modes() & termios.ECHO
    launcher.wait_for_quiet()


def test_stopped_and_continued(launcher, screen, theme):
    """As a shell's job: ^Z gives the terminal back, fg takes it, bg does not."""
    trace = Trace(launcher.folder / "job.trace")
    shell = pexpect.spawn("/bin/bash", ["--norc", "--noediting", "-i"], cwd=str(launcher.folder), timeout=DEADLINE_S,
                          encoding="utf-8", env=launcher.environment(screen.name, {"PS1": "> "}))
    shell.expect("> ")

    def lines() -> bool:
        return bool(termios.tcgetattr(shell.child_fd)[3] & termios.ICANON)

    shell.sendline(f"{OCAMLWALK} --demo --theme={theme} --sound=off --trace={trace.path}")
    trace.wait_for("rehearsal")
    assert not lines()
    shell.sendcontrol("z")
    shell.expect("Stopped")
    wait_until(lines, "the shell has its terminal")
    shell.sendline("bg")
    shell.expect("&")
    shell.sendline("echo 3 3 3 fo''o")
    shell.expect("3 3 3 foo")
    assert lines()
    assert not trace.find("key"), "what is typed for the shell is none of ours"
    shell.sendline("fg")
    wait_until(lambda: not lines(), "it has the terminal again")
    shell.send("3")
    trace.wait_for("act", act="stand")
    shell.send("q")
    shell.expect("> ")
    wait_until(lines, "the shell has its terminal")
    shell.sendline("exit")
    shell.expect(pexpect.EOF)


def test_without_a_terminal(launcher, screen, theme):
    """It is a rehearsal without a keyboard, and says nothing."""
    trace = Trace(launcher.folder / "demo.trace")
    demo = launcher.start(OCAMLWALK, "--demo=1.5", f"--theme={theme}", "--sound=off", f"--trace={trace.path}",
                          display=screen.name, trace=trace)
    trace.wait_for("rehearsal")
    began = time.monotonic()
    assert demo.finish() == (0, b"", b"")
    assert time.monotonic() - began < DEADLINE_S


# --- How long --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", ["1", "1.25"])
def test_seconds(launcher, screen, seconds):
    trace = Trace(launcher.folder / "demo.trace")
    demo = launcher.start(OCAMLWALK, f"--demo={seconds}", "--sound=off", f"--trace={trace.path}", display=screen.name,
                          trace=trace)
    assert demo.finish() == (0, b"", b"")
    shown = trace.wait_for("first frame")["ts"]
    over = trace.wait_for("sign of life", sign="timeout")["ts"]
    assert over - shown >= (float(seconds) - 0.05) * 1e6


@pytest.mark.parametrize("seconds", ["", "0", "0.9", "3600.1", "3601", "1e3", "1.", ".5", "-1", "1s", "1.2345", "99999"])
def test_wrong_seconds(launcher, seconds):
    demo = launcher.start(OCAMLWALK, f"--demo={seconds}")
    status, out, err = demo.finish()
    assert (status, out) == (2, b"")
    assert err == b"ocamlwalk: option '--demo=%s' wants --demo=, then seconds, 1 to 3600, such as 2.5\n" % seconds.encode()
