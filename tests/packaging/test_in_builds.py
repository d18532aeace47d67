# SPDX-License-Identifier: MIT
"""What examples/ and docs/in-builds.md say is so: each way tried with the tool itself."""

import os
import pathlib
import shutil
import subprocess

import pytest

from lab import BUILD, OCAMLWALK, Trace

SOURCE = pathlib.Path(os.environ["OCAMLWALK_SOURCE_DIR"])
ANSWER = "takes the longest way to 1"


@pytest.fixture
def project(tmp_path):
    """The examples, with a start that is slow enough for a camel and no slower."""
    folder = tmp_path / "project"
    shutil.copytree(SOURCE / "examples", folder, ignore=shutil.ignore_patterns("*.cm?", "_build"))
    program = folder / "slow_start.ml"
    text = program.read_text()
    assert "else 3." in text
    program.write_text(text.replace("else 3.", "else 1."))
    return folder


@pytest.fixture
def run(launcher, project, screen):
    """Runs a shell command in the project, on a screen; returns what it printed, and the trace."""
    def run_it(command, **env):
        trace = Trace(project.parent / "trace")
        env = {"PATH": f"{BUILD}/bin:{os.environ['PATH']}", "DUNE_CACHE": "disabled",
               "OCAMLWALK": f"--sound=off --on-failure=quiet --trace={trace.path}", **env}
        result = launcher.start("sh", "-c", command, display=screen.name, env=env,
                                cwd=project).finish()
        assert result.status == 0, result.err.decode()
        return result.out.decode(), trace
    return run_it


def test_make(run, project):
    _, trace = run("make report.txt")
    assert ANSWER in (project / "report.txt").read_text()
    trace.wait_until_gone()
    assert trace.find("first frame")


def test_make_the_plain_way(run, project):
    _, trace = run("make OCAMLRUN=ocamlrun report.txt")
    assert ANSWER in (project / "report.txt").read_text()
    assert not trace.events()


@pytest.fixture
def without(tmp_path):
    """PATH without an ocamlwalk, wherever one may be installed."""
    folders = [folder for folder in os.environ["PATH"].split(":")
               if folder and not (pathlib.Path(folder) / "ocamlwalk").exists()]
    return {"PATH": ":".join(folders)}


@pytest.mark.parametrize("command, made", [
    ("make report.txt", "report.txt"), ("dune build --root . answer.txt", "_build/default/answer.txt"),
    ("dune build --root . named.txt", "_build/default/named.txt"),
    ("make slow_start && ./slow_start >out", "out"),
    ("dune exec --root . ./walking.bc >out", "out")], ids=lambda word: word.split(" ")[-1])
def test_where_ocamlwalk_is_not_installed(run, project, without, command, made):
    """The same files come out of the same rules."""
    _, trace = run(command, **without)
    assert ANSWER in (project / made).read_text()
    assert not trace.events()


def test_a_dune_rule_of_a_named_runtime(run, project):
    _, trace = run("OCAMLRUN=ocamlwalk dune build --root . named.txt")
    assert ANSWER in (project / "_build/default/named.txt").read_text()
    trace.wait_until_gone()
    assert trace.find("first frame")


def test_a_dune_rule(run, project):
    _, trace = run("dune build --root . answer.txt")
    assert ANSWER in (project / "_build/default/answer.txt").read_text()
    trace.wait_until_gone()
    assert trace.find("first frame")


def test_dune_exec_from_outside(run):
    out, trace = run("dune build --root . ./slow_start.bc &&"
                     " dune exec --root . -- ocamlwalk _build/default/slow_start.bc")
    assert ANSWER in out
    trace.wait_until_gone()
    assert trace.find("first frame")


def test_dune_exec_of_what_brings_its_camel(run):
    out, trace = run("dune exec --root . ./walking.bc")
    assert ANSWER in out
    trace.wait_until_gone()
    assert trace.find("first frame")


def test_use_runtime(run, project):
    out, trace = run("make slow_start && ./slow_start && ocamlrun ./slow_start 0")
    assert out.count(ANSWER) == 2
    assert (project / "slow_start").read_bytes().startswith(b"#!%s\n" % bytes(OCAMLWALK))
    trace.wait_until_gone()
    assert trace.find("first frame")


@pytest.mark.parametrize("interpreter", [
    "/usr/bin/env ocamlwalk", "/usr/bin/env -S ocamlwalk --sound=off --"])
def test_a_line_of_ones_own(run, interpreter):
    out, trace = run("make slow_start.byte && "
                     f"{{ echo '#!{interpreter}'; tail -n +2 slow_start.byte; }} > report &&"
                     " chmod +x report && ./report")
    assert ANSWER in out
    trace.wait_until_gone()
    assert trace.find("first frame")


@pytest.mark.parametrize("away", [{"CI": "true"}, {"DISPLAY": None}], ids=["CI", "cron"])
def test_where_nobody_looks_nothing_is_spent(run, away):
    """The launcher becomes the program: one process, no wait for a camel, nothing on the screen."""
    out, trace = run("make -s slow_start.byte && ocamlwalk ./slow_start.byte", **away)
    assert ANSWER in out
    assert trace.names() == ["launch", "exec in place"]


def test_as_cron_starts_it(project):
    """An environment of four variables, a session of its own, no terminal, output to a pipe."""
    subprocess.run(["make", "-s", "slow_start.byte"], cwd=project, check=True)
    env = {"HOME": str(project), "LOGNAME": "nobody", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
    program = subprocess.Popen(
        [OCAMLWALK, project / "slow_start.byte"], env=env, cwd=project, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    children = pathlib.Path(f"/proc/{program.pid}/task/{program.pid}/children")
    while program.poll() is None:
        try:
            assert children.read_text() == ""
        except OSError:
            break
    out, err = program.communicate(timeout=30)
    assert (program.returncode, err) == (0, "") and ANSWER in out
