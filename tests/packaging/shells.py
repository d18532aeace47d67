# SPDX-License-Identifier: MIT
"""Real shells at a terminal, asked by key presses what they would complete.

bash and zsh are made to insert all completions at once, and to say what the line has become; fish
has a command for it.
"""

import os
import pathlib
import re
import shlex
import subprocess

import pexpect

COMPLETIONS = pathlib.Path(os.environ["OCAMLWALK_SOURCE_DIR"]) / "packaging" / "completions"
BUILD = pathlib.Path(os.environ["OCAMLWALK_BUILD_DIR"])
DEADLINE_S = 30


def environment(home: pathlib.Path) -> dict:
    return {
        "HOME": str(home),
        "PATH": f"{BUILD}/bin:{home}/bin:/usr/bin:/bin",
        "TERM": "dumb",
        "LC_ALL": "C.UTF-8",
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
    }


class Line:
    """A shell that tells, at Control-T, what its command line holds."""

    all_completions = ""

    def __init__(self, home: pathlib.Path, command: list, set_up: list):
        self.shell = pexpect.spawn(
            command[0], command[1:], env=environment(home), cwd=str(home), encoding="utf-8",
            timeout=DEADLINE_S, dimensions=(50, 4000), echo=False)
        for line in set_up + ["PS1='ready'; PROMPT_EOL_MARK=; printf 'set %s\\n' up"]:
            self.shell.sendline(line)
        self.shell.expect_exact("set up")

    def complete(self, text: str) -> set:
        self.shell.send("\x15" + text + self.all_completions + "\x14")  # kill the line, type, ask
        self.shell.expect(r"\{\{(.*?)\}\}")
        words = shlex.split(self.shell.match.group(1).replace(r"\=", "="))
        return set(words[len(shlex.split(text)) - (not text.endswith(" ")):])

    def close(self):
        self.shell.close(force=True)


class Bash(Line):
    all_completions = "\x1b*"  # insert-completions

    def __init__(self, home):
        super().__init__(home, ["bash", "--norc", "--noprofile", "-i"], [
            "bind 'set enable-bracketed-paste off'",
            "bind -x '\"\\C-t\": printf \"{{%s}}\\n\" \"$READLINE_LINE\"'",
            ". /usr/share/bash-completion/bash_completion",
            f". {shlex.quote(str(COMPLETIONS / 'ocamlwalk.bash'))}",
            "complete -W 'apple pear' tool"])


class Zsh(Line):
    all_completions = "\x02"

    def __init__(self, home):
        functions = home / "functions"
        functions.mkdir(exist_ok=True)
        (functions / "_ocamlwalk").write_text((COMPLETIONS / "_ocamlwalk").read_text())
        (functions / "_tool").write_text("#compdef tool\ncompadd apple pear\n")
        super().__init__(home, ["zsh", "-f", "-i"], [
            "unsetopt zle_bracketed_paste prompt_cr prompt_sp; zle_bracketed_paste=()",
            f"fpath=({shlex.quote(str(functions))} $fpath); autoload -U compinit; compinit -u -D",
            "zstyle ':completion:all:*' completer _all_matches _complete",
            "zstyle ':completion:all:*' insert yes",
            "zstyle ':completion:all:*' old-matches false",
            "zle -C all complete-word _generic; bindkey '^B' all",
            "tell() { zle -I; print -r -- \"{{$BUFFER}}\" }; zle -N tell; bindkey '^T' tell",
            "bindkey '^U' kill-whole-line"])


class Fish:
    def __init__(self, home):
        self.home = home

    def complete(self, text: str) -> set:
        result = subprocess.run(
            ["fish", "--no-config", "-c",
             "source $argv[1]; complete -c tool -f -a 'apple pear'; complete -C $argv[2]",
             str(COMPLETIONS / "ocamlwalk.fish"), text],
            env=environment(self.home), cwd=self.home, capture_output=True, text=True,
            timeout=DEADLINE_S, check=True)
        assert result.stderr == "", result.stderr
        return {re.split(r"\t", line)[0] for line in result.stdout.splitlines()}

    def close(self):
        pass
