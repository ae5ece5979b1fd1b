"""The script's folder is its working directory, and what it changes there comes back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cli.command import Script
from texelflow.cli.run import _place_of
from texelflow.host.folder import HostFolder, OutsideTheFolder
from texelflow.host.server import Request

MakeScript = Callable[[str], Script]

CHANGES = """
import os, shutil, sys
import beside
assert beside.value == 7
assert sorted(os.listdir()) == [
    "beside.py", "data", "kept.txt", "old", "rewritten.txt", "script.py", "truncated.txt"
], os.listdir()
assert open("data/numbers.bin", "rb").read() == bytes(range(256))
assert os.path.getsize("kept.txt") == 4
open("made.txt", "w").write("made")
os.makedirs("deep/er")
open("deep/er/file.bin", "wb").write(bytes(range(256)) * 4096)
with open("rewritten.txt", "a") as file:
    file.write(" and more")
os.truncate("truncated.txt", 3)
os.remove("old/deleted.txt")
os.rename("old/renamed.txt", "new name.txt")
os.rmdir("old")
os.rename("data", "moved")
open("/tmp/elsewhere.txt", "w").write("stays in the browser")
raise SystemExit(5)
"""


@pytest.mark.parametrize("options", [(), ("--main-thread",)])
def test_files_are_read_and_changes_come_back_even_when_the_script_fails(
    script: MakeScript, tmp_path: Path, options: tuple[str, ...]
) -> None:
    for name, text in {
        "beside.py": "value = 7\n",
        "kept.txt": "kept",
        "rewritten.txt": "first",
        "truncated.txt": "abcdef",
        "old/deleted.txt": "",
        "old/renamed.txt": "renamed",
        ".git/config": "hidden",
        "node_modules/x.js": "hidden",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "numbers.bin").write_bytes(bytes(range(256)))
    kept = (tmp_path / "kept.txt").stat()

    ended = script(CHANGES).run(options=options)
    assert (ended.status, ended.err) == (5, "")
    files = {
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()
    }
    assert files == {
        ".git/config",
        "beside.py",
        "deep/er/file.bin",
        "kept.txt",
        "made.txt",
        "moved/numbers.bin",
        "new name.txt",
        "node_modules/x.js",
        "rewritten.txt",
        "script.py",
        "truncated.txt",
    }
    assert not (tmp_path / "old").exists()
    assert (tmp_path / "rewritten.txt").read_text() == "first and more"
    assert (tmp_path / "truncated.txt").read_text() == "abc"
    assert (tmp_path / "new name.txt").read_text() == "renamed"
    assert (tmp_path / "deep/er/file.bin").read_bytes() == bytes(range(256)) * 4096
    assert (tmp_path / "kept.txt").stat().st_mtime_ns == kept.st_mtime_ns  # not written again
    assert not (tmp_path / "__pycache__").exists()


def test_a_folder_of_many_files_starts_no_slower(script: MakeScript, tmp_path: Path) -> None:
    crowd = tmp_path / "crowd"
    crowd.mkdir()
    for number in range(5000):
        (crowd / f"{number}.txt").write_text(str(number))
    ended = script("print(open('crowd/4999.txt').read())").run(options=("-v",))
    assert ended.out == "4999\n"
    assert "0 files written, 0 deleted" in ended.err


@pytest.mark.parametrize(
    "path", ["../up.txt", "/etc/passwd", "a/../../up.txt", ".git/hooks/x", "link/out.txt"]
)
def test_nothing_is_written_outside_the_folder(tmp_path: Path, path: str) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (inside / ".git").mkdir()
    (inside / "link").symlink_to(outside)
    folder = HostFolder(inside)
    answer = folder.answer(Request("PUT", "file", {"path": path}, b"x"))
    assert answer.status == 403
    assert len(folder.refusals) == 1
    assert not any(outside.iterdir())
    with pytest.raises(OutsideTheFolder):
        folder._target(path)


@pytest.mark.parametrize(
    ("folder", "place"),
    [
        ("/home/me/project", "/home/me/project"),
        ("/", "/script"),
        ("/home", "/script"),
        ("/lib/x", "/script"),
        ("/library", "/library"),
    ],
)
def test_the_folder_appears_under_its_own_name_where_that_is_free(folder: str, place: str) -> None:
    assert _place_of(Path(folder)) == place
