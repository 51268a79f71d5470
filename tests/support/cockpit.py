"""The Prefect UI of ``lianfang serve`` in a real browser, as somebody of the office uses it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlsplit

from playwright.sync_api import Locator, Page, Request, sync_playwright

from flows.server import listing
from tests.support.serving import Serving, wait_until

CHROMIUM = shutil.which("chromium")
_ALONE = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_SECONDS = 60
_TRIES = 5


class Cockpit:
    """A browser on the UI.

    Attributes:
        hosts: All hosts that pages asked for something; nothing outside is ever reached.
    """

    def __init__(self, page: Page, serving: Serving) -> None:
        self.page = page
        self.serving = serving
        self.hosts: set[str] = set()
        page.set_default_timeout(_SECONDS * 1000)
        page.on("request", self._note_host)

    def open(self, path: str) -> None:
        """Open a page of the UI and wait until it has all it asks for."""
        self.page.goto(self.serving.server.ui + path, wait_until="networkidle")

    def artifact(self, key: str) -> str:
        """Open the newest of what the office sees under a key; give its text."""
        self.open(f"/artifacts/key/{key}")
        self.page.locator("a[href*='/artifacts/artifact/']").first.click()
        body = self.page.locator(".artifact-data-view")
        body.wait_for()
        return body.inner_text()

    def follow(self, link: str) -> None:
        """Open what the first link of this name leads to; in the UI that is a tab of its own."""
        address = self.page.get_by_role("link", name=link).first.get_attribute("href")
        self.open(str(address))

    def deployment(self, name: str) -> str:
        """Give the path of a deployment's page."""
        [found] = [d for d in listing(self.serving.server, "deployments") if d["name"] == name]
        return f"/deployments/deployment/{found['id']}"

    def run_form(self, name: str, **parameters: str) -> None:
        """Open the form that starts a deployment, with some of it filled in."""
        self.open(f"{self.deployment(name)}/run?parameters={quote(json.dumps(parameters))}")
        self.field("工作目录").wait_for()

    def quick_run(self, name: str) -> str:
        """Start a deployment with Quick run, its form left as it is; give the run's id."""
        self.open(self.deployment(name))
        self.page.locator(".run-menu__run-button").click()
        self.page.get_by_text("Quick run").click()
        form = self.page.locator("#p-modal-teleport-target")
        return self._started_by(form.get_by_role("button", name="Run"))

    def submit_run(self) -> str:
        """Send off the form that starts a deployment; give the run's id."""
        return self._started_by(self.page.get_by_role("button", name="Submit"))

    def waits(self, run: str) -> None:
        """Wait until a run shows its form, and open that."""
        self._look_away()
        wait_until(lambda: self.serving.run(run)["state_type"] in {"PAUSED", "FAILED"})
        self.open(f"/runs/flow-run/{run}")
        self.page.get_by_role("button", name="Resume").click()
        self.page.get_by_text("Resume Flow Run").wait_for()

    def answer(self, run: str, **answers: str) -> tuple[str, str]:
        """Fill in the form of a run and send it off; give the state in which the run ends.

        Where the server was too busy to take it, the UI says so and leaves the form open, and
        whoever sits there sends it off again.
        """
        for title, text in answers.items():
            self.field(title).fill(text)
        submit = self.page.get_by_role("button", name="Submit")
        for _ in range(_TRIES):
            with self.page.expect_response(f"**/{run}/resume") as answered:
                submit.click()
            if answered.value.ok:
                return self.ended(run)
        raise AssertionError(f"{_TRIES} times the server did not take the form")

    def ended(self, run: str) -> tuple[str, str]:
        """Wait for a run's end; give the name of its state and what the state says."""
        self._look_away()
        found = self.serving.finished(run)
        return str(found["state_name"]), str(found["state"]["message"])

    def field(self, title: str) -> Locator:
        """Give the field of a form by its title."""
        label = self.page.get_by_text(re.compile(rf"^{title}( \(Optional\))?$"))
        return self.page.locator(".schema-form-property", has=label).locator("textarea")

    def _look_away(self) -> None:
        """Leave the page: its moving graph of the run takes half a processor without a screen."""
        self.page.goto("about:blank")

    def _note_host(self, asked: Request) -> None:
        if host := urlsplit(asked.url).hostname:  # what is inside the page itself has none
            self.hosts.add(host)

    def _started_by(self, button: Locator) -> str:
        """Click on what starts a run; give the run's id."""
        with self.page.expect_response("**/create_flow_run") as answered:
            button.click()
        return str(answered.value.json()["id"])


@contextmanager
def cockpit(serving: Serving) -> Iterator[Cockpit]:
    """Open a browser on a served workspace."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_ALONE))
        page = browser.new_page(
            viewport={"width": 1300, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        yield Cockpit(page, serving)
        browser.close()
