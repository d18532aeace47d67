# SPDX-License-Identifier: MIT
"""At a terminal, under a real bash, nothing differs: each test plays the same session twice, with
`runner` being ocamlrun and then ocamlwalk with its camel on the screen, and compares all that the
terminal showed.
"""

import fcntl
import os
import pty
import re
import signal
import struct
import termios

import pexpect
import pytest

from lab import DEADLINE_S, OCAMLRUN, OCAMLWALK, SPEAK, SPEAK_C, Trace, read_soon, wait_until

PROMPT = "READY> "


def with_sigpipe():
    """Python ignores SIGPIPE; a shell that a user starts does not."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)


class Shell:
    """An interactive bash on a terminal of its own, which hears, types and presses keys."""

    def __init__(self, launcher, kind, runner, display):
        self.folder = launcher.folder / kind
        (self.folder / "bin").mkdir(parents=True)
        (self.folder / "bin" / "runner").symlink_to(runner)
        (self.folder / "speak").symlink_to(SPEAK)
        self.trace = Trace(self.folder / "trace") if kind == "walk" else None
        env = launcher.environment(display, {
            "PATH": f"{self.folder}/bin:{launcher.env['PATH']}",
            "PS1": PROMPT, "TERM": "dumb", "HISTFILE": None,
            "OCAMLWALK": f"--sound=off --delay=0 --until=output --trace={self.folder}/trace",
        })
        self.bash = pexpect.spawn("/bin/bash", ["--norc", "--noprofile", "--noediting", "-i"],
                                  env=env, cwd=self.folder, timeout=DEADLINE_S, echo=False,
                                  encoding="utf-8", preexec_fn=with_sigpipe)
        self.transcript = ""
        self.prompt()
        self.line("ulimit -c 0; set +o history")
        self.prompt()
        self.transcript = ""

    def line(self, text):
        self.bash.sendline(text)

    def key(self, letter):
        self.bash.sendcontrol(letter)

    def expect(self, text):
        """Waits until the terminal shows this."""
        self.bash.expect_exact(text)
        self.transcript += self.bash.before + self.bash.after

    def prompt(self):
        self.expect(PROMPT)

    def hear(self, name):
        """Waits until the program has touched the file, and until its camel, if any, is seen."""
        wait_until((self.folder / name).exists, f"the program touches {name}")
        if self.trace:  # each launch begins it anew; in a loop, the last camel may still be leaving
            wait_until(lambda: self.trace.find("first frame") or self.trace.find("display taken"),
                       "the camel is on the screen")

    def tell(self, name):
        (self.folder / name).touch()

    def told(self):
        """What was shown, without what differs from run to run: process numbers, and how often
        bash finds time to tell of the same stopped job."""
        numbered = re.sub(r"(\[\d+\]) \d+", r"\1 PID", self.transcript)
        return re.sub(r"((\r\n)*(\[\d+\]\+ +Stopped[^\r\n]*\r\n))+", r"\3", numbered)

    def close(self):
        self.bash.close(force=True)


@pytest.fixture
def twice(launcher, screen):
    """Plays a session with each runner and compares; gives what the bare one showed."""
    def play(session):
        shown = {}
        for kind, runner in ("bare", OCAMLRUN), ("walk", OCAMLWALK):
            shell = Shell(launcher, kind, runner, screen.name)
            try:
                session(shell)
            except pexpect.ExceptionPexpect as error:
                raise AssertionError(f"{kind}: {type(error).__name__} after "
                                     f"{shell.transcript!r} {shell.bash.before!r}") from None
            finally:
                shell.close()
            launcher.wait_for_quiet()
            shown[kind] = shell.told()
        assert shown["walk"] == shown["bare"]
        return shown["bare"]

    return play


def test_interrupt(twice):
    """^C ends the program, and the shell knows why."""
    def session(shell):
        shell.line("runner speak touch up await never")
        shell.hear("up")
        shell.key("c")
        shell.prompt()
        shell.line("echo status $?")
        shell.prompt()

    assert "status 130" in twice(session)


def test_quit(twice):
    """^\\ ends the program with SIGQUIT."""
    def session(shell):
        shell.line("runner speak touch up await never")
        shell.hear("up")
        shell.key("\\")
        shell.prompt()
        shell.line("test $? = 131 && echo by-quit")
        shell.prompt()

    shown = twice(session)
    assert "Quit" in shown and "by-quit" in shown


def test_stop_and_foreground(twice):
    """^Z stops, jobs tells, fg goes on, and the last status is the program's."""
    def session(shell):
        shell.line("runner speak touch up await end print done exit 7")
        shell.hear("up")
        shell.key("z")
        shell.prompt()
        shell.line("test $? = 148 && echo stopped; jobs")
        shell.prompt()
        shell.line("fg")
        shell.expect("runner speak")
        shell.tell("end")
        shell.prompt()
        shell.line("echo status $?; jobs")
        shell.prompt()

    shown = twice(session)
    assert "Stopped" in shown and "stopped" in shown and "done" in shown and "status 7" in shown


def test_stop_again_and_again(twice):
    """However often it is stopped, fg brings it back."""
    rounds = 4

    def session(shell):
        words = "".join(f"await go{n} touch on{n} " for n in range(rounds))
        shell.line(f"runner speak touch up {words}exit 7")
        shell.hear("up")
        for number in range(rounds):
            shell.key("z")
            shell.prompt()
            shell.line("fg")
            shell.expect("exit 7\r\n")
            # a ^Z before bash has handed over the terminal would be nobody's
            shell.tell(f"go{number}")
            shell.hear(f"on{number}")
        shell.prompt()
        shell.line("echo status $?")
        shell.prompt()

    shown = twice(session)
    assert shown.count("Stopped") == rounds and "status 7" in shown


def test_stop_and_background(twice):
    """^Z, bg and wait: the program ends in the background."""
    def session(shell):
        shell.line("runner speak touch up await end exit 7")
        shell.hear("up")
        shell.key("z")
        shell.prompt()
        shell.line("bg")
        shell.prompt()
        shell.tell("end")
        shell.line("wait %1; echo status $?")
        shell.prompt()

    assert "status 7" in twice(session)


def test_loop_ends_by_interrupt(twice):
    """^C ends a loop of programs, because the shell sees that its program died by SIGINT."""
    def session(shell):
        shell.line("for i in 1 2 3; do echo round $i; runner speak touch up$i await never; done")
        shell.hear("up1")
        shell.key("c")
        shell.prompt()
        shell.line("test $? = 130 && echo ended")
        shell.prompt()

    shown = twice(session)
    assert "round 1" in shown and "round 2" not in shown and "ended" in shown


def test_loop_goes_on_when_interrupt_is_handled(twice):
    """A program that handles ^C and ends well lets the loop go on."""
    def session(shell):
        shell.line("for i in 1 2; do runner speak handle INT caught$i touch up$i wait-signal; done")
        for number in "12":
            shell.hear("up" + number)
            shell.key("c")
            shell.expect("caught" + number)
        shell.prompt()

    shown = twice(session)
    assert shown.count("caught1") == 1 and shown.count("caught2") == 1, "each ^C arrives once"


# In one line with what follows: whether the prompt or the notice comes first is a matter of chance.
UNTIL_STOPPED = "until jobs | grep -q Stopped; do sleep 0.05; done"


def test_background_read(twice):
    """Reading the terminal from the background stops the job; fg gives it the terminal."""
    def session(shell):
        shell.line(f"runner speak read & {UNTIL_STOPPED}; jobs; fg")
        shell.expect("runner speak read\r\n")
        shell.expect("runner speak read\r\n")
        shell.line("a line of mine")
        shell.prompt()
        shell.line("echo status $?")
        shell.prompt()

    shown = twice(session)
    assert "Stopped" in shown and "read: a line of mine" in shown and "status 0" in shown


def test_background_write_with_tostop(twice):
    """`stty tostop`: writing from the background stops the job."""
    def session(shell):
        shell.line("stty tostop")
        shell.prompt()
        shell.line(f"runner speak print loud & {UNTIL_STOPPED}; jobs; fg; stty -tostop")
        shell.prompt()

    shown = twice(session)
    assert "Stopped" in shown and shown.count("loud") == 3, "jobs, fg, and the program itself"


def test_stop_in_a_pipeline(twice):
    """^Z stops a whole pipeline and fg resumes it."""
    def session(shell):
        shell.line("runner speak touch up await end print through | cat | sed s/^/piped:/")
        shell.hear("up")
        shell.key("z")
        shell.prompt()
        shell.line("fg")
        shell.expect("piped:/\r\n")
        shell.tell("end")
        shell.expect("piped:through")
        shell.prompt()

    assert "Stopped" in twice(session)


def test_typing_reaches_the_program(twice):
    """What is typed while the camel walks, and before, is the program's to read."""
    def session(shell):
        shell.line("runner speak touch up read read await end")
        shell.hear("up")
        shell.line("typed ahead")
        shell.expect("read: typed ahead")
        shell.line("and more")
        shell.expect("read: and more")
        shell.tell("end")
        shell.prompt()

    twice(session)


def test_substitution_and_pipe_status(twice):
    """$(…), PIPESTATUS, pipefail, a reader that leaves early."""
    def session(shell):
        for line in ('echo "<$(runner speak print captured exit 3)>" $?',
                     "runner speak exit 3 | cat | runner speak exit 4; echo ${PIPESTATUS[@]}",
                     "set -o pipefail; runner speak exit 3 | cat; echo $?; set +o pipefail",
                     "yes | runner speak read",
                     "runner speak flood 1000000 | head -c 5; echo; echo ${PIPESTATUS[0]}",
                     "runner speak exit 3 || echo failed; ! runner speak exit 0; echo $?"):
            shell.line(line)
            shell.prompt()

    shown = twice(session)
    assert "<captured> 3" in shown and "3 0 4" in shown and "failed" in shown


def on_a_terminal(start, *arguments, **more):
    """Starts a launch that leads a session on a new terminal; gives it, and the master."""
    master, slave = pty.openpty()

    def prepare():
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

    launch = start(*arguments, stdin=slave, stdout=slave, stderr=slave, preexec_fn=prepare, **more)
    os.close(slave)
    return launch, master


def test_hangup(launcher, screen):
    """When the terminal goes, a session leader's program dies by SIGHUP, and the launcher too."""
    launch, master = on_a_terminal(launcher.walk, SPEAK, "touch", "up", "await", "never",
                                   display=screen.name)
    launch.hear("up")
    program = launch.program_pid()
    os.close(master)
    assert launch.process.wait(DEADLINE_S) == -signal.SIGHUP
    wait_until(lambda: not os.path.exists(f"/proc/{program}"), "the program is gone")


def test_window_change_arrives_once(launcher, screen):
    """A new size of the terminal is told to the program once."""
    launch, master = on_a_terminal(launcher.walk, SPEAK_C, "handle", "28", "resized", "touch", "up",
                                   "wait-signal", "await", "end", "print", "done",
                                   display=screen.name)
    launch.hear("up")
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    shown = read_soon(master, 100)
    launch.tell("end")
    assert launch.process.wait(DEADLINE_S) == 0
    shown += read_soon(master, 100)
    os.close(master)
    assert shown == b"resized\r\ndone\r\n"


def test_terminal_settings_are_left_alone(launcher, screen):
    """Nobody but the program touches the terminal's settings."""
    launch, master = on_a_terminal(launcher.walk, SPEAK, "touch", "up", "await", "end",
                                   display=screen.name, options=["--delay=0"])
    before = termios.tcgetattr(master)
    launch.hear("up")
    launch.trace.wait_for("first frame")
    launch.tell("end")
    assert launch.process.wait(DEADLINE_S) == 0
    assert termios.tcgetattr(master) == before
    os.close(master)
