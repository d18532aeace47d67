# SPDX-License-Identifier: MIT
"""Interactive shells on terminals: bash, zsh and dash, with job control."""

import os
import pathlib
import re
import shutil
import signal

import pexpect

from .lab import DEADLINE_S, Skip, wait_until

COMMANDS = {
    "bash": ["--noprofile", "--norc", "--noediting", "-i"],
    "zsh": ["-f", "-i", "+Z", "-o", "nopromptsp"],  # a mark where a line was left open, now and then
    "dash": ["-i"],
}
READY = "READY> "


def clean():
    """What Python ignores, a login does not."""
    for number in (signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(number, signal.SIG_DFL)


class Shell:
    """One interactive shell; what it prints between two prompts is what is compared."""

    def __init__(self, lab, name: str, env=None):
        if shutil.which(name) is None:
            raise Skip(f"no {name} here")
        self.lab = lab
        self.child = pexpect.spawn(
            name, COMMANDS[name], env=lab.environment({"PS1": READY, "PS2": "", **(env or {})}),
            cwd=str(lab.folder), echo=False, timeout=DEADLINE_S, encoding="utf-8", preexec_fn=clean,
            dimensions=(24, 200))
        self.child.delaybeforesend = None
        self.child.expect_exact(READY)

    def send(self, line: str):
        self.child.sendline(line.replace("$W", self.lab.w))

    def hear_it_wait(self):
        """Until it sleeps in its `wait`; zsh has forgotten a job that ended before."""
        path = pathlib.Path(f"/proc/{self.child.pid}/wchan")
        wait_until(lambda: re.match("do_wait|sigsuspend", path.read_text()), "the shell waits")

    def key(self, letter: str):
        self.child.sendcontrol(letter)

    def prompt(self) -> str:
        """What is printed up to the next prompt; process numbers and the command's name aside."""
        self.child.expect_exact(READY)
        text = self.child.before.replace("\r", "").replace("\b", "")
        text = text.replace("ocamlwalk", "W").replace("ocamlrun", "W")
        return re.sub(r"\b\d{3,}\b", "PID", text).strip()

    def run(self, line: str) -> str:
        self.send(line)
        return self.prompt()

    def status(self) -> str:
        return self.run("echo status $?")

    def close(self) -> list:
        """Leaves the shell; what it still says."""
        self.child.sendline("exit")
        self.child.sendline("exit")  # the first one may warn of stopped jobs
        self.child.expect(pexpect.EOF)
        self.child.close(force=True)
        return [self.child.exitstatus, self.child.signalstatus]

    def hang_up(self):
        """The terminal goes away."""
        os.close(self.child.child_fd)
        self.child.closed = True
