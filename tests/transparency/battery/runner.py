# SPDX-License-Identifier: MIT
"""Runs the checks, some side by side, each bare and in each mode, and gives the verdicts."""

import collections
import multiprocessing
import os
import queue
import resource
import shutil
import signal
import subprocess
import time
import traceback

from lab import SANITIZED, die_with_the_tests
from .lab import BARE, MODES, Lab, Skip, become_subreaper, temporary
from .registry import ALL

# A time is measured up to three times, for others work on the same machine; each that is too long is told. All else has one
# try.
ATTEMPTS = 3
PATIENCE = 3  # times a check's own deadline: four tests share two processors, and sanitizers
WORKERS = 3

# Where errors of memory may hide: terminals, stops, faults. The rest is the plain build's to show.
SANITIZED_GROUPS = "CDJ"
ANOTHER_LAUNCHER = "a sanitized launcher has another libc, and handlers, limits, memory of its own"

SAME, EXPECTED, SKIPPED = "same", "differs (expected)", "skipped"
DIFFERS, MATCH = "DIFFERS", "SAME?"  # not as expected

Result = collections.namedtuple("Result", "number verdicts details seconds bare", defaults=[None])


class Deadline(Exception):
    """A check in one mode took far too long."""


def on_alarm(_number, _frame):
    raise Deadline("it does not end")


def observe(check, mode, base, display):
    """What a check sees in a mode. A failure of its own is something to see as well."""
    lab = Lab(base, mode, display, camel=check.camel, probe=check.probe)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE * check.deadline_s)
    skip = None
    try:
        seen = check.function(lab)
    except Skip as reason:
        skip, seen = reason, None
    except BaseException as error:  # pylint: disable=broad-except
        if isinstance(error, KeyboardInterrupt):
            raise
        place = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{os.path.basename(place.filename)}:{place.lineno}"
        seen = f"{type(error).__name__}: {error} ({place})"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    if not isinstance(seen, dict):
        seen = {ALL: seen}
    left = lab.left_behind()
    if left:
        seen["left behind"] = left
    reports = [path.read_text() for path in base.glob("sanitizer*")]
    if reports:
        seen["sanitizer"] = reports
    if skip:
        raise skip
    return seen


def differing(bare: dict, seen: dict) -> dict:
    return {key: (bare.get(key), seen.get(key)) for key in {**bare, **seen}
            if bare.get(key) != seen.get(key)}


def narrow(one, other, place="") -> tuple:
    """The innermost place where two observations differ."""
    if type(one) is type(other) and isinstance(one, (list, tuple)) and len(one) == len(other):
        pairs = list(enumerate(zip(one, other)))
    elif isinstance(one, dict) and isinstance(other, dict) and set(one) == set(other):
        pairs = [(key, (one[key], other[key])) for key in one]
    else:
        return place, one, other
    for key, (a, b) in pairs:
        if a != b:
            return narrow(a, b, f"{place}[{key!r}]")
    return place, one, other


def brief(value) -> str:
    text = repr(value)
    return text if len(text) < 1500 else text[:700] + " … " + text[-700:]


def judge(check, mode, bare, seen) -> tuple:
    """The verdict, and what is wrong with it."""
    differences = differing(bare, seen)
    expected = set(check.parent_differs) if mode.name == "default" else set()
    if ALL in bare and isinstance(bare[ALL], str) and bare[ALL].startswith(
            ("AssertionError", "Deadline")):
        return DIFFERS, [f"{mode.name}: even bare: {bare[ALL]}"]
    wrong = []
    for key in differences:
        if key not in expected:
            place, one, other = narrow(*differences[key])
            wrong.append(f"{mode.name}: {key}{place}: bare {brief(one)}, here {brief(other)}")
    if wrong:
        return DIFFERS, wrong
    missing = expected - set(differences)
    if missing:
        return MATCH, [f"{mode.name}: {key}: the same, although expected to differ: "
                       f"{brief(bare.get(key))}" for key in missing]
    return (EXPECTED if expected else SAME), []


def run_check(check, base, display) -> Result:
    """All modes of a check; a time that is not as expected is measured again."""
    began = time.monotonic()
    verdicts, details, bare = {}, [], None
    reason = check.skip or (SANITIZED and (check.sanitized or check.group not in SANITIZED_GROUPS
                                           and ANOTHER_LAUNCHER))
    for mode in MODES:
        for attempt in range(1, ATTEMPTS + 1 if check.alone else 2):
            if reason:
                verdicts[mode.name] = f"{SKIPPED}: {reason}"
                break
            try:
                if mode is MODES[0] or attempt > 1:
                    bare = observe(check, BARE, base, display)
                verdict, wrong = judge(check, mode, bare, observe(check, mode, base, display))
            except Skip as unable:
                verdicts[mode.name] = f"{SKIPPED}: {unable}"
                break
            verdicts[mode.name] = verdict
            details += [f"[{attempt}] {line}" for line in wrong]
            if not wrong:
                break
    return Result(check.number, verdicts, details, time.monotonic() - began, bare)


def work(index, checks, display, base, tasks, results):
    """A worker: takes checks until there are none."""
    die_with_the_tests()
    become_subreaper()
    signal.signal(signal.SIGALRM, on_alarm)
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))  # a check that wants one raises it
    null = os.open("/dev/null", os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    os.setsid()
    while True:
        position = tasks.get()
        if position is None:
            return
        check = checks[position]
        try:
            result = run_check(check, base / f"w{index}", display)
        except BaseException:  # pylint: disable=broad-except
            result = Result(check.number, {mode.name: DIFFERS for mode in MODES},
                            [traceback.format_exc()], 0)
        results.put((position, result))


class Screens:
    """An X server for each worker: a display has one camel at a time."""

    def __init__(self, count):
        self.servers, self.names = [], []
        for _ in range(count):
            reader, writer = os.pipe()
            self.servers.append(subprocess.Popen(
                ["Xvfb", "-displayfd", str(writer), "-screen", "0", "640x480x24", "-nolisten",
                 "tcp", "-noreset"], pass_fds=[writer], stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                preexec_fn=die_with_the_tests))
            os.close(writer)
            with os.fdopen(reader) as line:
                self.names.append(":" + line.readline().strip())

    def close(self):
        for server in self.servers:
            server.terminate()
            try:
                server.wait(5)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def run_side_by_side(checks, base, screens, told, count) -> list:
    context = multiprocessing.get_context("fork")
    tasks, results = context.Queue(), context.Queue()
    workers = [context.Process(target=work, args=(i, checks, name, base, tasks, results))
               for i, name in enumerate(screens.names[:count])]
    found = [None] * len(checks)
    for worker in workers:
        worker.start()
    for position in [*range(len(checks)), *[None] * count]:
        tasks.put(position)
    while None in found:
        try:
            position, result = results.get(timeout=1)
        except queue.Empty:
            if not any(worker.is_alive() for worker in workers):
                break
            continue
        found[position] = result
        told(checks[position], result)
    for worker in workers:
        worker.join(5)
        if worker.is_alive():
            worker.kill()
    return [result or Result(check.number, {mode.name: DIFFERS for mode in MODES},
                             ["the worker died"], 0) for check, result in zip(checks, found)]


def run_all(checks, told, workers=WORKERS) -> list:
    base = temporary()
    base.chmod(0o755)
    screens = Screens(workers)
    try:
        together = sorted((c for c in checks if not c.alone), key=lambda c: -c.deadline_s)
        alone = [c for c in checks if c.alone]
        results = dict(zip([c.number for c in together],
                           run_side_by_side(together, base, screens, told, workers)))
        results.update(zip([c.number for c in alone],
                           run_side_by_side(alone, base, screens, told, 1)))
    finally:
        screens.close()
        shutil.rmtree(base, ignore_errors=True)
    return [results[c.number] for c in checks]
