"""Makes the pictures of the README from a real run: pages of Word files, the Prefect UI.

Needs LibreOffice, pdftoppm and Chromium; run as ``python -m examples.pictures``.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import tempfile
from pathlib import Path

from flows.conduct import Result, conduct
from flows.server import Server, listing, running_server
from flows.settings import Workspace

ROOT = Path(__file__).resolve().parent
PICTURES = ROOT.parent / "docs" / "pictures"
_CHART_PAGE = 13
ROSTERS, FAULTY, CORRECTED = dt.date(2012, 4, 22), dt.date(2012, 5, 24), dt.date(2012, 5, 30)
_WITH_COMMENTS = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'


def main() -> None:
    """Run the example college and take its pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "college"
        shutil.copytree(ROOT / "college", root)
        with running_server(root) as server:
            conduct(Workspace.open(root), "plan", ROSTERS)
            faulty = _run(root, FAULTY)
            returned = faulty.folder / "returned" / "资产管理处"
            _page(next(returned.glob("附件1*.docx")), 1, "returned-file", export=_WITH_COMMENTS)
            _page(next(returned.glob("*整改通知书.docx")), 1, "correction-notice")
            _ui(server)
        official = _run(root, CORRECTED)
        [document] = official.manifest.documents
        _page(official.folder / document.path, 3, "catalogue-table")
        _page(official.folder / document.path, _CHART_PAGE, "catalogue-flowchart")


def _run(root: Path, day: dt.date) -> Result:
    later = root / "later" / day.isoformat() / "inbox"
    shutil.copytree(later, root / "inbox", dirs_exist_ok=True)
    return conduct(Workspace.open(root), "catalogue", day)


def _page(document: Path, number: int, name: str, *, export: str = "pdf") -> None:
    """Take the picture of one page of a Word file."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", export, "--outdir", folder]
        subprocess.run([*command, str(document)], check=True, capture_output=True, timeout=180)
        [pdf] = Path(folder).glob("*.pdf")
        pages = ["-f", str(number), "-l", str(number), "-r", "70", "-singlefile", "-png"]
        subprocess.run(["pdftoppm", *pages, str(pdf), str(PICTURES / name)], check=True)


def _ui(server: Server) -> None:
    """Take pictures of the status table and of a department's findings."""
    artifacts = _artifacts(server)
    _screenshot(
        f"{server.ui}/artifacts/artifact/{artifacts['department-status']}", "prefect-status"
    )
    faulty = next(
        artifact
        for key, artifact in artifacts.items()
        if key.startswith("findings-") and "资产管理处" in artifacts[f"{key} description"]
    )
    _screenshot(f"{server.ui}/artifacts/artifact/{faulty}", "prefect-findings")


def _artifacts(server: Server) -> dict[str, str]:
    found = listing(server, "artifacts")
    latest = sorted((a for a in found if a["key"]), key=lambda artifact: str(artifact["created"]))
    ids = {str(a["key"]): str(a["id"]) for a in latest}
    described = {f"{a['key']} description": str(a["description"]) for a in latest}
    return {**ids, **described}


def _screenshot(address: str, name: str) -> None:
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                f"--user-data-dir={profile}",
                "--window-size=1300,760",
                "--virtual-time-budget=9000",
                f"--screenshot={PICTURES / name}.png",
                address,
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )


if __name__ == "__main__":
    main()
