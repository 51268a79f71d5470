"""The public's site in a real browser, opened from the disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from rendering.publication import Profile, public, site
from tests.support.handbook_college import small_handbook

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a small college on the disk."""
    made, profile = tmp_path_factory.mktemp("site"), Profile.shipped()
    for name, content in site(public(small_handbook(), profile).data, profile).items():
        (made / name).write_bytes(content)
    return made


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page of a browser that tells what it asks for and complains of."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        try:
            yield browser.new_page()
        finally:
            browser.close()


def test_the_search_finds_items_without_asking_for_anything_outside(
    folder: Path, page: Page
) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((folder / "search.html").as_uri())

    page.get_by_role("searchbox").fill("派车单 办公室")

    assert page.locator("li:visible a").all_inner_texts() == ["车辆管理"]
    assert page.get_by_role("status").inner_text() == "找到 1 项"
    page.get_by_role("link", name="车辆管理").click()
    assert page.get_by_role("heading", level=1).inner_text() == "车辆管理"
    assert asked == [(folder / name).as_uri() for name in ("search.html", "d03-01.html")]
    assert complaints == []
