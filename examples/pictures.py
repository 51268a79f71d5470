"""Makes the README's pictures of Word files from a real run; those of the UI: ``cockpit_pictures``.

Needs LibreOffice and poppler's tools; run as ``python -m examples.pictures``.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from flows.approval import approve
from flows.conduct import Result, conduct
from flows.settings import Workspace
from schemas.schedule import Phase

ROOT = Path(__file__).resolve().parent
PICTURES = ROOT.parent / "docs" / "pictures"
ROSTERS, FAULTY, CORRECTED = dt.date(2012, 4, 22), dt.date(2012, 5, 24), dt.date(2012, 5, 30)
RISKS = (dt.date(2012, 6, 7), dt.date(2012, 6, 14), dt.date(2012, 6, 18))
APPROVED, APPROVED_BY = dt.date(2012, 6, 20), "领导小组会议"
_WITH_COMMENTS = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'


def main() -> None:
    """Run the example college and take its pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "college"
        shutil.copytree(ROOT / "college", root)
        conduct(Workspace.open(root), "plan", ROSTERS)
        faulty = _run(root, "catalogue", FAULTY)
        returned = faulty.folder / "returned" / "资产管理处"
        with _pages(next(returned.glob("附件1*.docx")), export=_WITH_COMMENTS) as pages:
            pages.take(1, "returned-file")
        with _pages(next(returned.glob("*整改通知书.docx"))) as pages:
            pages.take(1, "correction-notice")
        with _document(_run(root, "catalogue", CORRECTED)) as pages:
            pages.take(3, "catalogue-table")
            pages.take(pages.with_words("职权事项：案件查办"), "catalogue-flowchart")
        _summary(root)


def _summary(root: Path) -> None:
    """Take pictures of the risk phase: a returned map, and three pages of the summary."""
    maps, faulty, corrected = RISKS
    _run(root, "summary", maps)
    returned = _run(root, "summary", faulty).folder / "returned" / "学生处"
    with _pages(next(returned.glob("评定表*奖助学金*.docx")), export=_WITH_COMMENTS) as pages:
        pages.take(1, "returned-rating")
    _run(root, "summary", corrected)
    workspace = Workspace.open(root)
    approve(workspace, "summary", by=APPROVED_BY, date=APPROVED)
    with _document(conduct(workspace, "summary", APPROVED)) as pages:
        for name, words in _SUMMARY_PAGES.items():
            pages.take(pages.with_words(*words), name)


_SUMMARY_PAGES = {
    "summary-table": ("信访举报受理", "不按规定登记", "责任主体"),
    "summary-map": ("风险分布图", "职权事项：案件查办"),
    "summary-statistics": ("廉政风险点及等级统计", "总体情况"),
}
"""Picture → words that all stand on its page; the first such page is taken."""


def _run(root: Path, phase: Phase, day: dt.date) -> Result:
    later = root / "later" / day.isoformat() / "inbox"
    shutil.copytree(later, root / "inbox", dirs_exist_ok=True)
    return conduct(Workspace.open(root), phase, day)


class _Pages:
    """The pages of a Word file as LibreOffice sets them."""

    def __init__(self, pdf: Path) -> None:
        self._pdf = pdf

    def with_words(self, *words: str) -> int:
        """Find the first page on which all words stand."""
        command = ["pdftotext", str(self._pdf), "-"]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for number, page in enumerate(text.split("\f"), 1):
            if all(word in "".join(page.split()) for word in words):
                return number
        raise LookupError(f"no page with {'、'.join(words)} in {self._pdf.name}")

    def take(self, number: int, name: str) -> None:
        """Take the picture of a page."""
        pages = ["-f", str(number), "-l", str(number), "-r", "70", "-singlefile", "-png"]
        subprocess.run(["pdftoppm", *pages, str(self._pdf), str(PICTURES / name)], check=True)


@contextmanager
def _pages(document: Path, *, export: str = "pdf") -> Iterator[_Pages]:
    """Set a Word file's pages."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", export, "--outdir", folder]
        subprocess.run([*command, str(document)], check=True, capture_output=True, timeout=180)
        [pdf] = Path(folder).glob("*.pdf")
        yield _Pages(pdf)


def _document(result: Result) -> AbstractContextManager[_Pages]:
    """Set the pages of a run's first document."""
    return _pages(result.folder / result.manifest.documents[0].path)


if __name__ == "__main__":
    main()
