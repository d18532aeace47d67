# SPDX-License-Identifier: MIT
"""Whatever OCaml's compilers produce can stand after ocamlwalk, and is run by the runtime that it
names; what cannot be run is reported as a shell reports it.
"""

import os
import pathlib
import shutil
import tempfile

import pytest

from lab import OCAMLRUN, OCAMLWALK, PROGRAMS, SANITIZED, SPEAK

KINDS = ["speak.byte", "speak-headless.byte", "speak-custom", "speak-complete",
         "speak-use-runtime.byte", "speak-c"]


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind(launcher, screen, kind, with_display):
    """Plain bytecode with and without its #! line, -custom, -output-complete-exe, -use-runtime."""
    launch = launcher.walk(PROGRAMS / kind, "print", kind, "exit", "3",
                           display=screen.name if with_display else None)
    assert launch.finish() == (3, kind.encode() + b"\n", b"")


def test_use_runtime_runs_by_itself(launcher, screen):
    """What `ocamlc -use-runtime ocamlwalk` made starts with a #! line that names ocamlwalk."""
    program = PROGRAMS / "speak-use-runtime.byte"
    assert program.read_bytes().startswith(b"#!" + os.fsencode(OCAMLWALK))
    launch = launcher.start(program, "print", "hello", display=screen.name,
                            env={"OCAMLWALK": "--sound=off"})
    assert launch.finish() == (0, b"hello\n", b"")


def behind_an_executable(path, runtime: bytes):
    """Bytecode as -launch-method exe writes it: an ELF image that executes the runtime of section RNTM, here one that
    does nothing of the kind, so that who runs it is seen."""
    data = (PROGRAMS / "speak-headless.byte").read_bytes()
    table_at = len(data) - 16 - 8 * int.from_bytes(data[-16:-12], "big")
    table = data[table_at:-16]
    begin = table_at - sum(int.from_bytes(table[at + 4:at + 8], "big") for at in range(0, len(table), 8))
    count = (len(table) // 8 + 1).to_bytes(4, "big")
    path.write_bytes((PROGRAMS / "speak-c").read_bytes() + runtime + data[begin:table_at] + b"RNTM"
                     + len(runtime).to_bytes(4, "big") + table + count + data[-12:])
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
@pytest.mark.parametrize("end", [b"", b"\n", b"\0"], ids=["bare", "line", "NUL"])
def test_an_executable_that_names_its_runtime(launcher, screen, end, with_display):
    """It is run on that runtime, with ocamlrun's options, which it would not hear itself."""
    runtime = launcher.folder / "runtime"
    runtime.write_text('#!/bin/sh\necho "$1" >&2\nexec ocamlrun "$@"\n')
    runtime.chmod(0o755)
    program = behind_an_executable(launcher.folder / "prog", os.fsencode(runtime) + end)
    launch = launcher.walk("-b", program, "print", "hello", "exit", "3", display=screen.name if with_display else None)
    assert launch.finish() == (3, b"hello\n", b"-b\n")


def with_first_line(path, line: bytes):
    """A copy of the program under another #! line."""
    headless = (PROGRAMS / "speak-headless.byte").read_bytes()
    path.write_bytes(line + b"\n" + headless)
    path.chmod(0o755)
    return path


def test_env_line(launcher, screen):
    """`#!/usr/bin/env ocamlwalk` works, as a script's first line does."""
    program = with_first_line(launcher.folder / "script", b"#!/usr/bin/env ocamlwalk")
    path = f"{OCAMLWALK.parent}:{launcher.env['PATH']}"
    launch = launcher.start(program, "print", "hello", display=screen.name,
                            env={"PATH": path, "OCAMLWALK": "--sound=off"})
    assert launch.finish() == (0, b"hello\n", b"")


def a_runtime(folder, name, says):
    """A runtime that says its name, then runs the program as ocamlrun does."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f'#!/bin/sh\necho {says}\nexec {OCAMLRUN} "$@"\n')
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
def test_the_runtime_named_in_the_first_line(launcher, screen, with_display):
    """Bytecode of another opam switch is run by that switch's runtime, not by the one on PATH."""
    runtime = a_runtime(launcher.folder / "switch", "ocamlrun", "from its switch")
    program = with_first_line(launcher.folder / "p.byte", b"#!" + os.fsencode(runtime))
    launch = launcher.walk(program, "print", "hello", display=screen.name if with_display else None)
    assert launch.finish() == (0, b"from its switch\nhello\n", b"")


def test_a_missing_runtime_in_the_first_line(launcher):
    """A first line that names what is not there, or ocamlwalk itself, leaves it to PATH."""
    runtime = a_runtime(launcher.folder / "bin", "ocamlrun", "from PATH")
    env = {"PATH": f"{runtime.parent}:{launcher.env['PATH']}"}
    for line in (b"#!/nowhere/ocamlrun", b"#!" + os.fsencode(OCAMLWALK)):
        program = with_first_line(launcher.folder / "p.byte", line)
        launch = launcher.walk(program, "print", "hello", env=env)
        assert launch.finish() == (0, b"from PATH\nhello\n", b"")


def test_runtime_option(launcher, screen):
    """--runtime beats them all."""
    runtime = a_runtime(launcher.folder / "mine", "run", "as you wish")
    launch = launcher.walk(SPEAK, "print", "hello", options=[f"--runtime={runtime}"],
                           display=screen.name)
    assert launch.finish() == (0, b"as you wish\nhello\n", b"")


def a_monitor(path):
    """A runtime that says which words it got, up to the program's own."""
    path.write_text('#!/bin/sh\nprintf "<%s>" "$@"\n')
    path.chmod(0o755)
    return path


WORDS = {
    "--mem=64  -x": ["--mem=64", "-x"],
    "'a b' \"c  d\"": ["a b", "c  d"],
    "'' \"\" -'e f'g": ["", "", "-e fg"],
    "a\\ b \\'c \"d\\\"\" '\\'": ["a b", "'c", 'd"', "\\"],
    "$HOME * `id`;": ["$HOME", "*", "`id`;"],
}


@pytest.mark.parametrize("way", ["in place", "camel", "--exec"])
@pytest.mark.parametrize("words", WORDS)
def test_a_runtime_of_several_words(launcher, screen, words, way):
    """A command and its first arguments, before ocamlrun's options and the program."""
    monitor = a_monitor(launcher.folder / "my monitor")
    options = [f"--runtime='{monitor}' {words}"] + ["--exec"] * (way == "--exec")
    launch = launcher.walk("-b", SPEAK, "two words", "--runtime=x", options=options,
                           display=None if way == "in place" else screen.name)
    expected = [*WORDS[words], "-b", SPEAK, "two words", "--runtime=x"]
    assert launch.finish() == (0, "".join(f"<{word}>" for word in expected).encode(), b"")


def test_as_many_words_as_fit(launcher):
    """Half a thousand, and nothing else."""
    monitor = a_monitor(pathlib.Path(tempfile.mkdtemp(dir="/tmp")) / "m")
    words = ["x"] * ((1023 - len(str(monitor))) // 2)
    try:
        launch = launcher.start(OCAMLWALK, " ".join([f"--runtime={monitor}", *words]))
        assert launch.finish() == (0, b"<x>" * len(words), b"")
    finally:
        shutil.rmtree(monitor.parent)


def test_words_from_the_file_and_the_variable(launcher):
    """A line of the file is taken as it stands; the variable has quotes of its own around them."""
    monitor = a_monitor(launcher.folder / "monitor")
    path = launcher.folder / "xdg_config_home" / "ocamlwalk" / "options"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"runtime = {monitor} -a 'b c'\n")
    path.chmod(0o644)
    assert launcher.start(OCAMLWALK, "p").finish() == (0, b"<-a><b c><p>", b"")
    env = {"OCAMLWALK": f"--sound=off --runtime=\"{monitor} -d 'e f'\""}
    assert launcher.start(OCAMLWALK, "p", env=env).finish() == (0, b"<-d><e f><p>", b"")


@pytest.mark.parametrize("words", ["a 'b", 'a "b', "a b\\", "it's", "''", " "])
def test_a_quote_that_is_not_closed(launcher, words):
    """It starts nothing, and one line says what is wrong."""
    result = launcher.start(OCAMLWALK, f"--runtime={words}", SPEAK, "print", "x").finish()
    complains_once(result, 2)
    assert b"--runtime=, then a command, its quotes closed" in result.err


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
@pytest.mark.parametrize("words", ["env ocamlrun", "env ocamlwalk", "sh -c 'ocamlrun \"$@\"' sh"])
def test_words_that_come_back(launcher, screen, words, with_display):
    """Of words nobody can tell what they execute: if it is ocamlwalk again, the real runtime is
    found all the same."""
    folder = launcher.folder / "first"
    folder.mkdir()
    for name in ("ocamlrun", "ocamlwalk"):
        (folder / name).symlink_to(OCAMLWALK)
    env = {"PATH": f"{folder}:{launcher.env['PATH']}",
           "OCAMLWALK": f'--sound=off "--runtime={words}"'.replace('"$@"', '\\"$@\\"')}
    launch = launcher.start(OCAMLWALK, PROGRAMS / "speak-headless.byte", "print", "x", "exit", "3",
                            env=env, display=screen.name if with_display else None)
    assert launch.finish() == (3, b"x\n", b"")


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
@pytest.mark.parametrize("how", ["copy", "symbolic link", "hard link"])
def test_first_on_path_as_ocamlrun(launcher, screen, how, with_display):
    """Installed first on PATH under the name ocamlrun, it finds the real one and never itself."""
    folder = launcher.folder / "first"
    folder.mkdir()
    ours = folder / "ocamlrun"
    if how == "copy":
        shutil.copy(OCAMLWALK, ours)
    elif how == "symbolic link":
        ours.symlink_to(OCAMLWALK)
    else:
        try:
            os.link(OCAMLWALK, ours)
        except OSError:
            pytest.skip("the build is on another file system")
    env = {"PATH": f"{folder}:{launcher.env['PATH']}"}
    program = with_first_line(launcher.folder / "p.byte", b"#!/nowhere/ocamlrun")
    display = screen.name if with_display else None
    for word in (program, PROGRAMS / "speak-headless.byte"):
        launch = launcher.walk(word, "print", "hello", ocamlwalk=ours, env=env, display=display)
        assert launch.finish() == (0, b"hello\n", b"")


def test_two_launchers_on_path(launcher):
    """Not even two copies of it can send it round in circles."""
    folders = [launcher.folder / "a", launcher.folder / "b"]
    for folder in folders:
        folder.mkdir()
        (folder / "ocamlrun").symlink_to(OCAMLWALK)
    env = {"PATH": ":".join(map(str, folders)) + ":" + launcher.env["PATH"]}
    launch = launcher.walk(PROGRAMS / "speak-headless.byte", "print", "hello", env=env)
    assert launch.finish() == (0, b"hello\n", b"")


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
@pytest.mark.parametrize("stripped", [False, True], ids=["same build", "another build"])
def test_two_copies_that_name_each_other(launcher, screen, stripped, with_display):
    """Two installations, each of which finds the other first: files of their own, and the second
    perhaps of another size."""
    folders = [launcher.folder / "a", launcher.folder / "b"]
    for folder in folders:
        folder.mkdir()
        shutil.copy(OCAMLWALK, folder / "ocamlrun")
    if stripped:
        with open(folders[1] / "ocamlrun", "ab") as copy:
            copy.write(b"another")
    display = screen.name if with_display else None
    for first, second in (folders, folders[::-1]):
        env = {"PATH": f"{second}:{first}:{launcher.env['PATH']}"}
        for line in (b"#!/nowhere/ocamlrun", b"#!" + os.fsencode(second / "ocamlrun")):
            program = with_first_line(launcher.folder / "p.byte", line)
            launch = launcher.walk(program, "print", "hello", env=env, display=display,
                                   ocamlwalk=first / "ocamlrun")
            assert launch.finish() == (0, b"hello\n", b"")
            launch = launcher.walk(program, "print", "hello", env=env, display=display,
                                   ocamlwalk=first / "ocamlrun",
                                   options=[f"--runtime={second / 'ocamlrun'}"])
            assert launch.finish() == (0, b"hello\n", b"")
        env = {"PATH": f"{second}:{first}"}
        complains_once(launcher.walk(program, env=env, display=display).finish(), 126)


# How a script named ocamlrun may come back to ocamlwalk.
ROUNDS = {
    "exec": 'exec "{walk}" --sound=off "$@"',
    "a child": '"{walk}" --sound=off "$@"\nexit $?',
    "a grandchild": 'sh -c \'"{walk}" --sound=off "$@"\' sh "$@"\nexit $?',
    "always": 'exec "{walk}" --sound=off --splash=always "$@"',
    "bash": 'exec bash -c \'exec -a ocamlrun "{walk}" --sound=off "$@"\' sh "$@"',
}


def a_script_that_comes_back(folder, how):
    """A runtime that is ocamlwalk again, first in its folder."""
    folder.mkdir()
    path = folder / "ocamlrun"
    path.write_text("#!/bin/sh\n" + ROUNDS[how].replace("{walk}", str(OCAMLWALK)) + "\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
@pytest.mark.parametrize("how", ROUNDS)
def test_a_script_that_comes_back(launcher, screen, how, with_display):
    """A script named ocamlrun, first on PATH, that executes ocamlwalk: the real runtime is found
    however it does so, and the program sees nothing of the search."""
    script = a_script_that_comes_back(launcher.folder / "first", how)
    display = screen.name if with_display else None
    env = {"PATH": f"{script.parent}:{launcher.env['PATH']}", "OCAMLWALK": "--on-failure=quiet"}
    bare = launcher.bare("-version").finish()
    named = with_first_line(launcher.folder / "p.byte", b"#!" + os.fsencode(script))
    ways = [[script], [OCAMLWALK], [OCAMLWALK, f"--runtime={script}"]]
    if "child" in how:  # which goes round some thirty times
        ways = ways[:1]
    for words in ways:
        assert launcher.start(*words, "-version", env=env, display=display).finish() == bare
        launch = launcher.start(*words, named, "print", "x", "exit", "3", env=env, display=display)
        assert launch.finish() == (3, b"x\n", b"")
    launch = launcher.start(script, "/usr/bin/env", env=env, display=display)
    assert b"HANDOVER" not in launch.finish().out


@pytest.mark.parametrize("how", ROUNDS)
def test_only_a_script_that_comes_back(launcher, how):
    """There is no real runtime: 126 and one line."""
    script = a_script_that_comes_back(launcher.folder / "first", how)
    for name in ("sh", "bash"):
        (script.parent / name).symlink_to(shutil.which(name))
    env = {"PATH": str(script.parent)}
    complains_once(launcher.start(script, "-version", env=env).finish(), 126)


def test_two_scripts_that_come_back(launcher):
    """One after the other is passed over."""
    scripts = [a_script_that_comes_back(launcher.folder / name, "exec") for name in ("a", "b")]
    env = {"PATH": ":".join(str(script.parent) for script in scripts) + ":" + launcher.env["PATH"]}
    assert launcher.start(scripts[0], "-version", env=env).finish() == \
        launcher.bare("-version").finish()


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
@pytest.mark.skipif(SANITIZED, reason="a sanitizer's CPU time is that of many rounds")
def test_an_honest_script_is_left_alone(launcher, screen, with_display):
    """A script that runs a real runtime is run each time, also by programs that it runs itself, and
    the program's environment is what the script makes of its caller's."""
    runtime = a_runtime(launcher.folder / "bin", "ocamlrun", "script")
    program = with_first_line(launcher.folder / "p.byte", b"#!" + os.fsencode(runtime))
    display = screen.name if with_display else None

    def variables(launch):
        out = launch.finish().out.splitlines()
        return [line for line in out if not line.startswith((b"NOTIFY_SOCKET=", b"_="))]

    env = {"OCAMLWALK": "--sound=off"}
    runtime.write_text("#!/bin/sh\nexec env\n")
    bare = launcher.start(runtime, env=env, display=display)
    assert variables(launcher.start(OCAMLWALK, program, env=env, display=display)) == \
        variables(bare)
    runtime.write_text('#!/bin/sh\n[ "$1" = in ] && echo inner && exit\necho outer\n'
                       f'exec {OCAMLWALK} --runtime="$0" in\n')
    launch = launcher.start(OCAMLWALK, program, env=env, display=display)
    assert launch.finish() == (0, b"outer\ninner\n", b"")


QUOTE = "it's \"here\""

# Heads as compilers and people write them; {rt} is a runtime beside the program.
HEADS = {
    "dirname": 'd=$(dirname -- "$0")\nexec "$d/rt" "$0" "$@"\n',
    "quoted": "exec '{folder}/it'\\''s \"here\"/rt' \"$0\" \"$@\"\nexit 126\n",
    "-runtime-search fallback": 'r=\'rt\'\nc=\'/nowhere/\'"$r"\nif ! test -f "$c"; then\n'
                                'd="$(dirname "$0" 2>/dev/null)"\ntest -z "$d" || d="${d%/}/"\n'
                                'c="$(command -v "$d$r")"\n'
                                'test -n "$c" || c="$(command -v "$r")"\nfi\n'
                                'if test -z "$c"; then\necho none>&2\nelse\n'
                                'exec "$c" "$0" "$@"\nfi\nexit 126\n',
    "-runtime-search enable": 'r=\'rt\'\nd="$(dirname "$0" 2>/dev/null)"\n'
                              'test -z "$d" || d="${d%/}/"\nc="$(command -v "$d$r")"\n'
                              'test -n "$c" || c="$(command -v "$r")"\n'
                              'if test -z "$c"; then\necho none>&2\nelse\n'
                              'exec "$c" "$0" "$@"\nfi\nexit 126\n',
    "an option": "exec '{rt}' -b \"$0\" \"$@\"\n",
}


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
@pytest.mark.parametrize("executable", [True, False], ids=["executable", "not executable"])
@pytest.mark.parametrize("head", HEADS)
def test_heads_that_are_scripts(launcher, screen, head, executable, with_display):
    """What stands before bytecode may be lines of shell: it is run as ./prog would run it, by the
    runtime that they find, and by their shell where it may not be executed."""
    runtime = a_runtime(launcher.folder, "rt", "rt")
    (launcher.folder / QUOTE).mkdir()
    (launcher.folder / QUOTE / "rt").symlink_to(runtime)
    lines = HEADS[head].replace("{folder}", str(launcher.folder)).replace("{rt}", str(runtime))
    program = with_first_line(launcher.folder / "prog", b"#!/bin/sh\n" + lines.rstrip().encode())
    words = ["print", "x", "args", "a", "b c", ""]
    expected = launcher.start("./prog", *words).finish()
    assert expected == (0, b"rt\nx\na\nb c\n\n", b"")
    program.chmod(0o755 if executable else 0o644)
    launch = launcher.walk("./prog", *words, display=screen.name if with_display else None)
    assert launch.finish() == expected
    assert bool(launch.trace.find("program forked")) == with_display


@pytest.mark.parametrize("line", [b"#!/usr/bin/env -S ocamlwalk --sound=off",
                                  b"#!%s --sound=off" % os.fsencode(OCAMLWALK),
                                  b"#!/bin/sh\nexec ocamlwalk --sound=off \"$0\" \"$@\"",
                                  b"#!/bin/sh\nx=y; exec ocamlwalk \"$0\" \"$@\""])
def test_heads_that_come_back(launcher, screen, line):
    """Lines that name ocamlwalk, with options of its own: it runs, alone and after ocamlwalk."""
    program = with_first_line(launcher.folder / "prog", line)
    path = f"{OCAMLWALK.parent}:{launcher.env['PATH']}"
    for words in ([program], [OCAMLWALK, "--sound=off", program]):
        for display in (None, screen.name):
            launch = launcher.start(*words, "print", "hello", display=display,
                                    env={"PATH": path, "OCAMLWALK": "--sound=off"})
            assert launch.finish() == (0, b"hello\n", b"")


def complains_once(result, status):
    assert result.status == status
    assert result.out == b""
    assert result.err.count(b"\n") == 1 and result.err.endswith(b"\n"), result.err
    assert result.err.startswith(b"ocamlwalk: ")


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
def test_no_runtime(launcher, screen, with_display):
    """No ocamlrun anywhere: 127 and one line."""
    empty = launcher.folder / "empty"
    empty.mkdir()
    launch = launcher.walk(PROGRAMS / "speak-headless.byte", env={"PATH": str(empty)},
                           display=screen.name if with_display else None)
    complains_once(launch.finish(), 127)


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
def test_runtime_not_executable(launcher, screen, with_display):
    """A runtime that may not be executed: 126 and one line."""
    runtime = launcher.folder / "run"
    runtime.write_text("not a program")
    display = screen.name if with_display else None
    launch = launcher.walk(SPEAK, options=[f"--runtime={runtime}"], display=display)
    complains_once(launch.finish(), 126)


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
def test_runtime_of_no_format(launcher, screen, with_display):
    """A runtime that the kernel cannot execute: 126 and one line."""
    runtime = launcher.folder / "run"
    runtime.write_bytes(b"\0\1\2\3 not a program")
    runtime.chmod(0o755)
    display = screen.name if with_display else None
    launch = launcher.walk(SPEAK, options=[f"--runtime={runtime}"], display=display)
    complains_once(launch.finish(), 126)


def test_named_runtime_missing(launcher):
    """--runtime that is not there: 127 and one line."""
    launch = launcher.walk(SPEAK, options=["--runtime=/nowhere/ocamlrun"])
    complains_once(launch.finish(), 127)


@pytest.mark.parametrize("with_display", [False, True], ids=["in place", "camel"])
@pytest.mark.parametrize("program", ["missing", "corrupt", "folder"])
def test_ocamlruns_own_complaints(launcher, screen, program, with_display):
    """What ocamlrun says of a program that is missing or broken, it says here too, unchanged."""
    path = launcher.folder / program
    if program == "corrupt":
        path.write_bytes(open(SPEAK, "rb").read()[:5000])
    elif program == "folder":
        path.mkdir()
    bare = launcher.bare(path).finish()
    walk = launcher.walk(path, display=screen.name if with_display else None).finish()
    assert walk == bare
    assert bare.status != 0


def test_ocamlruns_options(launcher, screen):
    """Single-dash options before the program are ocamlrun's."""
    for options in (["-b"], ["-I", "/nowhere"], ["-b", "-I", "/nowhere"], ["-unknown"]):
        words = [*options, SPEAK, "print", "hello"]
        bare = launcher.bare(*words).finish()
        assert launcher.walk(*words, display=screen.name).finish() == bare
