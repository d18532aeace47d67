# SPDX-License-Identifier: MIT
"""--trace writes a launch as Chrome trace events, which a viewer opens."""

import collections
import json
import os
import resource
import shutil

import pytest

from lab import OCAMLWALK, REPORTER, SPEAK, SPEAK_C, THEMES, Trace, read_soon, wait_until

LAUNCHER = ["launch", "program forked", "wings forked", "program ended"]
WINGS = ["watching", "recalled", "delay over", "splash exec", "sign of life", "splash ended"]
SPLASH = ["splash main", "window open", "first frame", "leaving", "gone", "splash end"]


@pytest.mark.timing
def test_a_whole_launch(launcher, screen):
    """Every event is there, in order within its process, and the file is JSON once it is closed."""
    launch = launcher.walk(SPEAK, "await", "speak", "print", "x", "await", "end", "exit", "3",
                           display=screen.name, options=["--delay=0"])
    launch.trace.wait_for("first frame")
    launch.tell("speak")
    launch.trace.wait_for("splash ended")
    launch.tell("end")
    assert launch.finish() == (3, b"x\n", b"")

    text = launch.trace.path.read_text()
    assert text.startswith("[\n") and text.endswith(",\n")
    events = json.loads(text.rstrip().rstrip(",") + "]")
    for event in events:
        assert (event["ph"], event["s"]) == ("i", "p")
        assert event["cat"] in ("launcher", "wings", "splash")
        assert isinstance(event["ts"], (int, float)) and event["pid"] == event["tid"]
        assert isinstance(event.get("args", {}), dict)
    for category, expected in (("launcher", LAUNCHER), ("wings", WINGS), ("splash", SPLASH)):
        names = [event["name"] for event in events if event["name"] in expected]
        assert names == expected
        assert {event["cat"] for event in events if event["name"] in expected} == {category}
        times = [event["ts"] for event in events if event["name"] in expected]
        assert times == sorted(times)
    by_name = {event["name"]: event for event in events}
    assert by_name["launch"]["pid"] == launch.pid
    assert by_name["wings forked"]["args"]["wings"] == by_name["watching"]["pid"]
    assert by_name["splash exec"]["args"]["splash"] == by_name["splash main"]["pid"]
    assert by_name["program ended"]["args"] == {"status": 3}
    assert by_name["sign of life"]["args"] == {"sign": "output"}
    assert by_name["leaving"]["args"]["sign"] == "output"
    assert by_name["splash ended"]["args"] == {"status": 0}


def test_death_by_signal_is_told(launcher, screen):
    """The signal that ended the program stands in it."""
    launch = launcher.walk(SPEAK, "die", "TERM", display=screen.name)
    launch.finish()
    assert launch.trace.wait_for("program ended")["args"] == {"signal": 15}


def test_strange_names(launcher, screen):
    """Quotes, a terminal's escapes and bytes that are no UTF-8 in the name of what the camel does
    are escaped, and read back as what they were; a byte that is no text is U+FFFD."""
    theme = launcher.folder / "theme"
    shutil.copytree(THEMES / "plate", theme)
    text = (theme / "theme.ini").read_bytes()
    assert text.count(b"[walk-stand]") == 1
    text = text.replace(b"[walk-stand]", b'[w"a \x1b[31m \x07 \xff \xc3\xa9 \\ \x7f]')
    (theme / "theme.ini").write_bytes(text.replace(b"theme = ", b"# "))
    launch = launcher.walk(SPEAK, "await", "end", display=screen.name,
                           options=["--delay=0", f"--theme={theme}"])
    launch.trace.wait_for("act", act='w"a \x1b[31m \x07 \ufffd \u00e9 \\ \x7f')
    launch.tell("end")
    assert launch.finish() == (0, b"", b"")
    launcher.wait_for_quiet()
    written = launch.trace.path.read_bytes()
    json.loads(written.decode().rstrip().rstrip(",") + "]")
    assert not [byte for byte in written if byte < 0x20 and byte != 0x0a or byte == 0x7f]


def of_some_length():
    """A limit of 4 KiB for any file: a trace comes to it in the midst of a show."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))


def of_none():
    """No file may have any length."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


@pytest.mark.parametrize("options", [["--splash=never"], [], ["--exec"]],
                         ids=["in place", "camel", "exec"])
@pytest.mark.parametrize("limit", [of_none, of_some_length])
def test_a_file_at_its_limit(launcher, screen, limit, options):
    """RLIMIT_FSIZE would end whoever writes on with SIGXFSZ: the trace ends, and that is all. The
    camel walks through it, and the program is told nothing."""
    trace = launcher.folder / "trace"
    launch = launcher.start(OCAMLWALK, "--sound=off", "--delay=0", f"--trace={trace}", *options,
                            SPEAK_C, "await", "end", "print", "x", "exit", "3",
                            display=screen.name, preexec_fn=limit)
    if options != ["--splash=never"]:
        wait_until(screen.windows, "a camel")
        if limit is of_some_length:
            wait_until(lambda: trace.stat().st_size == 4096, "the trace is full")
        wait_until(screen.windows, "the camel is still there")
    launch.tell("end")
    status, out, err = launch.finish()
    assert (status, out) == (3, b"x\n")
    if limit is of_none:
        assert err.count(b"\n") == 1 and b"cannot write the trace" in err
    else:
        assert err == b""
    launcher.wait_for_quiet()


@pytest.mark.parametrize("options", [["--splash=never"], [], ["--exec"]],
                         ids=["in place", "camel", "exec"])
def test_a_reader_that_leaves(launcher, screen, options):
    """A FIFO whose reader leaves, before the program runs or in the midst of a show."""
    fifo = launcher.folder / "fifo"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    launch = launcher.start(OCAMLWALK, "--sound=off", "--delay=0", f"--trace={fifo}", *options,
                            SPEAK_C, "touch", "runs", "await", "end", "exit", "3",
                            display=screen.name)
    launch.hear("runs")
    if options != ["--splash=never"]:
        told = b""
        while b"first frame" not in told:
            told += read_soon(reader, 4096)
    os.close(reader)
    if options != ["--splash=never"]:
        wait_until(screen.windows, "the camel is still there")
    launch.tell("end")
    assert launch.finish() == (3, b"", b"")


def assert_one_type_for_each_key(events):
    """Whoever reads a trace by program may rely on what a key holds: over all events, and over all
    that stand under the same key in their args."""
    kinds = collections.defaultdict(set)
    for event in events:
        for key, value in [*event.items(), *event.get("args", {}).items()]:
            kinds[key].add("number" if type(value) in (int, float) else type(value).__name__)
    assert {key: kind for key, kind in kinds.items() if len(kind) > 1} == {}


def test_each_line_is_json(launcher, screen):
    """A theme's names and a title with quotes, line feeds and bytes that are no UTF-8 break no
    event; each is whole on its line, and what stands under a key is of one type."""
    theme = launcher.folder / "theme"
    shutil.copytree(THEMES / "plate", theme)
    text = (theme / "theme.ini").read_text()
    lines = [line for line in text.splitlines() if not line.startswith("theme = ")]
    lines += ['[wa"lk]', "frames = walk/%02d.png", "count = 4", "frame_ms = 42", "from = stand",
              "to = stand", "from_frame = 1", "to_frame = 1", '[\\"]', "frames = stand/%02d.png",
              "count = 1", "frame_ms = 120"]
    (theme / "theme.ini").write_text("\n".join(lines) + "\n")
    title = b'--title=a "title"\nof two lines \x01 \xff \\'
    launch = launcher.walk(REPORTER, "status", "3", "await", "end", display=screen.name,
                           options=["--delay=0", f"--theme={theme}", os.fsdecode(title)])
    launch.trace.wait_for("first frame")
    launch.trace.wait_until_at_home()
    launch.tell("end")
    launch.finish()
    launcher.wait_for_quiet()

    written = launch.trace.path.read_bytes()
    assert written.startswith(b"[\n") and written.endswith(b",\n")
    events = [json.loads(line.removesuffix(b",")) for line in written.split(b"\n")[1:-1]]
    assert len(events) > 12
    assert_one_type_for_each_key(events)
    assert {type(event["args"]["act"]) for event in events if event["name"] == "frame"} == {str}


def test_one_type_for_each_key(launcher, screen):
    """Also where a launch is told in other ways: with --exec, in place, killed, kept away."""
    def end(launch):
        launch.tell("end")
        launch.finish()
        launcher.wait_for_quiet()
        launch.path("end").unlink()
        return launch.trace.events()

    events = []
    for options in (["--delay=0"], ["--delay=0", "--exec"]):
        launch = launcher.walk(SPEAK, "await", "end", "die", "TERM", display=screen.name,
                               options=options)
        launch.trace.wait_for("first frame")
        second = launcher.walk(SPEAK, "await", "end", display=screen.name, options=options)
        second.trace.wait_for("display taken")
        os.kill(launch.splash_pid(), 9)
        launch.trace.wait_for("splash ended")
        launch.tell("end")
        second.finish()
        events += end(launch) + second.trace.events()
    events += end(launcher.walk(SPEAK, "await", "end", options=["--splash=never"]))
    assert {"exec in place", "display taken", "splash ended"} <= {event["name"] for event in events}
    assert_one_type_for_each_key(events)


def test_a_launch_within_a_launch(launcher, screen):
    """A program that starts programs, all by the OCAMLWALK that names one trace: the outer launch's
    events are all there, the inner ones' beside them, and it is still JSON."""
    trace = launcher.folder / "nested"
    inner = f"{OCAMLWALK} {SPEAK} silent 50"
    wait = "while [ ! -e {} ]; do sleep 0.01; done"
    launch = launcher.start(
        OCAMLWALK, "/bin/sh", "-c",
        f"{wait.format('go')}; {inner}; {inner}; {inner}; {wait.format('end')}; exit 3",
        display=screen.name, trace=Trace(trace),
        env={"OCAMLWALK": f"--sound=off --delay=0 --trace={trace}"})
    launch.trace.wait_for("first frame")
    launch.tell("go")
    wait_until(lambda: launch.trace.names().count("launch") == 4, "three launches within it")
    launch.tell("end")
    assert launch.finish() == (3, b"", b"")
    launcher.wait_for_quiet()
    events = json.loads(trace.read_text().rstrip().rstrip(",") + "]")
    names = [event["name"] for event in events if event["name"] != "frame"]
    outer = [event["name"] for event in events if event["pid"] == launch.pid]
    assert outer == LAUNCHER
    assert names[0] == "launch" and names.count("launch") == 4
    for expected in (WINGS, SPLASH):
        assert [name for name in names if name in expected] == [
            name for name in expected if name in names]
    assert set(WINGS + SPLASH) - {"recalled"} <= set(names), "and of the wings and the splash as well"


def test_no_trace_unless_asked(launcher, screen):
    """Nothing is written without the option."""
    launch = launcher.start(OCAMLWALK, "--sound=off", SPEAK, "print", "x", display=screen.name)
    before = {path for path in launcher.folder.rglob("*")}
    assert launch.finish().out == b"x\n"
    assert {path for path in launcher.folder.rglob("*")} == before
