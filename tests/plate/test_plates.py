# SPDX-License-Identifier: MIT
"""Twenty plates, each unlike the others: the animal is cut out, the exposures lie on each other, the loop is found. All of
them where OCAMLWALK_ALL_PLATES is set, which takes three minutes; else every third.
"""

import os

import pytest

import plates

WALK, GALLOP = {"cycle": 40}, {"cycle": 20}

# Act, frames in its cycle, exposures that the loop has, and the plate.
CASES = [
    ("walk", 40, 20, {}),
    ("walk", 40, 20, {"skew": 1.0, "jitter": 3}),
    ("walk", 40, 20, {"skew": -2.0, "grid": 0}),
    ("walk", 40, 20, {"skew": 2.0, "grid": 2}),
    ("walk", 40, 20, {"wall": 210, "track": 160, "noise": 7}),
    ("walk", 40, 20, {"columns": 24, "count": 24, "skew": 0.3}),
    ("walk", 40, 20, {"columns": 8, "page": 12, "jitter": 4}),
    ("walk", 40, 10, {"count": 12, "columns": 4}),
    ("walk", 40, 10, {"count": 16, "columns": 4, "skew": -1.3, "grid": 2}),
    ("walk", 40, 10, {"count": 10, "columns": 5}),
    ("walk", 40, 8, {"count": 12, "columns": 4, "jitter": 3}),
    ("walk", 40, 8, {"count": 9, "columns": 3, "skew": 0.7}),
    ("walk", 40, 16, {"count": 20, "columns": 5, "wall": 225, "gutter": 20}),
    ("walk", 40, 12, {"count": 15, "columns": 5, "skew": 1.6, "jitter": 2}),
    ("walk", 40, 12, {"count": 12, "columns": 6, "grid": 2, "page": 20}),
    ("gallop", 20, 20, {"first": 3}),
    ("gallop", 20, 20, {"count": 22, "columns": 8, "skew": -0.6, "shadow": 0}),
    ("gallop", 20, 10, {"count": 12, "columns": 4, "jitter": 3}),
    ("gallop", 20, 10, {"count": 18, "columns": 6, "skew": 1.9}),
    ("gallop", 20, 20, {"count": 24, "noise": 6, "grid": 2, "quality": 85}),
]


NUMBERED = list(enumerate(CASES, 1))[::1 if "OCAMLWALK_ALL_PLATES" in os.environ else 3]


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """The figures of all of them, printed as a table."""
    folder = tmp_path_factory.mktemp("plates")
    figures = []
    for number, (act, cycle, loop, settings) in NUMBERED:
        told = {"count": 24, "seed": number, **settings}
        plate = folder / f"{number:02d}.jpg"
        numbers = plates.make(plate, act, cycle=cycle, step=cycle / loop, **told)
        figure = plates.score(plates.develop(plate), act, numbers)
        figures.append(figure)
        print(f"{number:2d} {act:7} {figure.loop:3d} of {told['count']} ({loop}), IoU {figure.mean:.4f}, "
              f"least {figure.least:.4f}, moved {figure.moved_px:g} px, stride {figure.stride_px} px", flush=True)
    print(f"mean IoU {sum(figure.mean for figure in figures) / len(figures):.4f}")
    return figures


def test_every_loop_is_found(found):
    assert [figure.loop for figure in found] == [case[2] for _, case in NUMBERED]


def test_outlines_are_those_of_the_frames(found):
    assert sum(figure.mean for figure in found) / len(found) >= 0.93
    assert min(figure.mean for figure in found) >= 0.90


def test_exposures_lie_upon_each_other(found):
    assert max(figure.moved_px for figure in found) <= 2
