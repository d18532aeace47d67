# SPDX-License-Identifier: MIT
"""No file has the marks of a merge that nobody finished: a fuzzer's dictionary had them, and libFuzzer read past them."""

import pathlib
import re

SOURCE = pathlib.Path(__file__).resolve().parents[2]
MARKS = re.compile(rb"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
NOT_COMMITTED = {".git", "build"}


def test_no_merge_is_left_unfinished():
    files = [path for path in SOURCE.rglob("*") if path.is_file() and not NOT_COMMITTED & set(path.relative_to(SOURCE).parts)]
    assert len(files) > 500
    assert [str(path) for path in files if path.suffix != ".png" and MARKS.search(path.read_bytes())] == []
