"""Makes the pictures of the Prefect UI from a real ``lianfang serve``.

Needs Chromium; run as ``python -m examples.cockpit_pictures``.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from examples.pictures import CORRECTED, FAULTY, PICTURES, ROOT, ROSTERS
from flows.conduct import conduct
from flows.server import Server, ask, listing
from flows.settings import Workspace

_SERVE = (sys.executable, "-c", "from flows.cli import main; main()", "serve", "-w")
_PATIENCE = 120_000
_COLOURS = 64  # enough for a flat page, and a third of the size


def main() -> None:
    """Run the example college's catalogue phase in the UI and take its pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "college"
        shutil.copytree(ROOT / "college", root)
        conduct(Workspace.open(root), "plan", ROSTERS)
        with _serving(root) as server, _browser() as page:
            _arrive(root, FAULTY.isoformat())
            _run(server, "职权目录", as_of=FAULTY.isoformat(), by="徐万成")
            _take(page, f"{server.ui}/deployments", "防控手册", "prefect-deployments")
            _take(page, _artifact(server, "department-status"), "资产管理处", "prefect-status")
            _take(page, _artifact(server, "findings-", "资产管理处"), "怎么改", "prefect-findings")
            _arrive(root, CORRECTED.isoformat())
            _run(server, "职权目录", as_of=CORRECTED.isoformat(), by="徐万成")
            _sign_off(page, server)


def _arrive(root: Path, day: str) -> None:
    shutil.copytree(root / "later" / day / "inbox", root / "inbox", dirs_exist_ok=True)


def _sign_off(page: Page, server: Server) -> None:
    """Take the form of the leading group's decision, filled in."""
    run = _run(server, "审定")
    page.goto(f"{server.ui}/runs/flow-run/{run}")
    page.get_by_role("button", name="Resume").click()
    fields = page.locator("#p-modal-teleport-target textarea")
    for n, text in enumerate(("同意", "领导小组会议", "院纪要〔2012〕8号")):
        fields.nth(n).fill(text)
    _picture(page, "prefect-sign-off")


def _take(page: Page, address: str, words: str, name: str) -> None:
    """Take the picture of a page once it shows some words."""
    page.goto(address)
    page.get_by_text(words).first.wait_for()
    _picture(page, name)


def _picture(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    taken = Image.open(io.BytesIO(page.screenshot()))
    taken.quantize(_COLOURS).save(PICTURES / f"{name}.png", optimize=True)


def _artifact(server: Server, key: str, described: str = "") -> str:
    """Give the address of the newest artifact with such a key and description."""
    found = [
        artifact
        for artifact in listing(server, "artifacts")
        if str(artifact["key"]).startswith(key) and described in str(artifact["description"])
    ]
    newest = max(found, key=lambda artifact: str(artifact["created"]))
    return f"{server.ui}/artifacts/artifact/{newest['id']}"


def _run(server: Server, name: str, **parameters: str) -> str:
    """Start a deployment and wait until it ends or shows its form; give the run's id."""
    [deployment] = [d for d in listing(server, "deployments") if d["name"] == name]
    wanted = {"parameters": parameters, "state": {"type": "SCHEDULED"}}
    run = str(ask(server, f"deployments/{deployment['id']}/create_flow_run", wanted)["id"])
    while True:
        [found] = ask(server, "flow_runs/filter", {"flow_runs": {"id": {"any_": [run]}}})
        if found["state_type"] in {"COMPLETED", "PAUSED"}:
            return run
        if found["state_type"] in {"FAILED", "CRASHED"}:
            raise RuntimeError(found["state"]["message"])
        time.sleep(1)


@contextmanager
def _browser() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": 1300, "height": 860},
        )
        page.set_default_timeout(_PATIENCE)
        yield page
        browser.close()


@contextmanager
def _serving(root: Path) -> Iterator[Server]:
    """Serve a workspace for the block."""
    environment = {key: text for key, text in os.environ.items() if not key.startswith("PREFECT_")}
    with subprocess.Popen(
        [*_SERVE, str(root)], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None  # noqa: S101 - it was asked for
        ui = process.stdout.readline().rpartition("：")[2].strip()
        try:
            yield Server(api=f"{ui}/api", ui=ui)
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
