# SPDX-License-Identifier: MIT
"""Plates made of frames whose outlines are known, and what ocamlwalk-plate makes of them."""

import os
import pathlib
import re
import subprocess
import typing

BUILD = pathlib.Path(os.environ["OCAMLWALK_BUILD_DIR"])
SOURCE = pathlib.Path(os.environ["OCAMLWALK_SOURCE_DIR"])
PLATE = BUILD / "bin" / "ocamlwalk-plate"
TOOLS = BUILD / "tests" / "plate"
ACTS = SOURCE / "assets" / "themes" / "plate"


class Figures(typing.NamedTuple):
    """What was found of a plate, and how true it is."""

    loop: int
    stride_px: int
    mean: float  # intersection over union of the outlines, over the loop's exposures
    least: float
    moved_px: float  # the exposure that lies farthest from where it should, against the others
    scale: float  # 1x pixels of the theme for one of the frames


def run(*words, **more) -> subprocess.CompletedProcess:
    env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "ASAN_OPTIONS": "detect_leaks=0"}
    return subprocess.run([str(word) for word in words], env=env, capture_output=True, text=True,
                          timeout=300, check=False, **more)


def make(path: pathlib.Path, act: str, **settings) -> list:
    """A plate; the numbers of the frames on it."""
    words = [f"{name}={value}" for name, value in settings.items()]
    made = run(TOOLS / "make-plate", path, ACTS / act, *words)
    assert made.returncode == 0, made.stderr
    return made.stdout.split()


def develop(plate: pathlib.Path, *options) -> pathlib.Path:
    """The theme of a plate."""
    theme = plate.with_suffix("")
    done = run(PLATE, *options, "-o", theme, plate)
    assert done.returncode == 0, done.stderr
    return theme


def value(theme: pathlib.Path, key: str) -> int:
    return int(re.search(rf"^{key} = (-?\d+)$", (theme / "theme.ini").read_text(), re.M)[1])


def score(theme: pathlib.Path, act: str, numbers: list, scale: int = 2) -> Figures:
    loop = value(theme, "count")
    scored = run(TOOLS / "score-theme", theme, ACTS / act, scale, *numbers[:loop])
    assert scored.returncode == 0, scored.stderr
    told = scored.stdout.splitlines()[-1].split()
    return Figures(loop, value(theme, "stride_px"), *(float(word) for word in told[1::2]))
