# SPDX-License-Identifier: MIT
"""Options come from the file, OCAMLWALK and the command line, the later ones winning; what follows
the program is the program's; a wrong option starts nothing.
"""

import pytest

from lab import OCAMLWALK, SPEAK, SPEAK_C

NEVER, AUTO = "--splash=never", "--splash=auto"


def launched(launcher, screen, file=None, environment=None, arguments=()):
    """Whether these options make a launch with a camel, or exec in place."""
    folder = launcher.folder / "xdg_config_home" / "ocamlwalk"
    folder.mkdir(exist_ok=True)
    (folder / "options").write_text(file or "")
    launch = launcher.walk(SPEAK, options=arguments, display=screen.name,
                           env={"OCAMLWALK": environment})
    assert launch.finish() == (0, b"", b"")
    return bool(launch.trace.find("program forked"))


def test_precedence(launcher, screen):
    """Argv beats environment beats file."""
    assert launched(launcher, screen)
    assert not launched(launcher, screen, file=NEVER + "\n")
    assert launched(launcher, screen, file=NEVER + "\n", environment=AUTO)
    assert not launched(launcher, screen, file=AUTO + "\n", environment=NEVER)
    assert launched(launcher, screen, environment=NEVER, arguments=[AUTO])
    assert not launched(launcher, screen, file=AUTO, environment=AUTO, arguments=[NEVER])
    assert not launched(launcher, screen, arguments=[AUTO, NEVER]), "the last one counts"


def test_file_has_one_option_a_line(launcher, screen):
    """Several options, an empty line, no end of line at the end."""
    assert not launched(launcher, screen, file=f"--volume=10\n\n--still\n{NEVER}")


def test_environment_has_several(launcher, screen):
    """OCAMLWALK holds as many options as one likes."""
    assert not launched(launcher, screen, environment=f"--still {NEVER} --volume=10")


@pytest.mark.parametrize("where", ["file", "environment", "arguments"])
@pytest.mark.parametrize("wrong", ["--no-such-option", "--splash=maybe", "--delay=soon",
                                   "--delay=-1", "--volume=101", "--sound", "--until=doomsday",
                                   "--timeout=x"])
def test_wrong_option(launcher, screen, where, wrong):
    """One line on stderr, status 2, nothing started."""
    folder = launcher.folder / "xdg_config_home" / "ocamlwalk"
    folder.mkdir()
    (folder / "options").write_text(wrong + "\n" if where == "file" else "")
    arguments = [wrong] if where == "arguments" else []
    launch = launcher.start(OCAMLWALK, *arguments, SPEAK, "touch", "started", "print", "x",
                            env={"OCAMLWALK": wrong if where == "environment" else None},
                            display=screen.name)
    status, out, err = launch.finish()
    assert (status, out) == (2, b"")
    assert err.startswith(b"ocamlwalk: ") and err.count(b"\n") == 1 and err.endswith(b"\n")
    assert not launch.path("started").exists()


def test_help_and_version(launcher):
    """--help and --version speak on stdout and start nothing."""
    version = launcher.start(OCAMLWALK, "--version").finish()
    assert version.status == 0 and version.err == b""
    assert version.out.startswith(b"ocamlwalk ") and version.out.count(b"\n") == 1
    told = launcher.start(OCAMLWALK, "--help").finish()
    assert told.status == 0 and told.err == b""
    for option in (b"--splash", b"--delay", b"--until", b"--timeout", b"--theme", b"--sound",
                   b"--volume", b"--still", b"--exec", b"--runtime", b"--trace", b"--fade",
                   b"--demo", b"--list-themes", b"--version", b"--title"):
        assert option in told.out, option
    assert max(map(len, told.out.splitlines())) <= 80


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
def test_what_follows_the_program_is_its_own(launcher, screen, with_display):
    """Options after the program reach it untouched, and `--` ends ours."""
    display = screen.name if with_display else None
    words = ["args", "--splash=never", "--", "", "-v", "--no-such-option", "--version", "two words"]
    expected = "".join(word + "\n" for word in words[1:]).encode()
    for separator in ([], ["--"]):
        launch = launcher.walk(*separator, SPEAK, *words, display=display)
        assert launch.finish() == (0, expected, b"")
        assert bool(launch.trace.find("program forked")) == with_display


def test_many_arguments(launcher, screen):
    """Two thousand arguments, and one of 100 KiB."""
    words = [str(n) for n in range(2000)] + ["x" * 100_000]
    launch = launcher.walk(SPEAK, "args", *words, display=screen.name)
    expected = "".join(word + "\n" for word in words).encode()
    assert launch.finish() == (0, expected, b"")


def test_no_arguments(launcher):
    """Without a program, what ocamlrun says without one."""
    assert launcher.start(OCAMLWALK).finish() == launcher.bare().finish()


@pytest.mark.parametrize("where", ["file", "environment"])
@pytest.mark.parametrize("options, env, lines", [
    ([], {}, 1), (["--exec"], {}, 1), (["--splash=always"], {"CI": "1"}, 1),
    ([], {"CI": "1"}, 0), (["--splash=never"], {}, 0), ([], {"DISPLAY": None}, 0),
    ([], {"DISPLAY": "elsewhere:0"}, 0)],
    ids=["camel", "--exec", "always under CI", "CI", "never", "no display", "remote display"])
def test_a_missing_theme(launcher, screen, where, options, env, lines):
    """A theme that is not there is told in one line where a camel may come, and where none may,
    nobody need hear of it: the output is the program's alone."""
    wrong = "--theme=nosuch"
    folder = launcher.folder / "xdg_config_home" / "ocamlwalk"
    folder.mkdir()
    (folder / "options").write_text(wrong + "\n" if where == "file" else "")
    launch = launcher.start(OCAMLWALK, "--sound=off", *options, SPEAK, "print", "x", "eprint", "y",
                            "exit", "3", display=screen.name,
                            env={"OCAMLWALK": wrong if where == "environment" else None, **env})
    status, out, err = launch.finish()
    assert (status, out) == (3, b"x\n")
    *told, own = err.splitlines()
    assert own == b"y" and len(told) == lines
    assert all(line.startswith(b"ocamlwalk: ") and b"nosuch" in line for line in told)


def test_environment_is_handed_down(launcher, screen):
    """The program's environment is the caller's, in order; NOTIFY_SOCKET alone may be added."""
    def lines(result):
        kept = (line for line in result.out.splitlines())
        return [line for line in kept if not line.startswith((b"NOTIFY_SOCKET=@ocamlwalk-", b"_="))]

    bare = launcher.start("/usr/bin/env", display=screen.name).finish()
    walk = launcher.walk("/usr/bin/env", display=screen.name).finish()
    assert lines(walk) == lines(bare)
    in_place = launcher.walk("/usr/bin/env").finish()
    assert in_place.out == launcher.start("/usr/bin/env").finish().out


def test_a_notify_socket_that_was_set_stays(launcher, screen):
    """A supervisor's NOTIFY_SOCKET is not replaced."""
    launch = launcher.walk("/usr/bin/env", env={"NOTIFY_SOCKET": "/run/mine"}, display=screen.name)
    sockets = [line for line in launch.finish().out.splitlines() if line.startswith(b"NOTIFY")]
    assert sockets == [b"NOTIFY_SOCKET=/run/mine"]


def test_trace_that_cannot_be_written(launcher):
    """A trace in a folder that is missing is told once; the program runs."""
    launch = launcher.start(OCAMLWALK, "--trace=/nowhere/trace", SPEAK_C, "print", "x", "exit", "3")
    status, out, err = launch.finish()
    assert (status, out) == (3, b"x\n")
    assert err.startswith(b"ocamlwalk: ") and err.count(b"\n") == 1
