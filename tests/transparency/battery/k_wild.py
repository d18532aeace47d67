# SPDX-License-Identifier: MIT
"""K. Programs in the wild: OCaml's own tools in bytecode, and programs as they are written."""

import hashlib
import re
import shutil

import pexpect

from lab import PROGRAMS
from .lab import HERE, OCAMLRUN
from .registry import Skip, check
from .shells import Shell, clean

PROMPT = "# "


def tool(name):
    path = shutil.which(name)
    if path is None:
        raise Skip(f"no {name} here")
    with open(path, "rb") as file:
        if file.read(4) == b"\x7fELF":
            raise Skip(f"{name} is no bytecode here")
    return path


def program(lab, *words, **more):
    return lab.start(lab.w, HERE / "programs.byte", *words, **more).finish().seen()


@check("K1", "K", "ocaml, the toplevel: a script, standard input", probe=False)
def toplevel(lab):
    ocaml = tool("ocaml")
    script = lab.folder / "script.ml"
    script.write_text("let () = Array.iter print_endline Sys.argv; exit 3\n")
    text = lab.folder / "input"
    text.write_text("let x = 6 * 7;;\nprint_endline \"hello\";;\nlet y : string = 1;;\nexit 4;;\n")
    seen = [lab.start(lab.w, ocaml, script, "a", "", "b c").finish().seen()]
    with open(text, "rb") as file:
        seen.append(lab.start(lab.w, ocaml, "-noprompt", stdin=file.fileno()).finish().seen())
    seen.append(lab.start(lab.w, ocaml, "-version").finish().seen())
    return seen


@check("K2", "K", "ocaml on a terminal: ^C in a loop, ^Z and fg, ^D", probe=False)
def interactive(lab):
    ocaml = tool("ocaml")
    shell = Shell(lab, "bash")
    shell.send(f"$W {ocaml} -noinit")
    seen = []

    def answer():
        shell.child.expect_exact(PROMPT)
        seen.append(shell.child.before.replace("\r", ""))
    answer()
    shell.send("1 + 1;;")
    answer()
    shell.send('print_string "in the loop\\n"; flush stdout; while true do () done;;')
    shell.child.expect_exact("in the loop")
    shell.key("c")
    answer()
    shell.key("z")
    seen.append(shell.prompt())
    shell.send("fg")
    shell.child.expect_exact("ocaml")
    shell.send("String.length \"abc\";;")
    shell.child.expect_exact("= 3")
    answer()
    shell.key("d")
    seen += [shell.prompt(), shell.status(), shell.close()]
    return [re.sub(r"ocaml(walk|run)", "W", text) if isinstance(text, str) else text
            for text in seen]


@check("K3", "K", "ocamlc.byte compiles a program; its errors", probe=False)
def compiler(lab):
    ocamlc = tool("ocamlc.byte")
    (lab.folder / "made.ml").write_text('let () = print_endline "made"\n')
    (lab.folder / "wrong.ml").write_text('let () = print_endline 1\n')
    seen = [lab.start(lab.w, ocamlc, "-o", "made.byte", "made.ml").finish().seen(),
            lab.start("./made.byte").finish().seen(),
            lab.start(lab.w, ocamlc, "wrong.ml").finish().seen()]
    return seen, hashlib.sha256((lab.folder / "made.byte").read_bytes()).hexdigest()


@check("K4", "K", "ocamllex.byte, ocamldep.byte, ocamldoc", probe=False, deadline_s=60)
def tools(lab):
    (lab.folder / "lexer.mll").write_text("rule token = parse ['a'-'z']+ { 1 } | eof { 0 }\n")
    (lab.folder / "doc.ml").write_text('(** One. *)\nlet one = 1\n')
    (lab.folder / "html").mkdir()
    seen = [lab.start(lab.w, tool("ocamllex.byte"), "lexer.mll").finish().seen(),
            lab.start(lab.w, tool("ocamldep.byte"), "doc.ml").finish().seen(),
            lab.start(lab.w, tool("ocamldoc"), "-html", "-d", "html", "doc.ml").finish().seen()]
    made = {str(path.relative_to(lab.folder)): path.stat().st_size
            for path in lab.folder.rglob("*") if path.suffix in (".html", ".css", ".ml")}
    return seen, made


@check("K5", "K", "threads, fork, sockets, timers", probe=False)
def written(lab):
    return [program(lab, word) for word in ("threads", "processes", "sockets", "signals")]


@check("K6", "K", "the same with a camel", probe=False, camel=True)
def written_with_camel(lab):
    child = lab.byte("speak.byte", "await", "go", "thread", "30", "fork-print", "child", "print",
                     "over", "exit", "3")
    lab.show()
    lab.tell("go")
    return child.finish().seen()


@check("K7", "K", "a stack overflow; an uncaught exception, with OCAMLRUNPARAM=b", probe=False)
def failures(lab):
    return [program(lab, "deep", env={"OCAMLRUNPARAM": "l=100k"}),
            program(lab, "deep", env={"OCAMLRUNPARAM": "b,l=100k"}),
            program(lab, "uncaught"), program(lab, "uncaught", env={"OCAMLRUNPARAM": "b"}),
            program(lab, "nonsense"), program(lab)]


@check("K8", "K", "what ocamlc -use-runtime makes, executed", probe=False)
def use_runtime(lab):
    """Its first line names ocamlwalk; bare, the same program by ocamlrun."""
    path = PROGRAMS / "speak-use-runtime.byte"
    words = ("args", "a", "", "b c")
    direct = [path] if lab.w == "ocamlwalk" else [OCAMLRUN, path]
    return [lab.start(*direct, *words).finish().seen(),
            lab.start(*direct, "print", "x", "die", "TERM").finish().seen(),
            lab.start(lab.w, path, "eprint", "y", "exit", "9").finish().seen()]


@check("K9", "K", "native executables that stand for bytecode: -custom, -output-complete-exe",
       probe=False)
def executables(lab):
    seen = []
    for name in ("speak-custom", "speak-complete"):
        path = str(PROGRAMS / name)
        for words in (("args", "a", ""), ("eprint", "x", "exit", "3"), ("die", "INT")):
            command = [lab.w, path] if lab.w == "ocamlwalk" else [path]
            seen.append(lab.start(*command, *words).finish().seen())
    return seen


@check("K10", "K", "ocaml under pexpect, without a shell", probe=False)
def expected(lab):
    child = pexpect.spawn(lab.w, [tool("ocaml"), "-noinit"], env=lab.environment(), echo=False,
                          cwd=str(lab.folder), timeout=15, encoding="utf-8", preexec_fn=clean)
    child.delaybeforesend = None
    seen = []
    for line in ("let square x = x * x;;", "square 12;;", "failwith \"no\";;", "#quit;;"):
        child.expect_exact(PROMPT)
        seen.append(child.before)
        child.sendline(line)
    child.expect(pexpect.EOF)
    seen.append(child.before)
    child.close()
    return seen, child.exitstatus, child.signalstatus
