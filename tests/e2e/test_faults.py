# SPDX-License-Identifier: MIT
"""Whatever befalls the camel, the program, its output and its status are as if it had never been;
and whatever befalls the launcher, nothing is left.
"""

import os
import resource
import shlex
import shutil
import signal
import struct
import subprocess
import time

import pytest

from lab import BUILD, OCAMLWALK, SANITIZED, SPEAK, SPEAK_C, installed, open_files, wait_until

WORDS = ["await", "end", "print", "hello", "eprint", "aside", "exit", "7"]
EXPECTED = (7, b"hello\n", b"aside\n")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGABRT, signal.SIGTERM, signal.SIGSTOP])
def test_splash_killed(launcher, screen, number):
    """A splash that is killed, crashes or hangs is just a missing camel."""
    launch = launcher.walk(SPEAK, *WORDS, display=screen.name, options=["--delay=0"])
    launch.trace.wait_for("first frame")
    splash = launch.splash_pid()
    os.kill(splash, number)
    launch.tell("end")
    assert launch.finish() == EXPECTED


def test_wings_killed(launcher, screen):
    """The process that waits in the wings may be killed too."""
    launch = launcher.walk(SPEAK, *WORDS, display=screen.name, options=["--delay=10000"])
    os.kill(launch.wings_pid(), signal.SIGKILL)
    launch.tell("end")
    assert launch.finish() == EXPECTED


def test_it_finds_itself(launcher, screen):
    """An installation finds its splash and its themes relative to itself, wherever it is."""
    launch = launcher.walk(SPEAK, *WORDS, ocamlwalk=installed(launcher), display=screen.name,
                           options=["--delay=0"])
    launch.trace.wait_for("first frame")
    launch.tell("end")
    assert launch.finish() == EXPECTED


@pytest.mark.parametrize("missing", ["libexec/ocamlwalk/ocamlwalk-splash", "libexec"])
def test_splash_missing(launcher, screen, missing):
    """Without its splash the launcher becomes the program."""
    launch = launcher.walk(SPEAK, *WORDS, ocamlwalk=installed(launcher, missing),
                           display=screen.name, options=["--delay=0"])
    launch.tell("end")
    assert launch.finish() == EXPECTED
    assert not launch.trace.find("first frame")


@pytest.mark.parametrize("missing, told", [
    ("share", "no theme"), ("share/ocamlwalk/themes/plate/theme.ini", "no theme"),
    ("share/ocamlwalk/themes/plate/walk", "splash ended")])
def test_themes_missing(launcher, screen, missing, told):
    """Without its theme no splash is started, and without its pictures it ends in silence."""
    launch = launcher.walk(SPEAK, *WORDS, ocamlwalk=installed(launcher, missing),
                           display=screen.name, options=["--delay=0"])
    launch.trace.wait_for(told)
    launch.tell("end")
    assert launch.finish() == EXPECTED


def test_broken_picture(launcher, screen):
    """A picture that is cut short does not matter either."""
    prefix = installed(launcher).parent.parent
    for picture in (prefix / "share/ocamlwalk/themes/plate").rglob("*.png"):
        picture.write_bytes(picture.read_bytes()[:100])
    launch = launcher.walk(SPEAK, *WORDS, ocamlwalk=prefix / "bin/ocamlwalk", display=screen.name,
                           options=["--delay=0"])
    launch.trace.wait_for("splash main")
    launch.tell("end")
    assert launch.finish() == EXPECTED


def test_frames_of_another_format(launcher, screen):
    """A theme whose frames are no PNGs: the plugin that knows them is asked."""
    theme = launcher.folder / "square"
    theme.mkdir()
    side, red = 32, b"\0\0\xff"
    head = b"BM" + struct.pack("<IHHI", 54 + 3 * side * side, 0, 0, 54)
    info = struct.pack("<IiiHHIIiiII", 40, side, side, 1, 24, 0, 3 * side * side, 0, 0, 0, 0)
    (theme / "1.bmp").write_bytes(head + info + red * side * side)
    (theme / "theme.ini").write_text("[stage]\nwidth = 64\nheight = 64\n[walk]\n"
                                     "frames = %d.bmp\ncount = 1\nframe_ms = 100\n")
    launch = launcher.walk(SPEAK, *WORDS, display=screen.name,
                           options=["--delay=0", f"--theme={theme}"])
    assert launch.trace.wait_for("window open")["args"]["w"] == 64, "not the default theme's"
    launch.trace.wait_for("first frame")
    launch.tell("end")
    assert launch.finish() == EXPECTED


def test_unknown_theme(launcher, screen):
    """--theme with a name that nobody has is told once, and the default theme walks."""
    launch = launcher.walk(SPEAK, *WORDS, display=screen.name,
                           options=["--delay=0", "--theme=dromedary"])
    launch.trace.wait_for("first frame")
    launch.tell("end")
    status, out, err = launch.finish()
    assert (status, out) == EXPECTED[:2]
    complaint, rest = err.split(b"\n", 1)
    assert complaint.startswith(b"ocamlwalk: ") and b"dromedary" in complaint
    assert rest == EXPECTED[2]


@pytest.mark.parametrize("what", ["an empty folder", "a file", "a theme without pictures"])
def test_a_ruin_of_the_default_theme(launcher, screen, what):
    """Something in the user's own folder that has the default theme's name but is none: the camel
    comes from the installed one, without a word."""
    home = launcher.folder / "data"
    theme = home / "ocamlwalk" / "themes" / "plate"
    theme.parent.mkdir(parents=True)
    if what == "a file":
        theme.write_text("")
    else:
        theme.mkdir()
    if what == "a theme without pictures":
        shutil.copy(BUILD / "share/ocamlwalk/themes/plate/theme.ini", theme)
    launch = launcher.walk(SPEAK, *WORDS, display=screen.name, options=["--delay=0"],
                           env={"XDG_DATA_HOME": str(home)})
    launch.trace.wait_for("first frame")
    launch.tell("end")
    assert launch.finish() == EXPECTED


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_x_server_killed(launcher, own_screen, number):
    """The X server dies in mid-walk: the program does not notice."""
    launch = launcher.walk(SPEAK, *WORDS, display=own_screen.name, options=["--delay=0"])
    launch.trace.wait_for("first frame")
    own_screen.server.send_signal(number)
    own_screen.server.wait(10)
    splash = launch.splash_pid()
    wait_until(lambda: splash not in [pid for pid, _ in launcher.survivors()], "the splash is gone")
    launch.tell("end")
    assert launch.finish() == EXPECTED


def test_x_server_stopped(launcher, own_screen):
    """The X server hangs in mid-walk: the program ends in time, and its camel soon after."""
    launch = launcher.walk(SPEAK, *WORDS, display=own_screen.name, options=["--delay=0"])
    launch.trace.wait_for("first frame")
    own_screen.server.send_signal(signal.SIGSTOP)
    try:
        launch.tell("end")
        assert launch.finish() == EXPECTED
        launcher.wait_for_quiet()
    finally:
        own_screen.server.send_signal(signal.SIGCONT)


def test_x_server_stopped_before(launcher, own_screen):
    """An X server that hangs from the start holds up nobody but the splash."""
    own_screen.server.send_signal(signal.SIGSTOP)
    try:
        launch = launcher.walk(SPEAK, *WORDS, display=own_screen.name, options=["--delay=0"])
        launch.trace.wait_for("splash exec")
        launch.tell("end")
        assert launch.finish() == EXPECTED
        launcher.wait_for_quiet()
    finally:
        own_screen.server.send_signal(signal.SIGCONT)


@pytest.mark.parametrize("display", [":99999", ":nonsense", "unix:99999"])
def test_dead_display(launcher, display):
    """A DISPLAY that nobody serves."""
    launch = launcher.walk(SPEAK, *WORDS, display=display, options=["--delay=0"])
    launch.tell("end")
    assert launch.finish() == EXPECTED


def test_no_audio_device(launcher, screen):
    """Sound on, and nothing to play it: a silent camel, and not a word about it."""
    launch = launcher.walk(SPEAK, *WORDS, display=screen.name,
                           options=["--delay=0", "--sound=on"],
                           env={"PULSE_SERVER": "unix:/nowhere", "ALSA_CONFIG_PATH": "/dev/null"})
    launch.trace.wait_for("sound off")
    launch.trace.wait_for("first frame")
    launch.tell("end")
    assert launch.finish() == EXPECTED


@pytest.mark.timing
def test_launcher_killed(launcher, screen):
    """SIGKILL to the launcher: program and splash are gone within 200 ms."""
    took_ms = []
    for _ in range(3):
        launch = launcher.walk(SPEAK, "await", "never", display=screen.name, options=["--delay=0"])
        launch.trace.wait_for("first frame")
        start = time.monotonic()
        launch.process.kill()
        launch.process.wait()
        wait_until(lambda: not launcher.survivors(), "program and splash are gone", 5)
        took_ms.append((time.monotonic() - start) * 1000)
        launcher.wait_for_quiet()
    print(f"gone after {', '.join(f'{ms:.0f}' for ms in took_ms)} ms")
    assert min(took_ms) < (1000 if SANITIZED else 200)
    assert max(took_ms) < 1000


def test_launcher_killed_in_the_wings(launcher, screen):
    """SIGKILL to the launcher before there is a splash: the wings go too."""
    launch = launcher.walk(SPEAK, "await", "never", display=screen.name, options=["--delay=60000"])
    launch.trace.wait_for("watching")
    launch.process.kill()
    launch.process.wait()
    wait_until(lambda: not launcher.survivors(), "program and wings are gone", 1)


def test_program_killed(launcher, screen):
    """SIGKILL to the program: the launcher dies by it, the camel goes."""
    launch = launcher.walk(SPEAK, "await", "never", display=screen.name, options=["--delay=0"])
    launch.trace.wait_for("first frame")
    os.kill(launch.program_pid(), signal.SIGKILL)
    assert launch.finish() == (-signal.SIGKILL, b"", b"")


def test_program_ends_while_the_splash_starts(launcher, screen):
    """At whatever moment the program ends, the status is right and nothing stays."""
    for silent_ms in range(0, 60, 10 if SANITIZED else 4):
        launch = launcher.walk(SPEAK, "silent", silent_ms, "exit", "7", display=screen.name,
                               options=["--delay=0"])
        assert launch.finish() == (7, b"", b"")
    launcher.wait_for_quiet()


def limited(which, value):
    return lambda: resource.setrlimit(which, (value, value))


# With three, the loader of a sanitized launcher finds no descriptor for its libraries.
@pytest.mark.parametrize("count", [4, 5, 6, 8, 12] if SANITIZED else [3, 4, 5, 6, 8, 12])
def test_few_descriptors(launcher, screen, count):
    """So few descriptors that even a camel's are too many: what the bare program can, it can."""
    more = {"preexec_fn": limited(resource.RLIMIT_NOFILE, count)}
    words = ["print", "hello", "exit", "7"]
    bare = launcher.bare(SPEAK, *words, **more).finish()
    ours = [OCAMLWALK, "--sound=off"]  # and no trace, which is a descriptor more
    assert launcher.start(*ours, SPEAK, *words, display=screen.name, **more).finish() == bare
    if count > 3:  # with three not even the launcher can look what kind of file it is
        # and one of them closed: none of ours is to be found in its place
        fewer = {"preexec_fn": lambda: (os.close(0), more["preexec_fn"]())}
        for few in (more, fewer):
            bare = launcher.start(SPEAK_C, "fds", *words, **few).finish()
            walk = launcher.start(*ours, SPEAK_C, "fds", *words, display=screen.name, **few)
            assert walk.finish() == bare
            assert bare.status == 7


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become nobody")
def test_no_more_processes(launcher, screen):
    """fork refused: the launcher becomes the program."""
    def prepare():
        os.setgid(65534)
        os.setuid(65534)
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))

    for path in [launcher.folder, *launcher.folder.parents[:3]]:
        if path.name.startswith("pytest-") or launcher.folder == path:
            path.chmod(0o755)
    reachable = subprocess.run(["test", "-x", OCAMLWALK, "-a", "-r", SPEAK_C], check=False, cwd="/",
                               preexec_fn=lambda: (os.setgid(65534), os.setuid(65534)))
    if reachable.returncode != 0:
        pytest.skip("nobody may not read the build")
    launch = launcher.start(OCAMLWALK, "--sound=off", SPEAK_C, "print", "hello", "exit", "7",
                            preexec_fn=prepare, display=screen.name, cwd="/")
    assert launch.finish() == (7, b"hello\n", b"")


@pytest.mark.skipif(SANITIZED, reason="address sanitizer reserves terabytes of address space")
def test_little_memory(launcher, screen):
    """With little address space the program runs if the bare one does. (Not OCaml's, whose runtime reserves more than that
    for its domains.)"""
    prepare = limited(resource.RLIMIT_AS, 60_000_000)
    bare = launcher.start(SPEAK_C, "print", "hello", "exit", "7", preexec_fn=prepare).finish()
    assert bare.status == 7
    walk = launcher.walk(SPEAK_C, "silent", "200", "print", "hello", "exit", "7", preexec_fn=prepare,
                         display=screen.name, options=["--delay=0"])
    assert walk.finish() == bare


def test_read_only_home(launcher, screen):
    """Nothing can be written to HOME, and nothing need be."""
    for name in ("home", "xdg_config_home", "xdg_runtime_dir"):
        (launcher.folder / name).chmod(0o500)
    launch = launcher.walk(SPEAK, *WORDS, display=screen.name, options=["--delay=0"])
    launch.trace.wait_for("first frame")
    launch.tell("end")
    assert launch.finish() == EXPECTED
    launcher.wait_for_quiet()
    for name in ("home", "xdg_config_home", "xdg_runtime_dir"):
        path = launcher.folder / name
        path.chmod(0o700)
        # root, whom no mode keeps out, remembers the program all the same
        written = {str(file.relative_to(path)) for file in path.rglob("*") if file.is_file()}
        written.discard(".local/state/ocamlwalk/face")  # if there were words under it already
        memory = {".local/state/ocamlwalk/pacing"} if name == "home" and os.geteuid() == 0 else set()
        assert written == memory, "nothing is written into the user's folders"


def test_no_homes(launcher, screen):
    """No HOME, no XDG folders, no PATH even."""
    nothing = dict.fromkeys(["HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "LANG",
                             "PATH"])
    launch = launcher.walk(SPEAK, *WORDS, display=screen.name, options=["--delay=0"], env=nothing)
    launch.tell("end")
    assert launch.finish() == EXPECTED


def test_empty_environment(launcher):
    """Not one variable."""
    process = subprocess.run([OCAMLWALK, SPEAK, "print", "hello", "exit", "7"], env={}, check=False,
                             capture_output=True, stdin=subprocess.DEVNULL)
    assert (process.returncode, process.stdout, process.stderr) == (7, b"hello\n", b"")


def test_deleted_folder(launcher, screen):
    """Started in a folder that is no more."""
    line = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"'
    launch = launcher.start("sh", "-c", line, "sh", OCAMLWALK, "--sound=off", SPEAK_C, "cwd",
                            "exit", "7", display=screen.name)
    assert launch.finish() == (7, b"(gone)\n", b"")


def test_the_folder_is_not_held(launcher, screen):
    """When the program leaves its folder, nobody of ours is still in it."""
    launch = launcher.walk(SPEAK_C, "await", launcher.folder / "end", display=screen.name,
                           options=["--delay=0"])
    launch.trace.wait_for("first frame")
    program = launch.program_pid()
    ours = [pid for pid, _ in launcher.survivors() if pid != program]
    assert len(ours) == 3, "launcher, wings and splash"
    assert {os.readlink(f"/proc/{pid}/cwd") for pid in ours} == {"/"}
    launch.tell("end")
    assert launch.finish().status == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to hide /proc")
@pytest.mark.skipif(SANITIZED, reason="address sanitizer reads /proc/self/maps")
def test_no_proc(launcher, screen):
    """Without /proc."""
    if subprocess.run(["unshare", "-m", "true"], check=False, capture_output=True).returncode != 0:
        pytest.skip("no mount namespace may be made here")
    line = 'mount -t tmpfs none /proc && exec "$@"'
    launch = launcher.start("unshare", "-m", "sh", "-c", line, "sh", OCAMLWALK, "--sound=off",
                            "--delay=0", SPEAK, *WORDS, display=screen.name)
    launch.tell("end")
    assert launch.finish() == EXPECTED


@pytest.mark.skipif(os.uname().sysname != "Linux", reason="inotify is Linux's")
def test_no_inotify_left(launcher, screen):
    """Every inotify instance of the user taken: the camel still sees the output. In a user namespace
    of its own, whose limit is nobody else's."""
    line = 'echo 0 >/proc/sys/user/max_inotify_instances && exec "$@"'
    apart = ["unshare", "-U", "-r", "sh", "-c", line, "sh"]
    if subprocess.run([*apart, "true"], check=False, capture_output=True).returncode != 0:
        pytest.skip("no user namespace may be made here")
    walk = launcher.folder / "walk"
    walk.write_text(f"""#!/bin/sh\nexec {shlex.join(apart)} '{OCAMLWALK}' "$@"\n""")
    walk.chmod(0o755)
    launch = launcher.walk(SPEAK, "await", "speak", "print", "x", "await", "end", ocamlwalk=walk,
                           display=screen.name, options=["--delay=0"])
    launch.trace.wait_for("first frame")
    assert "anon_inode:inotify" not in open_files(launch.wings_pid())
    launch.tell("speak")
    launch.trace.wait_for("sign of life", sign="output")
    launch.tell("end")
    assert launch.finish() == (0, b"x\n", b"")
