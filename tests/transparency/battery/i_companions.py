# SPDX-License-Identifier: MIT
"""I. Companions: what programs are commonly run by."""

import os
import pty
import select
import shutil
import signal

from lab import PROGRAMS
from .lab import facts, stat, wait_until
from .registry import Skip, check, not_here

HELLO = str(PROGRAMS / "hello.byte")


def need(*tools):
    for tool in tools:
        if shutil.which(tool) is None:
            raise Skip(f"no {tool} here")


def plain_path(lab, text):
    """Without the probe, for what runs a real program."""
    return {"PATH": lab.env["PATH"].partition(":")[2]} if HELLO in text else {}


@check(100, "I", "$(...), PIPESTATUS, pipefail, yes | p, p | head -1")
def substitution(lab):
    return [lab.script(text, shell).finish().told() for shell in ("bash", "zsh") for text in (
        'x=$($W ./dummy print one print two exit 3); echo "$x" $?',
        "set -o pipefail; $W ./dummy exit 4 | cat; echo $?",
        "yes | $W ./dummy read; echo ${PIPESTATUS[@]} ${pipestatus[@]}",
        "$W ./dummy print a await read print b | (head -1; exec <&-; touch read); echo ${PIPESTATUS[@]}",
        "rm read",
        "$W ./dummy die 15 | cat; echo ${PIPESTATUS[@]} ${pipestatus[@]}",
        "$W ./dummy die 15 || echo or $?; ! $W ./dummy exit 1 && echo and",
        "$W ./dummy exit 5 & wait $!; echo $?",
        "diff <($W ./dummy print a) <($W ./dummy print b); echo $?")]


@check(101, "I", "timeout, nohup, setsid -w, xargs -P, env -i, nice, stdbuf")
def runners(lab):
    seen = []
    for text in ("timeout 0.4 $W ./dummy await never; echo $?",
                 "timeout -s INT 0.4 $W ./dummy await never; echo $?",
                 "timeout -s TERM -k 0.3 0.3 $W ./dummy ignore 15 await never; echo $?",
                 "timeout --foreground 0.4 $W ./dummy await never; echo $?",
                 "timeout --preserve-status 0.4 $W ./dummy await never; echo $?",
                 "timeout 9 $W ./dummy exit 6; echo $?",
                 "nohup $W ./dummy signals exit 7; echo $?",
                 "setsid -w $W ./dummy exit 8; echo $?",
                 "seq 9 | xargs -n1 -P3 $W ./dummy exit; echo $?",
                 "seq 3 | xargs -n1 $W ./dummy print | sort",
                 f"env -i PATH=$PATH $W {HELLO}; echo $?",
                 "nice -n 5 $W ./dummy context exit 9; echo $?",
                 f"stdbuf -o0 $W {HELLO}"):
        seen.append((text, lab.script(text, env=plain_path(lab, text)).finish().told()))
        for name in ("out", "err", "notes"):
            (lab.folder / name).unlink(missing_ok=True)
        assert not lab.left_behind(2), text
    return seen


@check(102, "I", "make -j4, -k, ^C: statuses, leftovers")
def make(lab):
    rules = "all: a b c d\na c: ; @$W ./dummy silent 20 exit 0\nb: ; @$W ./dummy exit 3\n" \
            "d: ; @$W ./dummy die 15\nslow: ; @$W ./dummy touch on await never\n"
    (lab.folder / "makefile").write_text(rules.replace("$W", lab.w))
    seen = []
    for words in (["-j4", "-k"], ["-k"], ["b"]):
        outcome = lab.start("make", "-f", "makefile", *words).finish()
        seen.append((outcome.status, sorted(outcome.err.splitlines())))
        (lab.folder / "err").unlink()
    child = lab.start("make", "-f", "makefile", "slow", setup=lambda: os.setpgid(0, 0))
    lab.hear("on")
    os.killpg(child.pid, signal.SIGINT)
    # dead by the signal, or 2 where it learns of its child first; bare too, with changing messages
    return seen, child.wait() in (2, -signal.SIGINT)


not_here(103, "I", "ssh host p, ssh -t host p, connection cut",
         "needs an ssh server; over ssh there is no local display, so it is in place")


def session(words, env, folder):
    """Under a terminal of its own, by another program that makes one."""
    pid, master = pty.fork()
    if pid == 0:
        os.chdir(folder)
        for number in (signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(number, signal.SIG_DFL)
        os.execvpe(words[0], words, env)
    shown = b""
    while select.select([master], [], [], 8)[0]:
        try:
            chunk = os.read(master, 4096)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
    os.close(master)
    return shown, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@check(104, "I", "script -c: output, status")
def recorded(lab):
    need("script")
    return [session(["script", "-q", "-e", "-c", f"{lab.w} ./dummy {words}", "/dev/null"],
                    lab.environment(), lab.folder)
            for words in ("tty print x exit 3", "die 15", "print y exit 0")]


@check("104b", "I", "tmux: the window goes when the program ends")
def tmux(lab):
    need("tmux")
    socket = str(lab.folder / "tmux")
    base = ["tmux", "-f", "/dev/null", "-S", socket]
    child = lab.start(*base, "new-session", "-d", "-x", "80", "-y", "24",
                      f"exec {lab.w} ./dummy print in-tmux touch on await go exit 3", ";",
                      "set-option", "-g", "remain-on-exit", "on")
    seen = [child.wait()]
    lab.hear("on")

    def ask(*words):
        (lab.folder / "out").unlink(missing_ok=True)
        lab.start(*base, *words).wait()
        return (lab.folder / "out").read_text().strip()
    seen.append(wait_until(lambda: ask("capture-pane", "-p"), "the pane shows the output"))
    lab.tell("go")
    # its status is not asked for: tmux 3.3 forgets it when it sees the end of the output first
    seen.append(wait_until(lambda: ask("list-panes", "-F", "#{pane_dead}") == "1", "it is dead"))
    lab.start(*base, "kill-server").wait()
    return seen


not_here(105, "I", "systemd: simple, exec, oneshot, notify; KillMode; stop",
         "no systemd runs here; 93 and 93b look at its protocols")
not_here(106, "I", "cron, at: the mail comes at once",
         "no cron runs here; 15, 17 and 18 are what it sees")


@check(107, "I", "flock, su -c, chroot, setpriv, unshare")
def wrappers(lab):
    need("flock", "su", "setpriv")
    if os.geteuid() != 0:
        raise Skip("needs root")
    lab.folder.chmod(0o777)
    seen = []
    for text in ("flock lock $W ./dummy print x exit 3; echo $?",
                 f"su -s /bin/sh -c '$W {HELLO}' nobody; echo $?",
                 "su -s /bin/sh -c '$W ./dummy exit 3' nobody; echo $?",
                 f"setpriv --reuid=65534 --regid=65534 --clear-groups $W {HELLO}; echo $?",
                 "chroot / $W /dev/null exit 4; echo $?",
                 "unshare -u $W ./dummy exit 5; echo $?"):
        seen.append(lab.script(text, env=plain_path(lab, text)).finish().told())
        (lab.folder / "out").unlink(missing_ok=True)
        (lab.folder / "err").unlink(missing_ok=True)
    return seen


@check("107b", "I", "a subreaper above: no zombie, nobody to adopt")
def subreaper(lab):
    child = lab.walk("ids", "silent", "30", "exit", "3")
    status = child.wait()
    pid = int(facts(lab.notes())["pid"])
    return status, lab.left_behind(2), stat(pid, "state")


not_here("107c", "I", "docker and podman, with and without init",
         "no container engine runs here; 92 and 92b are process 1")
