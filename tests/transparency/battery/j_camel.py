# SPDX-License-Identifier: MIT
"""J. Faults of the camel: the display, the splash, the sound, the pictures. The program and its
caller see the same bytes, status and signals; in the end everybody is gone."""

import os
import shutil
import signal
import socket
import subprocess
import threading

from lab import BUILD, OCAMLWALK, SANITIZED, SPLASH, die_with_the_tests, is_served
from .lab import HERE, end_process, facts, stat, wait_until
from .registry import Skip, check

WORDS = ("await", "go", "print", "out", "eprint", "aside", "handle", "10", "ids", "handled", "1",
         "exit", "7")


def link_or_copy(source, target):
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def installed(lab):
    """An installation that may be broken; a file is to be replaced, not written to."""
    prefix = lab.folder / "prefix"
    shutil.copytree(BUILD / "libexec", prefix / "libexec")
    (prefix / "bin").mkdir()
    shutil.copy2(OCAMLWALK, prefix / "bin")
    shutil.copytree(BUILD / "share", prefix / "share", copy_function=link_or_copy)
    return prefix


def command(lab, prefix):
    return prefix / "bin" / "ocamlwalk" if lab.w == "ocamlwalk" else lab.w


def proceed(lab, child, stopped=None):
    """The program goes on, takes a signal and ends; whoever came with it has to go. Who is STOPPED
    cannot, where no parent is left to wake it, before the one who stopped it does."""
    lab.tell("go")
    lab.note("pid ")
    child.kill(signal.SIGUSR1)
    outcome = child.finish()
    if stopped and stat(stopped, "state") == "T":
        os.kill(stopped, signal.SIGCONT)
    seen = {"status": outcome.status, "out": outcome.out, "err": outcome.err,
            "handled": [line for line in outcome.notes if line.startswith("handled")],
            "left": lab.left_behind()}
    for name in ("notes", "out", "err", "go", "trace"):
        (lab.folder / name).unlink(missing_ok=True)
    return seen


def walk_through(lab, befall=lambda: None, cue="first frame", **more):
    """A program that is silent until the camel has met what befalls it."""
    child = lab.start(more.pop("command", lab.w), "./dummy", *WORDS, **more)
    if cue:
        lab.show(cue)
    befall()
    return proceed(lab, child)


@check(115, "J", "a DISPLAY that nobody serves", camel=True)
def dead_display(lab):
    cases = ({"DISPLAY": ":9999"}, {"DISPLAY": "unix:9999"}, {"DISPLAY": ":nonsense"},
             {"DISPLAY": "localhost:77"}, {"DISPLAY": None, "WAYLAND_DISPLAY": "nobody"})
    return [walk_through(lab, cue=None, env=case if lab.mode.display else {}) for case in cases]


@check("115b", "J", "an X server that accepts and never answers", camel=True)
def hanging_display(lab):
    number = 3000 + os.getpid() % 50000
    path = f"/tmp/.X11-unix/X{number}"
    os.makedirs("/tmp/.X11-unix", exist_ok=True)
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen(8)
    held = []
    threading.Thread(target=lambda: accept(server, held), daemon=True).start()
    try:
        env = {"DISPLAY": f":{number}"} if lab.mode.display else {}
        return walk_through(lab, lambda: lab.mode.camel and wait_until(lambda: held, "it is asked"),
                            cue=None, env=env)
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        for connection in held:
            connection.close()
        os.unlink(path)


def accept(server, held):
    try:
        while True:
            held.append(server.accept()[0])
    except OSError:
        pass


@check("115c", "J", "an X server that nobody ever accepts at: a full backlog", camel=True)
def dropping_display(lab):
    number = 3000 + os.getpid() % 50000
    path = f"/tmp/.X11-unix/X{number}"
    os.makedirs("/tmp/.X11-unix", exist_ok=True)
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen(0)
    waiting = [socket.socket(socket.AF_UNIX) for _ in range(4)]
    for client in waiting:
        client.setblocking(False)
        client.connect_ex(path)
    try:
        env = {"DISPLAY": f":{number}"} if lab.mode.display else {}
        return walk_through(lab, cue="splash exec", env=env)
    finally:
        for client in (*waiting, server):
            client.close()
        os.unlink(path)


@check("115d", "J", "the wrong cookie", camel=True)
def wrong_cookie(lab):
    if shutil.which("xauth") is None:
        raise Skip("no xauth here")
    cookies = lab.folder / "cookies"
    cookies.touch()
    lab.start("xauth", "-f", cookies, "add", ":0", "MIT-MAGIC-COOKIE-1", "0123456789abcdef" * 2,
              stderr=os.open("/dev/null", os.O_WRONLY)).wait()
    _, name = lab.own_screen("-auth", str(cookies))
    env = {"XAUTHORITY": "/nowhere", **({"DISPLAY": name} if lab.mode.display else {})}
    return walk_through(lab, cue="splash exec", env=env)


@check(116, "J", "the X server killed, terminated, stopped in mid-walk", camel=True, deadline_s=60)
def server_dies(lab):
    seen = []
    for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP):
        server, name = lab.own_screen()
        env = {"DISPLAY": name} if lab.mode.display else {}
        child = lab.start(lab.w, "./dummy", *WORDS, env=env)
        lab.show()
        server.send_signal(number)
        if number != signal.SIGSTOP:
            server.wait(5)
        lab.tell("go")
        lab.note("pid ")
        child.kill(signal.SIGUSR1)
        seen.append(child.finish().seen()["status"])
        wait_until(lambda: (lab.reap_orphans(child, lab.screens),
                            not [pid for pid in lab.children() if pid != server.pid])[1],
                   "all but the server are gone")
        end_process(server)
        lab.screens.remove(server)
        seen.append(proceed_files(lab))
    return seen


def proceed_files(lab):
    found = [(lab.folder / name).read_bytes() for name in ("out", "err")]
    for name in ("notes", "out", "err", "go", "trace"):
        (lab.folder / name).unlink(missing_ok=True)
    return found


@check("116b", "J", "the X server stopped before the camel comes", camel=True)
def server_stopped_before(lab):
    server, name = lab.own_screen()
    server.send_signal(signal.SIGSTOP)
    env = {"DISPLAY": name} if lab.mode.display else {}
    child = lab.start(lab.w, "./dummy", *WORDS, env=env)
    lab.show("splash exec")
    lab.tell("go")
    lab.note("pid ")
    child.kill(signal.SIGUSR1)
    status = child.wait()
    wait_until(lambda: (lab.reap_orphans(child, lab.screens),
                        not [pid for pid in lab.children() if pid != server.pid])[1],
               "all but the server are gone")
    return status, proceed_files(lab)


@check(117, "J", "the splash killed, aborted, crashed, terminated, stopped", camel=True)
def splash_dies(lab):
    seen = []
    crashes = () if SANITIZED else (signal.SIGABRT, signal.SIGSEGV)  # which would be reported
    for number in (signal.SIGKILL, *crashes, signal.SIGTERM, signal.SIGSTOP):
        child = lab.start(lab.w, "./dummy", *WORDS)
        splash = lab.splash()
        if splash:
            os.kill(splash, number)
        lab.tell("go")
        lab.note("pid ")
        pid = int(facts(lab.notes())["pid"])
        children = open(f"/proc/{pid}/task/{pid}/children", encoding="ascii").read()
        child.kill(signal.SIGUSR1)
        outcome = child.finish()
        if splash and number == signal.SIGSTOP and stat(splash, "state"):
            # nobody can end by itself while it is stopped; who has stopped it will let it go on
            try:
                os.kill(splash, signal.SIGCONT)
            except ProcessLookupError:
                pass
        seen.append((outcome.status, outcome.out, outcome.err, children, lab.left_behind()))
        for name in ("notes", "out", "err", "go", "trace"):
            (lab.folder / name).unlink(missing_ok=True)
    return seen


@check("117b", "J", "a splash that spins, that will not end, that is no program", camel=True,
       sanitized="it stands for the splash itself")
def splash_spins(lab):
    seen = []
    for text in ("#!/bin/sh\nwhile :; do :; done\n", "#!/bin/sh\ntrap '' TERM HUP INT\nsleep 3\n",
                 "garbage", "", "#!/nowhere\n", "#!/bin/sh\nexit 9\n"):
        prefix = installed(lab)
        splash = prefix / SPLASH.relative_to(BUILD)
        splash.unlink()
        splash.write_text(text)
        splash.chmod(0o755)
        child = lab.start(command(lab, prefix), "./dummy", *WORDS)
        lab.show("splash exec")
        lab.tell("go")
        lab.note("pid ")
        child.kill(signal.SIGUSR1)
        outcome = child.finish()
        seen.append((outcome.status, outcome.out, outcome.err))
        for pid in lab.children():  # a splash of others is no promise of ours: it is ended here
            os.kill(pid, signal.SIGKILL)
        lab.left_behind()
        for name in ("notes", "out", "err", "go", "trace"):
            (lab.folder / name).unlink(missing_ok=True)
        shutil.rmtree(prefix)
    return seen


@check("117c", "J", "the splash itself spinning in a library: the program ends, is killed", camel=True)
def splash_spins_itself(lab):
    seen = []
    env = {"SDL_DYNAMIC_API": HERE / "spin.so"}
    for number in (signal.SIGUSR1, signal.SIGKILL):
        child = lab.start(lab.w, "./dummy", *WORDS, env=env)
        splash = lab.show("splash main")
        if splash:
            wait_until(lambda pid=splash["pid"]: spent_s(pid) > 0.15, "the splash spins")
        lab.tell("go")
        lab.note("pid ")
        child.kill(number)
        outcome = child.finish()
        seen.append((outcome.status, outcome.out, outcome.err, lab.left_behind()))
        for name in ("notes", "out", "err", "go", "trace"):
            (lab.folder / name).unlink(missing_ok=True)
    return seen


def spent_s(pid):
    """CPU time of a process, a thread that spins included."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as line:
        fields = line.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@check(118, "J", "the process in the wings killed, stopped", camel=False)
def wings_die(lab):
    seen = []
    options = f"{lab.env['OCAMLWALK']} --delay=20000 --trace={lab.trace.path}"
    for number in (signal.SIGKILL, signal.SIGSTOP):
        child = lab.start(lab.w, "./dummy", *WORDS, env={"OCAMLWALK": options})
        event = lab.show("watching")
        if event:
            os.kill(event["pid"], number)
        seen.append(proceed(lab, child, event and lab.mode.name == "exec" and event["pid"]))
    return seen


@check(119, "J", "sound: none, a server that hangs, that is stopped in mid-walk", camel=True,
       deadline_s=90)
def sound(lab):
    def options(more=""):
        return f"{lab.env['OCAMLWALK']} --sound=on {more}".replace("--sound=off", "")
    env = {"OCAMLWALK": options(), "ALSA_CONFIG_PATH": "/dev/null"}
    seen = [walk_through(lab, env={**env, "PULSE_SERVER": "unix:/nowhere"})]
    hanging = socket.socket(socket.AF_UNIX)
    hanging.bind(str(lab.folder / "pulse"))
    hanging.listen(8)
    seen.append(walk_through(lab, env={**env, "PULSE_SERVER": f"unix:{lab.folder}/pulse"}))
    hanging.close()
    return seen


@check("119b", "J", "a PulseAudio that is stopped while it plays", camel=True, deadline_s=90)
def pulse(lab):
    if shutil.which("pulseaudio") is None:
        raise Skip("no pulseaudio here")
    home = lab.folder / "pa"
    (home / "state").mkdir(parents=True)
    home.chmod(0o700)
    env = {"PATH": "/usr/bin:/bin", "HOME": str(home), "XDG_RUNTIME_DIR": str(home),
           "PULSE_RUNTIME_PATH": str(home), "PULSE_STATE_PATH": str(home / "state")}
    server = subprocess.Popen(
        ["pulseaudio", "-n", "--system=false", "--daemonize=no", "--exit-idle-time=-1",
         "--use-pid-file=false", "--disable-shm=true",
         f"--load=module-native-protocol-unix socket={home}/native auth-anonymous=1",
         "--load=module-null-sink sink_name=cap"], env=env, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=die_with_the_tests)
    lab.screens.append(server)
    try:
        wait_until(lambda: is_served(home / "native"), "pulseaudio is up")
    except AssertionError:
        raise Skip("pulseaudio does not start here") from None
    words = lab.env["OCAMLWALK"].replace("--sound=off", "--sound=on")
    child = lab.start(lab.w, "./dummy", *WORDS, env={
        "OCAMLWALK": words, "PULSE_SERVER": f"unix:{home}/native", "SDL_AUDIODRIVER": "pulseaudio"})
    lab.show()
    if lab.mode.camel:
        wait_until(lambda: lab.trace.find("sound on") or lab.trace.find("sound off"), "it sounds")
        sounded = lab.trace.find("sound on") is not None
        if not sounded:
            raise AssertionError(lab.trace.find("sound off"))
    server.send_signal(signal.SIGSTOP)
    lab.tell("go")
    lab.note("pid ")
    child.kill(signal.SIGUSR1)
    status = child.wait()
    wait_until(lambda: (lab.reap_orphans(child, lab.screens),
                        not [pid for pid in lab.children() if pid != server.pid])[1],
               "all but the server are gone")
    return status, proceed_files(lab)


def replace(path, content):
    path.unlink()
    path.write_bytes(content)


def cut(path):
    replace(path, path.read_bytes()[:120])


def garbage(path):
    replace(path, bytes(range(256)) * 8)


@check(120, "J", "assets: missing, cut short, garbage; the splash missing", camel=True,
       deadline_s=90)
def assets(lab):
    """Each of them in a copy of the installation. The camel may be missing; nothing else."""
    seen = []

    def pictures(theme):
        return sorted(theme.rglob("*.png"))

    cases = {
        "pictures cut": lambda theme: [cut(path) for path in pictures(theme)],
        "pictures garbage": lambda theme: [garbage(path) for path in pictures(theme)],
        "half of them gone": lambda theme: [path.unlink() for path in pictures(theme)[::2]],
        "theme.ini garbage": lambda theme: garbage(theme / "theme.ini"),
        "theme.ini empty": lambda theme: replace(theme / "theme.ini", b""),
        "theme gone": shutil.rmtree,
        "splash gone": lambda theme: (theme.parents[3] / SPLASH.relative_to(BUILD)).unlink(),
        "no splash to execute":
            lambda theme: (theme.parents[3] / SPLASH.relative_to(BUILD)).chmod(0o644),
    }
    for name, spoil in cases.items():
        prefix = installed(lab)
        spoil(prefix / "share" / "ocamlwalk" / "themes" / "plate")
        child = lab.start(command(lab, prefix), "./dummy", *WORDS)
        if lab.mode.camel:
            wait_until(lambda: lab.trace.find("splash exec") or lab.trace.find("no theme") or
                       lab.trace.find("exec in place"), "it is tried")
        seen.append((name, proceed(lab, child)))
        shutil.rmtree(prefix)
    return seen
