"""``lianfang templates``: the office copies, checks and previews its own templates."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import docx
import pytest

from flows.cli import execute
from flows.settings import SHIPPED_TEMPLATES
from flows.template_sample import sample_document
from rendering.template import Filled, Template
from rendering.template_check.model import handed_in, models
from tests.support.faulty_templates import Faulty, added, changed


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = tmp_path / "W"
    assert execute(["init", str(root)]) == 0
    return root


def put(workspace: Path, content: bytes, name: str = "notice.docx") -> Path:
    path = workspace / "templates" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


def faulty(*texts: str) -> bytes:
    return Faulty("", "notice.docx", added(*texts), "", "", "").content()


def test_a_shipped_template_is_copied_and_passes(workspace: Path) -> None:
    assert execute(["templates", "copy", "notice", "-w", str(workspace)]) == 0
    copy = workspace / "templates" / "notice.docx"
    assert copy.read_bytes() == (SHIPPED_TEMPLATES / "notice.docx").read_bytes()
    assert execute(["templates", "check", "-w", str(workspace)]) == 0


def test_a_template_of_the_office_is_never_overwritten(workspace: Path) -> None:
    own = put(workspace, b"own")
    assert execute(["templates", "copy", "notice", "-w", str(workspace)]) == 2
    assert own.read_bytes() == b"own"


def test_a_faulty_template_gets_a_commented_copy_beside_and_stays_as_it_is(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = faulty("电话：{{ telephone }}")
    path = put(workspace, content)
    assert execute(["templates", "check", "-w", str(workspace)]) == 1
    assert "telephone" in capsys.readouterr().out
    assert path.read_bytes() == content
    copy = (workspace / "templates" / "检查" / "notice.docx").read_bytes()
    assert "telephone" in next(iter(docx.Document(io.BytesIO(copy)).comments)).text


def test_the_copy_goes_where_out_says(workspace: Path, tmp_path: Path) -> None:
    path = put(workspace, faulty("{{ telephone }}"))
    assert execute(["templates", "check", str(path), "--out", str(tmp_path / "批注")]) == 1
    assert (tmp_path / "批注" / "notice.docx").is_file()
    assert not (workspace / "templates" / "检查").exists()


def test_the_copy_never_takes_the_template_s_place(workspace: Path) -> None:
    path = put(workspace, faulty("{{ telephone }}"))
    assert execute(["templates", "check", str(path), "--out", str(path.parent)]) == 2
    assert path.read_bytes() == faulty("{{ telephone }}")


def test_the_result_as_json_tells_kind_place_and_advice(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(workspace, faulty("{{ ''.__class__ }}"))
    capsys.readouterr()
    assert execute(["templates", "check", "-w", str(workspace), "--json"]) == 1
    (result,) = json.loads(capsys.readouterr().out)
    assert not result["usable"]
    assert result["faults"][0]["kind"] == "unsafe"
    assert result["faults"][0]["place"]["part"] == "正文"
    assert result["faults"][0]["hint"]


@pytest.mark.parametrize(
    "arguments", [["check", "no.docx"], ["copy", "nothing", "-w", "."], ["preview", "nothing"]]
)
def test_wrong_usage_is_told(arguments: list[str]) -> None:
    assert execute(["templates", *arguments]) == 2


def test_the_list_tells_which_template_is_in_use(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(workspace, faulty("甲"))
    capsys.readouterr()
    assert execute(["templates", "list", "-w", str(workspace), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in rows if row["own"]] == ["notice.docx"]
    assert len(rows) == len(models())


def test_a_preview_shows_the_office_s_own_words(workspace: Path, tmp_path: Path) -> None:
    edit = changed("二、改正和重新报送的办法", "二、请这样改")
    put(workspace, Faulty("", "notice.docx", edit, "", "", "").content())
    out = tmp_path / "预览.docx"
    assert execute(["templates", "preview", "notice", "-w", str(workspace), "-o", str(out)]) == 0
    said = [paragraph.text for paragraph in docx.Document(str(out)).paragraphs]
    assert "二、请这样改" in said
    assert not [text for text in said if "{{" in text or "{%" in text]


def test_a_preview_refuses_a_template_with_code(workspace: Path, tmp_path: Path) -> None:
    put(workspace, faulty("{{ ''.__class__ }}"))
    out = tmp_path / "预览.docx"
    assert execute(["templates", "preview", "notice", "-w", str(workspace), "-o", str(out)]) == 2
    assert not out.exists()


@pytest.mark.parametrize("name", models())
def test_what_a_document_hands_in_and_asks_for_is_what_its_model_says(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill, style = Template.fill, Template.style
    shapes: list[object] = []
    styles: set[str] = set()

    def watched(self: Template, values: Mapping[str, object], places: Iterable[str]) -> Filled:
        listed = tuple(places)
        if self._name == name:
            shapes.append(handed_in(values, listed).shape())
        return fill(self, values, listed)

    def asked(self: Template, wanted: str) -> str:
        if self._name == name:
            styles.add(wanted)
        return style(self, wanted)

    monkeypatch.setattr(Template, "fill", watched)
    monkeypatch.setattr(Template, "style", asked)
    document = sample_document(name, SHIPPED_TEMPLATES / name)
    assert docx.Document(io.BytesIO(document)).paragraphs
    assert shapes == [models()[name].shape()]
    assert styles <= {*models()[name].styles}
