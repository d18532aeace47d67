# SPDX-License-Identifier: MIT
"""Who draws a cat in twelve panels has it walk, by one command, and sees it by another."""

import pytest

import plates
from lab import OCAMLWALK, Trace, wait_until
from stages import take_picture


@pytest.fixture(scope="module")
def cat(tmp_path_factory):
    """The theme that is made of the drawing."""
    drawing = tmp_path_factory.mktemp("cat") / "cat.png"
    assert plates.run(plates.TOOLS / "draw-cat", drawing).returncode == 0
    return plates.develop(drawing)


def test_the_walk_is_all_of_the_drawing(cat):
    assert plates.value(cat, "count") == 12
    assert abs(plates.value(cat, "stride_px") - 2 * 34 / 0.6) < 6  # a foot's travel over its share of the walk
    assert len(list((cat / "walk").glob("??.png"))) == 12
    assert (cat / "sheet.png").exists()


def orange(picture) -> int:
    """Pixels of the colour of the cat, near enough."""
    return sum(1 for r, g, b in zip(picture.rgb[0::3], picture.rgb[1::3], picture.rgb[2::3])
               if abs(r - 224) < 8 and abs(g - 122) < 8 and abs(b - 41) < 8)


@pytest.mark.parametrize("scale", [1, 2])
def test_the_cat_walks(launcher, screen, cat, scale):
    trace = Trace(launcher.folder / f"trace-{scale}")
    demo = launcher.start(OCAMLWALK, "--demo=60", "--sound=off", f"--theme={cat}", f"--trace={trace.path}",
                          display=screen.name, trace=trace, env={"QT_SCALE_FACTOR": str(scale)})
    trace.wait_for("first frame")
    wait_until(lambda: len(trace.events("frame")) > 6, "the cat walks")
    seen = orange(take_picture(screen.env))
    assert 7000 * scale * scale < seen < 20000 * scale * scale
    screen.xdotool("windowfocus", "--sync", screen.windows()[0], "key", "Escape")
    assert demo.finish().status == 0


def test_it_walks_to_the_left_where_its_feet_do(cat, tmp_path):
    """A mirrored drawing, whose panels are read from the right, is the same walk the other way."""
    frames = sorted((cat / "walk").glob("??.png"), reverse=True)
    done = plates.run(plates.PLATE, "-o", tmp_path / "backwards", "import", *frames)
    assert done.returncode == 0, done.stderr
    assert abs(plates.value(tmp_path / "backwards", "stride_px") + plates.value(cat, "stride_px")) <= 6
