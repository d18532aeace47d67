# SPDX-License-Identifier: MIT
"""A. argv, environment, exec."""

import ctypes
import os
import shutil

from lab import BUILD, PROGRAMS
from .lab import HERE, OCAMLRUN
from .registry import check

STATIC = "a sanitized launcher is linked dynamically"


@check(0, "A", "the modes are what they are called", camel=True)
def modes(lab):
    """A launch that became the program for some other reason would prove nothing."""
    lab.run("silent", "20")
    names = lab.trace.names() if lab.w == "ocamlwalk" else []
    told = {"default": "program forked", "exec": "exec beside", "in place": "exec in place"}
    return lab.w == "ocamlrun" or told[lab.mode.name] in names


@check(1, "A", "argv: empty, blank, dashes, 2000 of them, 128 KiB long")
def argv(lab):
    seen = {}
    for name, words in {"odd": ["", " a b ", "--", "-x", "--delay=1", "$HOME", "a\nb", "*", "\\"],
                        "dashes": ["--help", "--version", "-v", "--exec"],
                        "many": [str(n) for n in range(2000)],
                        "long": ["x" * 131071]}.items():
        env = {"PROBE": "argv", "PROBE_OUT": lab.folder / name}
        status = lab.start(lab.w, "./dummy", *words, env=env).wait()
        seen[name] = (status, (lab.folder / name).read_text())
    return seen


@check(2, "A", "argv[0], however the launcher was started")
def argv0(lab):
    if lab.w == "ocamlwalk":
        os.symlink(BUILD / "bin" / "ocamlwalk", lab.folder / "link")
        ways = ["ocamlwalk", "./link", str(BUILD / "bin" / "ocamlwalk"),
                os.path.relpath(BUILD / "bin" / "ocamlwalk", lab.folder)]
    else:
        ways = ["ocamlrun"] * 4
    for way in ways:
        lab.start(way, "./dummy", "argv", "exec").wait()
    return lab.notes()


@check("2b", "A", "the real ocamlrun finds itself and the program", probe=False)
def argv0_real(lab):
    shutil.copy(PROGRAMS / "speak.byte", lab.folder / "prog.byte")
    env = {"PATH": f"{lab.folder}:{lab.env['PATH']}"}
    return [lab.start(lab.w, name, "args", "a", "b", env=env).finish().seen()
            for name in ("prog.byte", "./prog.byte", lab.folder / "prog.byte")]


@check(3, "A", "the environment, in its order; NOTIFY_SOCKET may be added")
def environment(lab):
    ours = ("env DISPLAY=", "env OCAMLWALK=", "env NOTIFY_SOCKET=@ocamlwalk-")
    lab.run("env", env={"EMPTY": "", "LONG": "y" * 100000, "Z": "a=b=c", "É": "é"})
    lines = [line for line in lab.notes() if not line.startswith(ours)]
    added = [line for line in lab.notes() if line.startswith("env NOTIFY_SOCKET=")]
    return {"variables": lines, "added where no camel can be": bool(added) and not lab.mode.camel}


@check("3b", "A", "an environment with duplicates and words without =")
def odd_environment(lab):
    libc = ctypes.CDLL(None)
    path = shutil.which(lab.w, path=lab.env["PATH"])
    words = [f"{name}={value}" for name, value in lab.environment().items()]
    words += ["TWICE=1", "TWICE=2", "nonsense", "=empty", ""]

    def become():
        vector = (ctypes.c_char_p * 4)(lab.w.encode(), b"./dummy", b"env", None)
        variables = (ctypes.c_char_p * (len(words) + 1))(*[w.encode() for w in words], None)
        libc.execve(path.encode(), vector, variables)
    status = lab.start("false", setup=become).wait()
    ours = ("env DISPLAY=", "env OCAMLWALK=", "env NOTIFY_SOCKET=@ocamlwalk-")
    return status, [line for line in lab.notes() if not line.startswith(ours)]


@check(4, "A", "the shell's variable _")
def underscore(lab):
    for shell in ("bash", "dash", "zsh"):
        lab.script("$W ./dummy env; true", shell).wait()
    return [line for line in lab.notes() if line.startswith("env _=")]


@check(5, "A", "AT_EXECFN, /proc/self/exe, comm, cmdline")
def executed(lab):
    return lab.see("exec", "argv")


@check(6, "A", "argc 0", probe=False)
def no_argv(lab):
    libc = ctypes.CDLL(None)
    path = str(OCAMLRUN) if lab.w == "ocamlrun" else shutil.which(lab.w, path=lab.env["PATH"])

    def become():
        variables = (ctypes.c_char_p * 3)(f"PATH={lab.env['PATH']}".encode(), b"DISPLAY=:0", None)
        libc.execve(path.encode(), (ctypes.c_char_p * 1)(None), variables)
    return lab.start("false", setup=become).finish().seen()


def largest(lab, command):
    """How long a last argument may be, beside twenty long ones."""
    low, high = 0, 131000
    while high - low > 64:
        middle = (low + high) // 2
        words = ["x" * 99000] * 20 + ["x" * middle]
        child = lab.start(command, "./dummy", *words, env={"PROBE": "exit 0"})
        low, high = (middle, high) if child.wait() == 0 else (low, middle)
    return low


@check("6b", "A", "E2BIG at the same length, within 512 bytes")
def too_long(lab):
    return {"within 512 bytes": abs(largest(lab, lab.w) - largest(lab, "ocamlrun")) < 512}


@check(7, "A", "no runtime: 127; one that is not executable: 126; one line on fd 2")
def exec_failure(lab):
    seen = []
    (lab.folder / "plain").mkdir()
    (lab.folder / "plain" / "ocamlrun").write_text("no program")
    for folder in ("none", "plain"):
        env = {"PATH": f"{lab.folder}/{folder}:{BUILD}/bin"}
        outcome = lab.start("/bin/bash", "-c", f"{lab.w} ./dummy; exit $?", env=env).finish()
        seen.append((outcome.status, outcome.out, outcome.err.count(b"\n")))
        (lab.folder / "err").unlink()
    return seen


@check(8, "A", "installed under the name ocamlrun; as #! interpreter", probe=False)
def recursion(lab):
    (lab.folder / "bin").mkdir()
    if lab.w == "ocamlwalk":
        os.symlink(BUILD / "bin" / "ocamlwalk", lab.folder / "bin" / "ocamlrun")
    script = lab.folder / "script"
    script.write_bytes(f"#!/usr/bin/env {lab.w}\n".encode() +
                       (PROGRAMS / "speak-headless.byte").read_bytes())
    script.chmod(0o755)
    env = {"PATH": f"{lab.folder}/bin:{lab.env['PATH']}"}
    return [lab.start(*words, "args", "a", "", "b", env=env).finish().seen()
            for words in ([lab.w, PROGRAMS / "speak-headless.byte"], ["./script"],
                          ["ocamlrun", PROGRAMS / "speak-headless.byte"])]


@check(9, "A", "LD_PRELOAD is loaded once", sanitized=STATIC)
def preload(lab):
    env = {"LD_PRELOAD": HERE / "preload.so", "MALLOC_PERTURB_": "7"}
    return lab.see("silent", "300", "exit", "3", env=env)


@check(10, "A", "the runtime's own options and messages", probe=False)
def messages(lab):
    whole = (PROGRAMS / "hello.byte").read_bytes()
    files = {"cut.byte": whole[:-50], "empty.byte": b"", "garbage.byte": b"\x00\xff" * 500,
             "primitive.byte": whole.replace(b"caml_ml_output_char", b"caml_ml_output_chaX"),
             "magic.byte": whole.replace(b"Caml1999X", b"Caml1888X")}
    for name, content in files.items():
        (lab.folder / name).write_bytes(content)
    seen = {}
    for words in [["-vnum"], ["-version"], ["-p"], ["-config"], [], ["-v"], ["-b"], ["-nonsense"],
                  ["-I", "/nowhere", PROGRAMS / "hello.byte"], ["-b", PROGRAMS / "hello.byte"],
                  ["-I"], ["/nowhere/x.byte"], ["/tmp"], ["x.byte"], *[[name] for name in files]]:
        seen[str(words)] = lab.start(lab.w, *words).finish().seen()
        for name in ("out", "err"):
            (lab.folder / name).unlink()
    return seen
