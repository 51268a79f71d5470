"""The public's static site: plain HTML files in one folder that need nothing else to be read."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from rendering.gbt9704 import date_words
from rendering.publication.pages import Columns, DepartmentPage, ItemPage, department_pages, entries
from rendering.publication.profile import Profile
from rendering.wordml import clean
from schemas.base import Model
from schemas.consolidated import Consolidated

GENERATOR = "lianfang publish"
"""What the start page names as its maker: by this a folder is known as ours."""
START, SEARCH = "index.html", "search.html"


class Download(Model):
    """A document that lies beside the pages."""

    path: str
    title: str


def site(
    data: Consolidated, profile: Profile, downloads: tuple[Download, ...] = ()
) -> Mapping[str, bytes]:
    """Write all pages; equal arguments give equal bytes.

    Nothing is fetched from anywhere, only the search runs a script, and no text of a submission
    can become markup.

    Args:
        data: What the public may read (:func:`~rendering.publication.filtering.public`).
        profile: By which the data were filtered: it decides which columns there are.
        downloads: What the start page offers beside.

    Returns:
        File name → content, UTF-8.
    """
    departments = department_pages(data)
    shared = {
        "data": data,
        "profile": profile,
        "columns": Columns.of(profile),
        "departments": departments,
        "as_of": date_words(data.as_of, "arabic"),
    }
    pages = {
        START: _page("start", shared, downloads=downloads),
        SEARCH: _page("search", shared, entries=entries(departments)),
    }
    for department in departments:
        pages[department.path] = _page("department", shared, department=department)
        for item in department.items:
            pages[item.path] = _item(item, department, shared)
    return pages


def _item(item: ItemPage, department: DepartmentPage, shared: Mapping[str, object]) -> bytes:
    at = department.items.index(item)
    before, after = department.items[:at][-1:], department.items[at + 1 :][:1]
    return _page("item", shared, item=item, department=department, before=before, after=after)


def _page(name: str, shared: Mapping[str, object], **more: object) -> bytes:
    page = _environment().get_template(f"{name}.html.jinja").render({**shared, **more})
    return page.encode(errors="replace")


def _cleaned(value: object) -> object:
    if isinstance(value, str) and not isinstance(value, Markup):
        return clean(value)
    return value


def _source(name: str) -> str:
    return files("rendering").joinpath("data", "publication", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        finalize=_cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    script = _source("search.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    # our own files, which go into their elements as they are
    environment.globals["style"] = Markup(_source("site.css"))  # noqa: S704
    environment.globals["script"] = Markup(script)  # noqa: S704
    environment.globals["script_digest"] = digest
    environment.globals["generator"] = GENERATOR
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    return environment
