# SPDX-License-Identifier: MIT
"""Where no camel can or should appear, the launcher becomes the program: the pid that the caller
started is the pid of the program, and nothing stands between them.
"""

import pytest

from lab import OCAMLWALK, SPEAK, SPEAK_C, Trace

NO_DISPLAY = {"DISPLAY": None, "WAYLAND_DISPLAY": None}

REASONS = {
    "no display": ([], NO_DISPLAY),
    "empty DISPLAY": ([], {"DISPLAY": ""}),
    "remote display": ([], {"DISPLAY": "host.example:0"}),
    "remote display by address": ([], {"DISPLAY": "192.0.2.1:0.0"}),
    "build server": ([], {"CI": "true"}),
    "never": (["--splash=never"], {}),
    "never by environment": ([], {"OCAMLWALK": "--splash=never"}),
    "inside another": ([], {"NOTIFY_SOCKET": "@ocamlwalk-of-another"}),
    "always, but impossible": (["--splash=always"], NO_DISPLAY),
}


@pytest.mark.parametrize("reason", REASONS)
def test_same_pid(launcher, screen, reason):
    """The program's pid is the pid that was started; it has no camel and no trace of one."""
    options, env = REASONS[reason]
    launch = launcher.walk(SPEAK, "pid", options=options, env=env, display=screen.name)
    assert launch.finish() == (0, b"%d\n" % launch.pid, b"")
    assert launch.trace.find("exec in place")
    assert not launch.trace.find("program forked")


def test_same_pid_from_a_shell(launcher):
    """$! of the shell is the program's own pid."""
    line = '"$@" & echo $!; wait $!'
    shell = launcher.start("sh", "-c", line, "sh", OCAMLWALK, SPEAK, "pid")
    first, second = shell.finish().out.split()
    assert first == second


def test_with_a_display_it_is_a_parent(launcher, screen):
    """The other way round: with a display the launcher stays, or the tests above would be void."""
    launch = launcher.walk(SPEAK, "pid", display=screen.name)
    assert launch.finish().out != b"%d\n" % launch.pid
    assert launch.trace.find("program forked")


@pytest.mark.parametrize("env", [{"CI": "true"}, {"NOTIFY_SOCKET": "@ocamlwalk-of-another"}],
                         ids=["build server", "inside another"])
def test_always_overrides_the_guesses(launcher, screen, env):
    """--splash=always shows a camel where only a guess speaks against it."""
    launch = launcher.walk(SPEAK, "await", "end", options=["--splash=always", "--delay=0"], env=env,
                           display=screen.name)
    launch.trace.wait_for("first frame")
    launch.tell("end")
    assert launch.finish() == (0, b"", b"")


@pytest.mark.parametrize("query", [["-version"], ["-vnum"], ["-p"], ["-config"], ["-help"],
                                   ["-v", SPEAK]], ids=lambda query: query[0])
def test_query_options(launcher, screen, query):
    """The runtime's own questions are answered by the runtime, in place."""
    bare = launcher.bare(*query).finish()
    trace = Trace(launcher.folder / "trace")
    walk = launcher.start(OCAMLWALK, f"--trace={trace.path}", *query, display=screen.name).finish()
    assert walk == bare
    assert trace.find("exec in place")


@pytest.mark.parametrize("where", ["in place", "with a camel"])
def test_nothing_differs(launcher, screen, where):
    """Limits, masks, descriptors, folder, arguments: all that the program can ask for is equal."""
    words = ["status", "Sig", "status", "Shd", "status", "NoNewPrivs", "status", "Cpus", "limits",
             "fd-table", "cwd", "wait-child", "env", "HOME", "args", "", "--", "-x", "$HOME", "a b"]

    def told(launch):
        lines = launch.finish().out.splitlines()
        return [line for line in lines if not line.startswith(b"SigQ")]

    walk = launcher.walk(SPEAK_C, *words, display=screen.name if where == "with a camel" else None)
    assert told(walk) == told(launcher.start(SPEAK_C, *words))
    assert walk.trace.find("program forked" if where == "with a camel" else "exec in place")
