"""What was made of the same ingredients is recalled, and only that."""

from __future__ import annotations

from pathlib import Path

from rendering.memory import NO_MEMORY, digest, remembered
from schemas.base import Place
from schemas.consolidated import Consolidated, ConsolidatedDepartment
from tests.support.handbook_college import rendered
from tests.support.rated_college import a_college, a_risk, an_item, plan_item
from tests.support.shelf import Shelf


def two_departments() -> Consolidated:
    items = (plan_item(), an_item("内部审计", a_risk("泄露审计情况。", "中", step="s1")))
    names = ("审计监察处", "办公室")
    return a_college(
        *(ConsolidatedDepartment(name=n, items=(i,)) for n, i in zip(names, items, strict=True))
    )


class Maker:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> bytes:
        self.times += 1
        return b"made"


def test_equal_ingredients_are_made_once() -> None:
    shelf, make = Shelf(), Maker()

    made = [remembered(shelf, make, "chapter", Place(table=1), 3) for _ in range(2)]

    assert (made, make.times) == ([b"made", b"made"], 1)


def test_without_a_memory_everything_is_made_again() -> None:
    make = Maker()

    made = [remembered(NO_MEMORY, make, "chapter") for _ in range(2)]

    assert (made, make.times) == ([b"made", b"made"], 2)


def test_other_ingredients_have_another_digest(tmp_path: Path) -> None:
    template = tmp_path / "a.docx"
    template.write_bytes(b"one")
    before = digest(template)
    template.write_bytes(b"two")

    assert digest(template) != before
    assert digest(Place(table=1)) != digest(Place(table=2))
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("1") != digest(1)


def test_text_that_utf_8_cannot_hold_has_a_digest_too() -> None:
    assert digest(Place(text="\ud800")) != digest(Place(text="\ud801"))
    assert digest("\ud800") == digest("\ud800")


def test_a_handbook_of_recalled_chapters_is_the_same_file() -> None:
    shelf = Shelf()
    data = two_departments()
    fresh = rendered(data)

    assert rendered(data, memory=shelf) == fresh
    kept = dict(shelf.kept)
    assert rendered(data, memory=shelf) == fresh
    assert shelf.kept == kept


def test_only_a_changed_department_has_its_chapter_made_and_read_back_again() -> None:
    shelf = Shelf()
    data = two_departments()
    rendered(data, memory=shelf)
    before = len(shelf.kept)
    first, second = data.departments
    item = second.items[0].model_copy(update={"content": "改过的内容。"})
    changed = second.model_copy(update={"items": (item, *second.items[1:])})
    now = data.model_copy(update={"departments": (first, changed)})

    assert rendered(now, memory=shelf) == rendered(now)
    assert len(shelf.kept) == before + 2
