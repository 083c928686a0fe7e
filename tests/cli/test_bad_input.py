"""Bad files and failing surroundings, through the terminal: one clear sentence, the exit code, the store as it was."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from cpconf.store.engines import connect_file
from tests.cli.terminal import Terminal
from tests.exchange.workbooks import PLAN_TITLES, annex, enquiry, part_of, plan, rewritten
from tests.store.test_troubles import as_somebody_else

REFUSED, TROUBLE = 1, 3
SAMPLE = Path(__file__).parent.parent / "reference" / "annex_a" / "Annex_A_2024_Jan.xlsx"


def corrupt(path: Path) -> None:
    """The sample with a hole in the middle."""
    content = bytearray(SAMPLE.read_bytes())
    content[len(content) // 3 : 2 * len(content) // 3] = b"\0" * (len(content) // 3)
    path.write_bytes(content)


def cut_short(path: Path) -> None:
    path.write_bytes(SAMPLE.read_bytes()[:20_000])


def text(path: Path) -> None:
    path.write_text("Child Unique ID,Gender\n700001,Female\n", "utf-8")


def nothing(path: Path) -> None:
    path.write_bytes(b"")


def another_archive(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "not a workbook")


def without_a_column(path: Path) -> None:
    annex(path, enquiries=[enquiry()], plans=[plan()], edit=lambda book: book["List 7"].delete_cols(7))


def without_a_list(path: Path) -> None:
    annex(path, enquiries=[enquiry()], plans=[plan()], edit=lambda book: book.remove(book["List 5"]))


def far_too_long(path: Path) -> None:
    """200,000 rows, written into the XML: openpyxl would need a minute for them."""
    annex(path, enquiries=[enquiry()], plans=[plan()])
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>7</v></c></row>' % (n, n) for n in range(3, 200_003))
    rewritten(path, part_of(path, "List 7"), lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))


def protected(path: Path) -> None:
    """What Excel writes for a workbook with a password: an OLE container."""
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4096)


BAD_FILES: dict[str, tuple[Callable[[Path], None], int, str]] = {
    "corrupt": (corrupt, TROUBLE, "damaged"),
    "cut short": (cut_short, TROUBLE, "damaged|not a workbook|not an Excel"),
    "text called .xlsx": (text, TROUBLE, "not|damaged"),
    "empty": (nothing, TROUBLE, "empty|not|damaged"),
    "another archive": (another_archive, TROUBLE, "not|damaged"),
    "password": (protected, TROUBLE, "password|not"),
    "no column": (without_a_column, REFUSED, "Child Protection Plan Start Date|column"),
    "no list": (without_a_list, REFUSED, "List 5|list 5"),
    "200,000 rows": (far_too_long, REFUSED, "20,000 filled rows"),
}


@pytest.mark.parametrize("bad", BAD_FILES)
def test_a_bad_workbook_is_told_in_one_sentence_and_changes_nothing(
    bad: str, terminal: Terminal, tmp_path: Path
) -> None:
    make, code, sentence = BAD_FILES[bad]
    file = tmp_path / "lists.xlsx"
    make(file)
    before = terminal.contents
    said = terminal.refused(f"import annex-a '{file}' --yes", code=code)
    assert said.endswith(".")
    assert any(words in said for words in sentence.split("|")), said
    assert terminal.contents == before


def test_a_workbook_that_is_not_there_is_told(terminal: Terminal, tmp_path: Path) -> None:
    said = terminal.refused(f"import annex-a '{tmp_path / 'nowhere.xlsx'}' --yes", code=TROUBLE)
    assert "nowhere.xlsx" not in said or said.endswith(".")


def test_no_sentence_about_a_workbook_holds_what_stands_in_it(terminal: Terminal, tmp_path: Path) -> None:
    secret = "Adalbert Secretname"
    file = annex(tmp_path / "a.xlsx", enquiries=[enquiry(birth=secret)], plans=[plan(start_on=secret, initial=secret)])
    told = terminal.run(f"import annex-a '{file}' --yes --all")
    assert secret not in told.out + told.err
    assert "refused" in told.out


@contextmanager
def full_disk(file: Path) -> Iterator[None]:
    """From here on no connection lets the store grow: SQLite says what it says on a full disk."""
    with closing(connect_file(file, busy_seconds=0)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]

    def limit(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


def test_a_full_disk_is_told_and_the_import_leaves_nothing(terminal: Terminal, tmp_path: Path) -> None:
    plans = [plan(la_child_id=str(800_000 + number)) for number in range(400)]
    file = annex(tmp_path / "many.xlsx", enquiries=[], plans=plans)
    terminal.at = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
    before = terminal.contents
    with full_disk(terminal.store):
        said = terminal.refused(f"import annex-a '{file}' --yes", code=TROUBLE)
    assert said == "The disk is full. Nothing was saved; make room on it and try again."
    assert terminal.contents == before
    assert terminal.data(f"import annex-a '{file}' --yes")["imported"] is True


def test_a_store_in_use_is_told(terminal: Terminal) -> None:
    before = terminal.contents
    with closing(connect_file(terminal.store, busy_seconds=0)) as other:
        other.execute("BEGIN IMMEDIATE")
        said = terminal.refused("site add Elsewhere", code=TROUBLE)
        other.execute("ROLLBACK")
    assert "in use by another program" in said
    assert terminal.contents == before
    terminal.run("site add Elsewhere")


def test_a_read_only_store_is_told(terminal: Terminal) -> None:
    before = terminal.contents
    with tempfile.TemporaryDirectory(prefix="cpconf-read-only-") as folder:
        locked = Terminal(Path(shutil.copy(terminal.store, folder)))
        locked.store.chmod(0o444)
        Path(folder).chmod(0o555)

        def try_to_write() -> str:
            told = locked.try_("site add Elsewhere")
            return f"{told.code} {told.out}{told.err}"

        said = as_somebody_else(try_to_write)
        Path(folder).chmod(0o755)
        locked.store.chmod(0o644)
        assert locked.contents == before
    assert said.startswith(f"{TROUBLE} cpconf: ") and "read-only" in said


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "letters.txt"
    file.write_text("Dear reader, " * 400, "utf-8")
    said = Terminal(file).refused("children", code=TROUBLE)
    assert "not a cpconf store" in said
    assert file.read_text("utf-8").startswith("Dear reader")


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with closing(connect_file(file, busy_seconds=0, must_exist=False)) as connection:
        connection.execute("CREATE TABLE t (x)")
    assert "not a cpconf store" in Terminal(file).refused("children")


def test_no_store_says_how_to_make_one(tmp_path: Path) -> None:
    assert "cpconf init" in Terminal(tmp_path / "none.cpconf").refused("children")
    assert not (tmp_path / "none.cpconf").exists()


def test_a_store_is_never_made_over_another(terminal: Terminal) -> None:
    before = terminal.contents
    assert "already a file" in terminal.refused("init")
    assert terminal.contents == before


def test_a_damaged_store_is_told(terminal: Terminal) -> None:
    content = bytearray(terminal.store.read_bytes())
    content[4096 : len(content) // 2] = b"\xff" * (len(content) // 2 - 4096)
    terminal.store.write_bytes(content)
    assert "damaged" in terminal.refused("children", code=TROUBLE)


def test_a_folder_for_papers_that_cannot_be_made_is_told(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    reference = terminal.data("book 1 --slot 1")["line"]["reference"]
    terminal.run(f"minutes {reference} purpose 'To decide.'")
    said = terminal.refused(f"print minutes {reference} --out '{tmp_path / 'file' / 'papers'}'", code=TROUBLE)
    assert "--out" in said


def test_titles_are_those_of_the_template() -> None:
    """The column that `without_a_column` takes away is the plan's start."""
    assert PLAN_TITLES[6] == "Child Protection Plan Start Date"
