# SPDX-License-Identifier: MIT
"""Options come from the file, OCAMLWALK and the command line, the later ones winning; what follows
the program is the program's; a wrong option on the command line starts nothing, and elsewhere costs
itself alone.
"""

import os
import pathlib
import resource
import shutil
import tempfile

import pytest

from lab import OCAMLWALK, SANITIZED, SPEAK, SPEAK_C

NEVER, AUTO = "--splash=never", "--splash=auto"


def write_file(launcher, text):
    """The user's options file."""
    path = launcher.folder / "xdg_config_home" / "ocamlwalk" / "options"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(0o644)
    return path


def launched(launcher, screen, file=None, environment=None, arguments=()):
    """Whether these options make a launch with a camel, or exec in place."""
    write_file(launcher, file or "")
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


WRONG = ["--no-such-option", "--splash=maybe", "--splash=off", "--delay=soon", "--delay=-1",
         "--volume=101", "--sound", "--until=doomsday", "--timeout=x"]


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_option(launcher, screen, wrong):
    """On the command line: one line on stderr, status 2, nothing started."""
    launch = launcher.start(OCAMLWALK, wrong, SPEAK, "touch", "started", "print", "x",
                            display=screen.name)
    status, out, err = launch.finish()
    assert (status, out) == (2, b"")
    assert err.startswith(b"ocamlwalk: ") and err.count(b"\n") == 1 and err.endswith(b"\n")
    assert not launch.path("started").exists()


@pytest.mark.parametrize("where", ["file", "environment"])
@pytest.mark.parametrize("wrong", WRONG)
def test_a_slip(launcher, screen, where, wrong):
    """In the file and in the variable: one line that names where and what, and the program runs,
    with the other options."""
    path = write_file(launcher, f"--delay=0\n\n{wrong}\n--still\n" if where == "file" else "")
    launch = launcher.walk(
        SPEAK, "await", "end", "eprint", "y", "exit", "3", display=screen.name,
        env={"OCAMLWALK": f"--delay=0 {wrong} --still" if where == "environment" else None})
    launch.trace.wait_for("first frame")
    launch.tell("end")
    status, out, err = launch.finish()
    told, own = err.splitlines()
    assert (status, out, own) == (3, b"", b"y")
    source = os.fsencode(path) + b":3" if where == "file" else b"OCAMLWALK"
    assert told.startswith(b"ocamlwalk: " + source + b": option '" + wrong.encode() + b"' ")


def test_many_slips(launcher, screen):
    """However many there are, they are one line."""
    write_file(launcher, "one\ntwo\nthree\n")
    launch = launcher.walk(SPEAK, display=screen.name, env={"OCAMLWALK": "four"})
    status, out, err = launch.finish()
    assert (status, out) == (0, b"") and err.count(b"\n") == 1
    assert b"options:1: option 'one'" in err and err.endswith(b", with 3 more\n")


STANDING = pytest.mark.parametrize("options, env, lines", [
    ([], {}, 1), (["--exec"], {}, 1), (["--splash=always"], {"CI": "1"}, 1),
    ([], {"CI": "1"}, 0), (["--splash=never"], {}, 0), ([], {"DISPLAY": None}, 0),
    ([], {"DISPLAY": "elsewhere:0"}, 0)],
    ids=["camel", "--exec", "always under CI", "CI", "never", "no display", "remote display"])


@pytest.mark.parametrize("where", ["file", "environment"])
@STANDING
def test_a_slip_is_told_where_a_camel_may_come(launcher, screen, where, options, env, lines):
    """Where none may, the output is the program's alone."""
    write_file(launcher, "volume=150\n" if where == "file" else "")
    launch = launcher.start(OCAMLWALK, "--sound=off", *options, SPEAK, "print", "x", "eprint", "y",
                            "exit", "3", display=screen.name,
                            env={"OCAMLWALK": "--volume=150" if where == "environment" else None,
                                 **env})
    status, out, err = launch.finish()
    assert (status, out) == (3, b"x\n")
    *told, own = err.splitlines()
    assert own == b"y" and len(told) == lines
    assert all(line.startswith(b"ocamlwalk: ") and b"volume=150" in line for line in told)


def test_a_complaint_harms_nobody(launcher, screen):
    """Standard error at the limit of its size, or a pipe that nobody reads: bare ocamlrun would not
    notice, and so the program runs."""
    write_file(launcher, "volume=150\n")

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

    with open(launcher.folder / "err", "wb") as err:
        launch = launcher.start(OCAMLWALK, SPEAK_C, "print", "x", "exit", "3", stderr=err,
                                preexec_fn=limit, display=screen.name)
        assert launch.finish()[:2] == (3, b"x\n")
    reader, writer = os.pipe()
    os.close(reader)
    launch = launcher.start(OCAMLWALK, SPEAK_C, "print", "x", "exit", "3", stderr=writer,
                            display=screen.name)
    os.close(writer)
    assert launch.finish()[:2] == (3, b"x\n")


@pytest.mark.parametrize("text", ["splash = never\n", "\ufeffsplash=never\n",
                                  "\ufeff--splash\t=never \r\nsound = off\r\n"])
def test_a_file_is_read_as_people_write_it(launcher, screen, text):
    """With blanks around the sign, with a byte order mark, with another system's line ends."""
    assert not launched(launcher, screen, file=text)


@pytest.mark.parametrize("whose", ["group writes", "others write", "another user's", "a fifo"])
def test_a_file_that_others_could_have_written(launcher, screen, whose):
    """It could name a runtime and a trace: it is passed over, with a line where a camel may come,
    and without one where none may."""
    path = write_file(launcher, "--runtime=/nowhere/evil\n")
    if whose == "another user's":
        if os.geteuid() != 0:
            pytest.skip("only root gives files away")
        os.chown(path, 65534, 65534)
    elif whose == "a fifo":
        path.unlink()
        os.mkfifo(path)
    else:
        path.chmod(0o664 if whose == "group writes" else 0o646)
    status, out, err = launcher.walk(SPEAK, "print", "x", display=screen.name).finish()
    assert (status, out) == (0, b"x\n")
    if whose == "a fifo":
        assert err == b""
    else:
        assert err.startswith(b"ocamlwalk: " + os.fsencode(path)) and err.count(b"\n") == 1
    assert launcher.walk(SPEAK, "print", "x").finish() == (0, b"x\n", b"")


def test_root_with_somebodys_folder(launcher, screen):
    """su keeps XDG_CONFIG_HOME: root's own file counts, the user's does not."""
    if os.geteuid() != 0:
        pytest.skip("only root gives files away")
    assert not launched(launcher, screen, file=NEVER)
    path = write_file(launcher, NEVER)
    os.chown(path, 65534, 65534)
    launch = launcher.walk(SPEAK, display=screen.name)
    assert launch.finish().status == 0
    assert launch.trace.find("program forked")


@pytest.mark.parametrize("bits", [0o4755, 0o2755], ids=["set-uid", "set-gid"])
def test_with_somebody_elses_rights(launcher, screen, bits):
    """Set-uid or set-gid it becomes the program at once: no option of ours counts, from wherever it
    comes, nothing is traced, and no camel comes."""
    if os.geteuid() != 0:
        pytest.skip("only root gives files away")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        folder.chmod(0o777)
        ours = folder / "ocamlwalk"
        shutil.copy(OCAMLWALK, ours)
        os.chown(ours, 65534, 65534)
        ours.chmod(bits)
        program = shutil.copy(SPEAK, folder / "speak.byte")  # nobody need not be able to read the build
        write_file(launcher, f"--trace={folder}/file\n")
        env = {"OCAMLWALK": f"--runtime=/nowhere/evil --trace={folder}/variable"}
        launch = launcher.start(ours, f"--trace={folder}/argument", "--exec", program, "pid",
                                env=env, display=screen.name)
        assert launch.finish() == (0, b"%d\n" % launch.pid, b"")
        assert sorted(folder.iterdir()) == [ours, program]
        if SANITIZED:  # set-uid, the leak checker may not look, and ends with a status of its own
            return
        for command in ("--demo", "--play", "--list-themes"):
            status, out, err = launcher.start(ours, command, env=env, display=screen.name).finish()
            assert (status, out) == (2, b"") and err.count(b"\n") == 1


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


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
@pytest.mark.parametrize("name", ["-h.byte", "--still", "-v", "--", "plain.byte"])
def test_the_end_of_the_options(launcher, screen, name, with_display):
    """After `--` comes the program, whatever it is called, as with ocamlrun."""
    (launcher.folder / name).symlink_to(SPEAK)
    for before in ([], ["-b"]):
        words = [*before, "--", name, "args", "--", "-v", "a"]
        walk = launcher.walk(*words, display=screen.name if with_display else None)
        assert walk.finish() == launcher.bare(*words).finish() == (0, b"--\n-v\na\n", b"")
    for words in (["--"], ["--", "-none"]):
        assert launcher.walk(*words).finish() == launcher.bare(*words).finish()


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
@STANDING
def test_a_missing_theme(launcher, screen, where, options, env, lines):
    """A theme that is not there is told in one line where a camel may come, and where none may,
    nobody need hear of it: the output is the program's alone."""
    wrong = "--theme=nosuch"
    write_file(launcher, wrong + "\n" if where == "file" else "")
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
