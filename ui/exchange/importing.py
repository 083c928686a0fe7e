"""Import of an Annex A workbook: what it would add, change and refuse, and then all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from cpconf.exchange.actions import apply_import
from cpconf.exchange.annex_a import read_annex_a
from cpconf.exchange.annex_rows import AnnexA
from cpconf.exchange.comparison import compare
from cpconf.exchange.preview import ImportPreview, PreviewLine, Result
from cpconf.exchange.queries import known_store
from cpconf.exchange.steps import FieldChange, KnownStore
from ui.kit.asking import OpenFile
from ui.kit.fields import TickField
from ui.kit.frame import Command, Frame
from ui.kit.panels import EmptyState, ProgressPanel
from ui.kit.screen import Screen
from ui.kit.table import SnapshotTable
from ui.kit.table_model import Column, State, text_of
from ui.kit.words import button, words
from ui.lanes import Progress

TONES = {
    Result.ADDED: "good",
    Result.CHANGED: "note",
    Result.UNCHANGED: "plain",
    Result.DISAGREES: "due",
    Result.REFUSED: "late",
    Result.ABSENT: "due",
}
FIELDS = {"born_on": "born", "expected_on": "expected", "ended_on": "ended", "started_on": "started"}


def _told(value: Any) -> str:
    return text_of(value) or "nothing"


def difference_words(change: FieldChange) -> str:
    """One field in words: name, old and new."""
    name = FIELDS.get(change.name, change.name.replace("_on", "").replace("_", " "))
    return f"{name}: {_told(change.old)} → {_told(change.new)}"


def line_words(line: PreviewLine) -> str:
    """Why, or what differs."""
    return line.words or "; ".join(difference_words(change) for change in line.differences)


def _place(line: PreviewLine) -> str:
    return f"{line.sheet}, row {line.row}" if line.row else ""


COLUMNS: tuple[Column[PreviewLine], ...] = (
    Column(
        key="result",
        title="What happens",
        value=lambda line: State(line.result.capitalize(), TONES[line.result]),
        width=150,
    ),
    Column(key="subject", title="About", value=lambda line: line.subject.capitalize(), width=160),
    Column(key="number", title="Child", value=lambda line: line.la_child_id, width=110),
    Column(key="on", title="Date", value=lambda line: line.on, width=110),
    Column(key="why", title="What, or why not", value=line_words, hint=line_words),
    Column(key="place", title="In the file", value=_place, width=130),
)


def read_job(progress: Progress, path: Path, on: date) -> AnnexA:
    """Read the workbook away from the window."""

    def cancelled() -> bool:
        return progress.cancelled

    return read_annex_a(
        path, on=on, progress=lambda done, total: progress.report(done, total, "rows"), cancelled=cancelled
    )


def compare_job(progress: Progress, annex: AnnexA, known: KnownStore) -> ImportPreview:
    """Hold the file against the store away from the window."""
    progress.check()
    return compare(annex, known)


class ImportScreen(Screen):
    """Choose a file, look at what it would do, then import all of it or nothing."""

    title = "Import Annex A"
    help_page = "import"
    cares_for = frozenset()

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.path: Path | None = None
        self.preview: ImportPreview | None = None
        self.head.addWidget(button("&Choose a file …", self.choose, picture="paper", hint="Ctrl+O"))
        self.import_button = button("&Import all of it", self.apply, role="primary", picture="check")
        self.import_button.setEnabled(False)
        self.head.addWidget(self.import_button)
        self.summary = words("", "soft")
        self.body.addWidget(self.summary)
        self.progress = ProgressPanel()
        self.body.addWidget(self.progress)
        empty = EmptyState(
            "Nothing is chosen yet",
            "Choose the Annex A workbook of your case system: lists 5 and 7 are read, and nothing is written"
            " before you have seen what would change.",
            picture="paper",
            act="&Choose a file …",
            run=self.choose,
        )
        self.same = TickField("Also &unchanged")
        self.same.edited.connect(self._narrow)
        self.table: SnapshotTable[PreviewLine] = SnapshotTable(
            "Lines of the preview",
            COLUMNS,
            key=lambda line: (line.subject, line.la_child_id, line.on, line.sheet, line.row),
            empty=empty,
            memory=frame.memory,
            ask=frame.ask,
        )
        self.table.bar.insertWidget(2, self.same)
        self.body.addWidget(self.table, 1)

    def first_focus(self) -> QWidget:
        return self.table

    def commands(self) -> Sequence[Command]:
        return (Command(title="Choose a file to import", run=self.choose, shortcut="Ctrl+O", picture="paper"),)

    def choose(self) -> None:
        """Choose a workbook and look at it."""
        path = self.frame.ask(self, OpenFile(title="Annex A workbook", kinds="Workbooks (*.xlsx *.xlsm)"))
        if path is not None:
            self.look_at(path)

    def look_at(self, path: Path) -> None:
        """Read the file and show what it would do; nothing is written."""
        self.path = path
        self.preview = None
        self.import_button.setEnabled(False)
        self.summary.setText(f"Reading {path.name} …")
        self.progress.run(
            self.frame.work,
            f"Reading {path.name}",
            read_job,
            path,
            self.frame.today(),
            done=self._hold,
            failed=self._stop,
        )

    def _hold(self, annex: AnnexA) -> None:
        def run(known: KnownStore) -> None:
            self.progress.run(
                self.frame.work, "Comparing", compare_job, annex, known, done=self._show, failed=self._stop
            )

        self.ask(known_store, then=run)

    def _stop(self, error: Any) -> None:
        self.summary.setText(error.message if error is not None else "Stopped; nothing was written.")
        if error is not None:
            self.frame.notice(error.message, "late")

    def _show(self, preview: ImportPreview) -> None:
        self.preview = preview
        self.summary.setText("\n".join([" ".join(preview.summary), *(note.sentence for note in preview.notes[:3])]))
        self.table.set_rows(preview.lines)
        self._narrow()
        self.import_button.setEnabled(bool(preview.to_apply))
        self.import_button.setText(f"&Import {len(preview.to_apply)}" if preview.to_apply else "&Import")

    def _narrow(self) -> None:
        only = not self.same.value()
        self.table.keep_only((lambda line: line.result is not Result.UNCHANGED) if only else None)

    def apply(self) -> None:
        """All steps in one act, or none."""
        if self.preview is None or self.path is None:
            return
        self.import_button.setEnabled(False)
        path = self.path
        self.submit(
            apply_import,
            steps=self.preview.to_apply,
            source=path.name,
            then=lambda _count: self.look_at(path),
            said="Imported. The list shows how file and store compare now.",
        )
