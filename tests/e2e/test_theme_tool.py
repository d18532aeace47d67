# SPDX-License-Identifier: MIT
"""What is asked of themes: a contact sheet, an installation, a list. What others have packed is refused in one line where it
is more than a theme, and nothing of it is left anywhere."""

import io
import os
import pathlib
import shutil
import tarfile

import pexpect
import pytest

from lab import DEADLINE_S, OCAMLWALK, SPLASH, THEMES

TOOL = SPLASH.parent / "ocamlwalk-theme"
MIB = 1 << 20


def copy_theme(folder: pathlib.Path, name: str = "horse") -> pathlib.Path:
    """The plate's walk alone, which needs no sibling."""
    theme = folder / name
    (theme / "walk").mkdir(parents=True)
    for frame in sorted((THEMES / "plate" / "walk").glob("*.png")):
        if "@" not in frame.name:
            shutil.copy(frame, theme / "walk" / frame.name)
    (theme / "theme.ini").write_text(
        "[theme]\nname = Horse\nauthor = A. Author\nlicense = CC0\n[stage]\nwidth = 300\nheight = 240\ncamel_x = 30\n"
        "camel_y = 20\n[walk]\nframes = walk/%02d.png\ncount = 40\nframe_ms = 42\nstride_px = 132\n")
    return theme


class Home:
    def __init__(self, launcher):
        self.launcher = launcher
        self.themes = pathlib.Path(launcher.env["HOME"]) / ".local/share/ocamlwalk/themes"

    def run(self, *words):
        return self.launcher.start(OCAMLWALK, *words).finish()

    def names(self) -> list:
        return sorted(os.listdir(self.themes)) if self.themes.exists() else []

    def refuses(self, path, *words):
        before = self.names()
        status, out, err = self.run(f"--install-theme={path}")
        assert (status, out) == (1, b""), err
        lines = err.decode().splitlines()
        assert len(lines) == 1 and lines[0].startswith("ocamlwalk: "), lines
        for word in words:
            assert word in lines[0], lines
        assert self.names() == before, "nothing is left"


@pytest.fixture
def home(launcher):
    return Home(launcher)


# --- Install ---------------------------------------------------------------------------------------------------


def test_a_folder(home, tmp_path):
    theme = copy_theme(tmp_path)
    (theme / ".git").mkdir()
    (theme / ".git" / "config").write_text("x")
    status, out, err = home.run("--install-theme", theme)
    assert (status, err) == (0, b"")
    assert out.decode() == f"{home.themes}/horse: installed; ocamlwalk --theme=horse\n"
    assert home.names() == ["horse"]
    installed = home.themes / "horse"
    assert sorted(os.listdir(installed)) == ["theme.ini", "walk"]
    assert (installed / "walk" / "07.png").read_bytes() == (theme / "walk" / "07.png").read_bytes()
    assert installed.stat().st_mode & 0o777 == 0o755
    assert b"horse" in home.run("--list-themes").out


def test_relative_and_with_a_slash(home, tmp_path):
    copy_theme(tmp_path)
    assert home.run("--install-theme=horse/").status == 0
    assert home.names() == ["horse"]


def test_where_the_environment_says(home, tmp_path):
    theme = copy_theme(tmp_path)
    data = tmp_path / "data"
    result = home.launcher.start(OCAMLWALK, "--install-theme", theme, env={"XDG_DATA_HOME": str(data)}).finish()
    assert result.status == 0
    assert os.listdir(data / "ocamlwalk" / "themes") == ["horse"]


def pack(theme: pathlib.Path, file: pathlib.Path, name: str = "horse") -> pathlib.Path:
    with tarfile.open(file, "w:gz" if file.suffix != ".tar" else "w") as archive:
        archive.add(theme, name)
    return file


@pytest.mark.parametrize("file, inside, name", [
    ("horse-1.0.tar.gz", "horse", "horse"), ("pony.tgz", ".", "pony"), ("pony.tar", "./mare", "mare")])
def test_an_archive(home, tmp_path, file, inside, name):
    theme = copy_theme(tmp_path)
    status, _, err = home.run("--install-theme", pack(theme, tmp_path / file, inside))
    assert (status, err) == (0, b"")
    assert home.names() == [name]
    assert sorted(os.listdir(home.themes / name)) == ["theme.ini", "walk"]


def test_another_of_that_name_stays(home, tmp_path):
    theme = copy_theme(tmp_path)
    assert home.run("--install-theme", theme).status == 0
    (theme / "theme.ini").write_text((theme / "theme.ini").read_text().replace("width = 300", "width = 310"))
    home.refuses(theme, "horse", "--force")
    assert "width = 300" in (home.themes / "horse" / "theme.ini").read_text()
    (home.themes / "horse" / "old").touch()
    assert home.run("--install-theme", theme, "--force").status == 0
    assert home.names() == ["horse"]
    assert "width = 310" in (home.themes / "horse" / "theme.ini").read_text()
    assert not (home.themes / "horse" / "old").exists()


def test_a_theme_with_a_fault(home, tmp_path):
    theme = copy_theme(tmp_path)
    (theme / "walk" / "07.png").unlink()
    status, out, err = home.run("--install-theme", theme)
    assert (status, out) == (1, b"")
    lines = err.decode().splitlines()
    assert lines[-1] == f"ocamlwalk: {theme}: is not installed, for what is said above"
    assert any("07.png" in line for line in lines)
    assert home.names() == []


def link(theme):
    (theme / "walk" / "41.png").symlink_to("/etc/passwd")


def fifo(theme):
    os.mkfifo(theme / "walk" / "41.png")


def sparse(theme):
    with open(theme / "walk.ogg", "wb") as file:
        file.truncate(3 << 30)


def many(theme):
    for number in range(2001):
        (theme / f"{number}.txt").touch()


def deep(theme):
    (theme / "a/b/c/d/e/f/g/h/i").mkdir(parents=True)


def newline(theme):
    (theme / "a\nb").touch()


def backslash(theme):
    (theme / "a\\b").touch()


def large_in_all(theme):
    for number in range(5):
        (theme / f"{number}.bin").write_bytes(bytes(15 * MIB))


def no_theme(theme):
    (theme / "theme.ini").unlink()


@pytest.mark.parametrize("spoil, words", [
    (link, ["41.png", "is a link"]), (fifo, ["41.png", "neither a file nor a folder"]),
    (sparse, ["walk.ogg", "64 MiB"]), (many, ["2000"]), (deep, ["too deep"]), (newline, ["a?b", "control character"]),
    (backslash, ["backslash"]), (large_in_all, ["64 MiB"]), (no_theme, ["no theme.ini"]),
], ids=lambda value: getattr(value, "__name__", ""))
def test_a_folder_that_is_more_than_a_theme(home, tmp_path, spoil, words):
    theme = copy_theme(tmp_path)
    spoil(theme)
    home.refuses(theme, *words)


def test_a_device(home, tmp_path):
    theme = copy_theme(tmp_path)
    try:
        os.mknod(theme / "null", 0o020666, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only root makes devices")
    home.refuses(theme, "null", "neither a file nor a folder")


def entry(name, kind=tarfile.REGTYPE, content=b"", **more):
    info = tarfile.TarInfo(name)
    info.type = kind
    info.size = len(content)
    for key, value in more.items():
        setattr(info, key, value)
    return info, content


HOSTILE = {
    "dots": ([entry("horse/../../../escaped", content=b"x")], ["leads out"]),
    "absolute": ([entry("/tmp/ocamlwalk-escaped", content=b"x")], ["absolute"]),
    "symlink": ([entry("horse/out", tarfile.SYMTYPE, linkname="/tmp")], ["is a link"]),
    "through a symlink": ([entry("horse/out", tarfile.SYMTYPE, linkname="/tmp"),
                           entry("horse/out/ocamlwalk-escaped", content=b"x")], ["is a link"]),
    "hard link": ([entry("horse/in", tarfile.LNKTYPE, linkname="/etc/passwd")], ["is a link"]),
    "hard link within": ([entry("horse/in", tarfile.LNKTYPE, linkname="horse/theme.ini")], ["is a link"]),
    "device": ([entry("horse/null", tarfile.CHRTYPE, devmajor=1, devminor=3)], ["neither"]),
    "block device": ([entry("horse/disk", tarfile.BLKTYPE, devmajor=8)], ["neither"]),
    "fifo": ([entry("horse/pipe", tarfile.FIFOTYPE)], ["neither"]),
    "newline": ([entry("horse/a\nb", content=b"x")], ["control"]),
    "escape": ([entry("horse/\x1b[2J", content=b"x")], ["control"]),
    "twice": ([entry("horse/theme.ini", content=b"[stage]\n")], ["comes twice"]),
    "a file as a folder": ([entry("horse/theme.ini/x", content=b"x")], ["horse/theme.ini/x"]),
    "many": ([entry(f"horse/{number}") for number in range(10000)], ["2000"]),
    "many folders": ([entry(f"horse/{number}", tarfile.DIRTYPE) for number in range(10000)], ["2000"]),
    "two themes": ([entry("mare/theme.ini", content=b"x")], ["theme.ini"]),
}


@pytest.mark.parametrize("case", list(HOSTILE))
def test_a_hostile_archive(home, tmp_path, case):
    entries, words = HOSTILE[case]
    file = pack(copy_theme(tmp_path), tmp_path / "horse.tar")
    with tarfile.open(file, "a") as archive:
        for info, content in entries:
            archive.addfile(info, io.BytesIO(content))
    home.refuses(file, *words)
    assert not pathlib.Path("/tmp/ocamlwalk-escaped").exists()
    assert not list(tmp_path.rglob("escaped"))


def test_a_bomb(home, tmp_path):
    """Three gigabytes of nothing, in three megabytes."""
    info, _ = entry("horse/walk.ogg")
    info.size = 3 << 30
    file = tmp_path / "horse.tar"
    with open(file, "wb") as archive:
        archive.write(info.tobuf())
        archive.truncate(info.size + 2048)  # and a hole
    home.refuses(file, "walk.ogg", "64 MiB")


def test_a_sparse_entry(home, tmp_path):
    """Of GNU tar: it has three gigabytes, but none of them is in the archive."""
    theme = copy_theme(tmp_path)
    sparse(theme)
    home.launcher.start("tar", "-C", tmp_path, "--sparse", "-czf", tmp_path / "horse.tar.gz", "horse").finish()
    home.refuses(tmp_path / "horse.tar.gz", "walk.ogg", "64 MiB")


@pytest.mark.parametrize("content", [b"", b"nothing", b"\x1f\x8b\x08\x00", bytes(10240), os.urandom(4096)],
                         ids=["empty", "text", "cut", "zeros", "random"])
def test_no_archive(home, tmp_path, content):
    file = tmp_path / "horse.tar.gz"
    file.write_bytes(content)
    home.refuses(file, "horse")


def test_an_archive_that_ends_early(home, tmp_path):
    file = pack(copy_theme(tmp_path), tmp_path / "horse.tar.gz")
    whole = file.read_bytes()
    file.write_bytes(whole[:len(whole) // 2])
    home.refuses(file, "horse.tar.gz")


def test_a_fifo_is_no_archive(home, tmp_path):
    os.mkfifo(tmp_path / "horse.tar.gz")
    home.refuses(tmp_path / "horse.tar.gz", "horse.tar.gz")


def test_nothing_there(home, tmp_path):
    home.refuses(tmp_path / "none", "No such file or directory")


def test_a_place_that_cannot_be(home, tmp_path):
    theme = copy_theme(tmp_path)
    (tmp_path / "file").touch()
    result = home.launcher.start(OCAMLWALK, "--install-theme", theme,
                                 env={"XDG_DATA_HOME": str(tmp_path / "file")}).finish()
    assert result.status == 1 and b"Not a directory" in result.err and result.err.count(b"\n") == 1


# --- Sheet -----------------------------------------------------------------------------------------------------


def png_size(file: pathlib.Path) -> tuple:
    head = file.read_bytes()[:24]
    assert head.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


@pytest.mark.parametrize("theme", ["plate", "cutout", "plate-dark"])
def test_a_contact_sheet(home, tmp_path, theme):
    file = tmp_path / "sheet.png"
    assert home.run(f"--sheet={file}", f"--theme={theme}") == (0, b"", b"")
    width, height = png_size(file)
    assert width == 1200 and height > 5000
    assert [path.name for path in tmp_path.glob("sheet*")] == ["sheet.png"]
    assert file.stat().st_mode & 0o777 == 0o644


def test_a_sheet_at_a_scale(home, tmp_path):
    theme, file = copy_theme(tmp_path), tmp_path / "sheet.png"
    assert home.run("--scale=2", "--theme", "--sheet", file).status == 2, "--theme wants a value"
    assert home.run("--scale=2", f"--theme={theme}", "--sheet", file) == (0, b"", b"")
    assert png_size(file)[0] == 2400


def test_a_sheet_that_cannot_be(home, tmp_path):
    theme = copy_theme(tmp_path)
    for words, said in (
            ([f"--sheet={tmp_path}/none/sheet.png", f"--theme={theme}"], b"No such file or directory"),
            (["--sheet=/dev/full/x.png", f"--theme={theme}"], b"Not a directory"),
            ([f"--sheet={tmp_path}/sheet.png", "--theme=none"], b"theme 'none' not found")):
        status, out, err = home.run(*words)
        assert (status, out) == (1, b"") and said in err and err.count(b"\n") == 1, err
    (theme / "theme.ini").write_text("[stage]\nwidth = wide\n")
    status, _, err = home.run(f"--sheet={tmp_path}/sheet.png", f"--theme={theme}")
    assert status == 1 and b"width" in err
    assert not (tmp_path / "sheet.png").exists()


@pytest.mark.parametrize("words", [["--force"], ["--scale=2"], ["--scale=4", "--sheet=x"], ["--scale", "--sheet=x"]])
def test_words_that_belong_to_a_question(home, words):
    status, out, err = home.run(*words)
    assert (status, out) == (2, b"") and err.count(b"\n") == 1


# --- List ------------------------------------------------------------------------------------------------------


def test_the_list_has_tabs_for_scripts(home, tmp_path):
    home.run("--install-theme", copy_theme(tmp_path))
    rows = [line.split("\t") for line in home.run("--list-themes").out.decode().splitlines()]
    assert all(len(row) == 7 for row in rows)
    told = {row[0]: row[1:] for row in rows}
    assert told["horse"] == [str(home.themes / "horse"), "walk", "1", "300x240", "A. Author", "CC0"]
    folder, gaits, scales, size, *_ = told["plate"]
    assert (gaits, scales, size) == ("walk,gallop,stand,couch", "1,2,3", "360x270")
    assert os.path.samefile(folder, THEMES / "plate")


def test_the_list_has_columns_for_people(home, tmp_path):
    home.run("--install-theme", copy_theme(tmp_path))
    terminal = pexpect.spawn(str(OCAMLWALK), ["--list-themes"], env=home.launcher.environment(None, {}), encoding="utf-8",
                             timeout=DEADLINE_S, dimensions=(24, 250))
    terminal.expect(pexpect.EOF)
    lines = terminal.before.splitlines()
    assert lines[0].split() == ["NAME", "GAITS", "SCALES", "SIZE", "AUTHOR", "LICENCE", "FOLDER"]
    at = lines[0].index("SIZE")
    assert all(line[at - 1] == " " and line[at] != " " for line in lines[1:])


def test_the_users_own_goes_first(home, tmp_path):
    home.run("--install-theme", copy_theme(tmp_path, "plate"))
    rows = [line.split("\t") for line in home.run("--list-themes").out.decode().splitlines()]
    assert [row[1] for row in rows if row[0] == "plate"] == [str(home.themes / "plate")]


def test_what_others_wrote_cannot_command_the_terminal(home, tmp_path):
    home.run("--install-theme", copy_theme(tmp_path))
    ini = home.themes / "horse" / "theme.ini"
    ini.write_text(ini.read_text().replace("A. Author", "A\x1b[2J"))
    broken = home.themes / "bro\nken"
    broken.mkdir()
    (broken / "theme.ini").write_text("[stage]\n")
    out = home.run("--list-themes").out
    assert b"\x1b" not in out and b"A\\x1b[2J" in out
    assert b"bro\\x0aken\t" in out and b"(broken)" in out


def test_without_the_tool_there_are_names(home, tmp_path):
    away = tmp_path / "away"
    shutil.copytree(OCAMLWALK.parent, away / "bin", ignore=lambda _, names: [n for n in names if n != "ocamlwalk"])
    shutil.copytree(THEMES / "plate-dark", away / "share" / "ocamlwalk" / "themes" / "plate-dark")
    told = home.launcher.start(away / "bin" / "ocamlwalk", "--list-themes").finish()
    assert told == (0, f"plate-dark\t{away}/share/ocamlwalk/themes/plate-dark\n".encode(), b"")
    told = home.launcher.start(away / "bin" / "ocamlwalk", "--sheet=x.png", "--theme=plate-dark").finish()
    assert told.status == 1 and b"not installed" in told.err
