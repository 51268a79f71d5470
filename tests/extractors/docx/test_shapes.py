from __future__ import annotations

import math
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from extractors.docx.geometry import Affine, Frame, connector_path, scaled
from extractors.docx.vml_turns import settle
from extractors.drawing import Box, Drawing, Stroke
from extractors.graph import understand
from tests.support.drawings import BoxMark, Habits, LineMark, Mark, drawn
from tests.support.drawings_xml import STYLES, document, paragraph, read, write

TWO: list[Mark] = [
    BoxMark("申请", 100, 10),
    BoxMark("审批", 100, 110),
    LineMark(((155, 44), (155, 110)), head=True),
]


def one(content: str) -> Drawing:
    (drawing,) = read(document(content))
    return drawing


def vml(shapes: str) -> Drawing:
    """Read shapes standing in a group whose units are points."""
    group = f'<v:group style="width:600pt;height:600pt" coordsize="600,600">{shapes}</v:group>'
    return one(paragraph(f"<w:r><w:pict>{group}</w:pict></w:r>"))


def wps(inner: str, *, frame: str = "0,0,100,40", kind: str = "rect", more: str = "") -> str:
    x, y, w, h = (round(float(v) * 12700) for v in frame.split(","))
    return (
        f'<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm {more}><a:off x="{x}" y="{y}"/>'
        f'<a:ext cx="{w}" cy="{h}"/></a:xfrm><a:prstGeom prst="{kind}"/>{inner}</wps:spPr>'
        "<wps:txbx><w:txbxContent><w:p><w:r><w:t>字</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
        "</wps:wsp>"
    )


def canvas(shapes: str) -> Drawing:
    return one(
        paragraph(
            '<w:r><w:drawing><wp:inline><wp:extent cx="9999999" cy="9999999"/><a:graphic>'
            f'<a:graphicData uri="x"><wpc:wpc>{shapes}</wpc:wpc></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )
    )


def charts(body_content: str) -> list[Drawing]:
    return [drawing for drawing in read(document(body_content)) if drawing.boxes]


# Geometry ------------------------------------------------------------------------------------


def test_a_frame_flips_first_and_turns_then() -> None:
    matrix = Frame(0, 0, 40, 20, rotation=90, flip_h=True).matrix()

    assert matrix((0, 0)) == pytest.approx((30, 30))
    assert matrix((1, 1)) == pytest.approx((10, -10))


def test_maps_are_put_one_after_the_other() -> None:
    twice, moved = Affine(2, 0, 0, 2), Affine(e=5, f=7)

    assert twice.after(moved)((1, 1)) == (12, 16)
    assert moved.after(twice)((1, 1)) == (7, 9)


def test_a_group_without_size_does_not_divide_by_zero() -> None:
    assert scaled(3, 4, 0, 0)((3, 4)) == (0, 0)


def test_an_elbow_bends_where_its_adjustment_says() -> None:
    assert connector_path("bentConnector3", [-0.5]) == ((0, 0), (-0.5, 0), (-0.5, 1), (1, 1))
    assert len(connector_path("bentConnector5", [0.1, 0.2, 0.3])) == 6


# Looks ---------------------------------------------------------------------------------------

WHITE = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
BLACK = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'


@pytest.mark.parametrize(
    ("looks", "outlined"),
    [
        (f"{WHITE}<a:ln>{BLACK}</a:ln>", True),
        (f"{WHITE}<a:ln>{WHITE}</a:ln>", False),
        ("<a:noFill/><a:ln><a:noFill/></a:ln>", False),
        (f"{BLACK}<a:ln><a:noFill/></a:ln>", True),
        (f'{WHITE}<a:ln><a:solidFill><a:schemeClr val="bg1"/></a:solidFill></a:ln>', False),
    ],
)
def test_a_box_is_outlined_if_its_line_or_fill_can_be_seen(looks: str, *, outlined: bool) -> None:
    assert canvas(wps(looks)).boxes[0].outlined is outlined


def test_a_turned_box_keeps_its_bounds_on_the_page() -> None:
    box = canvas(wps("", frame="100,100,80,20", more='rot="5400000"')).boxes[0]

    assert (box.left, box.top, box.width, box.height) == pytest.approx((130, 70, 20, 80))


def test_a_flat_rectangle_is_a_line() -> None:
    drawing = vml('<v:rect style="left:10;top:20;width:200;height:1" fillcolor="black"/>')

    assert drawing.boxes == ()
    assert drawing.strokes[0].path == ((10, 20), (210, 20))


def test_the_pointer_of_a_callout_is_a_dashed_leader() -> None:
    shape = (
        '<v:shape type="#_x0000_t61" style="left:100;top:100;width:100;height:50" '
        'adj="-21600,10800">'
        "<v:textbox><w:txbxContent><w:p><w:r><w:t>把关不严</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape>"
    )
    drawing = vml(shape)

    assert drawing.strokes[0].path[-1] == pytest.approx((0, 125))
    assert drawing.strokes[0].dashed
    assert drawing.strokes[0].start_glue == drawing.boxes[0].shape


def test_an_arrow_callout_is_a_box_and_an_arrow() -> None:
    drawing = canvas(wps(f"<a:ln>{BLACK}</a:ln>", frame="0,0,100,100", kind="downArrowCallout"))

    assert drawing.boxes[0].height == pytest.approx(65)
    start, tip = drawing.strokes[0].path
    assert start == pytest.approx((50, 65))
    assert tip == pytest.approx((50, 100))
    assert drawing.strokes[0].end_arrow


# Old drawings --------------------------------------------------------------------------------


def test_old_lines_run_as_they_were_drawn() -> None:
    stroke = '<v:stroke endarrow="block"/>'
    drawing = vml(f'<v:line from="200,50" to="100,50">{stroke}</v:line>')

    assert [*drawing.strokes[0].path] == [(200, 50), (100, 50)]
    assert drawing.strokes[0].end_arrow
    assert not drawing.strokes[0].start_arrow


def test_a_mirrored_old_line_starts_on_the_other_side() -> None:
    drawing = vml('<v:line style="flip:x" from="100,50" to="200,90"/>')

    assert drawing.strokes[0].path == ((200, 50), (100, 90))


def test_an_old_freeform_of_straight_lines_is_a_line() -> None:
    drawing = vml(
        '<v:shape style="left:0;top:0;width:100;height:100" coordsize="10,10" '
        'path="m0,0l0,5,10,5,10,10e" filled="f"/>'
    )

    assert drawing.strokes[0].path == ((0, 0), (0, 50), (100, 50), (100, 100))


def test_an_arrow_that_shrank_to_a_point_is_told_as_a_doubt() -> None:
    arrow = '<v:stroke endarrow="block"/>'
    assert vml(f'<v:line from="50,50" to="50,50">{arrow}</v:line>').remarks
    assert not vml('<v:line from="50,50" to="50,50"/>').remarks
    assert not vml(f'<v:line from="50,50" to="50,60">{arrow}</v:line>').remarks


def test_a_canvas_frame_is_no_picture() -> None:
    drawing = vml('<v:shape type="#_x0000_t75" style="left:0;top:0;width:600;height:600"/>')

    assert (drawing.boxes, drawing.pictures) == ((), 0)


@pytest.mark.parametrize("rotation", [90, 270])
def test_a_turned_and_mirrored_old_elbow_leads_down_in_either_reading(rotation: int) -> None:
    texts = (
        '<v:rect style="left:{};top:{};width:100;height:30"><v:textbox><w:txbxContent><w:p><w:r>'
        "<w:t>{}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect>"
    )
    elbow = (
        f'<v:shape type="#_x0000_t34" style="left:205;top:30;width:40;height:150;'
        f'rotation:{rotation};flip:x" adj="10800"><v:stroke endarrow="block"/></v:shape>'
    )
    drawing = vml(texts.format(100, 55, "审批") + texts.format(250, 125, "转办") + elbow)

    path = drawing.strokes[0].path
    assert path[0] == pytest.approx((150, 85))
    assert path[-1] == pytest.approx((300, 125))


def test_the_reading_that_meets_a_box_squarely_wins() -> None:
    from extractors.docx.look import Look  # noqa: PLC0415
    from extractors.docx.vml_turns import Turned  # noqa: PLC0415

    boxes = [Box(1, "甲", 0, 0, 100, 30), Box(2, "乙", 200, 100, 100, 30)]
    literal = ((250, 100), (250, 15), (100, 15))
    other = ((100, 15), (100, 100), (250, 100))

    assert settle(Turned(3, literal, other, Look(end_arrow=True)), boxes) == literal


# Planes --------------------------------------------------------------------------------------


def test_shapes_are_numbered_through_the_document() -> None:
    drawings = charts(write(TWO, "group") + write(TWO, "vml_flat"))

    numbers = [b.shape for d in drawings for b in d.boxes]
    assert numbers == [1, 2, 4, 5]


def test_only_one_branch_of_an_alternative_is_read() -> None:
    assert [b.text for b in one(write(TWO, "group")).boxes] == ["申请", "审批"]


def test_loose_shapes_on_several_paragraphs_are_one_drawing() -> None:
    drawing = one(write(TWO, "hosts"))

    assert understand(drawing).verdict == "sure"
    assert {s.path[0][1] - b.top for s in drawing.strokes for b in drawing.boxes[:1]} == {34.0}


def test_a_page_break_parts_loose_shapes() -> None:
    broken = paragraph('<w:r><w:br w:type="page"/></w:r>')

    assert len(charts(write(TWO, "floats") + broken + write(TWO, "floats"))) == 2


def test_a_line_of_a_second_form_parts_loose_shapes() -> None:
    head = paragraph(text="职权事项：采购") + paragraph(text="责任处室：资产处")

    drawings = charts(head + write(TWO, "hosts") + head + write(TWO, "hosts"))

    assert len(drawings) == 2
    assert all(understand(d).verdict == "sure" for d in drawings)


def test_ordinary_words_between_loose_shapes_do_not_part_them() -> None:
    marks, rest = TWO[:2], TWO[2:]
    moved = [
        LineMark(tuple((x, y - 40) for x, y in m.path), head=True)
        for m in rest
        if isinstance(m, LineMark)
    ]

    content = write(marks, "floats") + paragraph(text="是") + write(moved, "floats")

    assert understand(one(content)).verdict == "sure"


def test_cells_are_planes_of_their_own() -> None:
    cell = f"<w:tc>{write(TWO, 'floats')}</w:tc>"

    assert len(charts(f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>")) == 2


def test_shapes_aligned_to_the_page_share_its_plane() -> None:
    anchor = (
        '<w:r><w:drawing><wp:anchor><wp:positionH relativeFrom="{}">{}</wp:positionH>'
        '<wp:positionV relativeFrom="page"><wp:posOffset>{}</wp:posOffset></wp:positionV>'
        '<wp:extent cx="1270000" cy="381000"/><a:graphic><a:graphicData uri="x">{}'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )
    shape = wps(f"<a:ln>{BLACK}</a:ln>", frame="0,0,100,30")
    content = anchor.format("page", "<wp:align>center</wp:align>", 1270000, shape)
    content += anchor.format("column", "<wp:posOffset>0</wp:posOffset>", 2540000, shape)
    drawing = one(paragraph(content))

    first, second = drawing.boxes
    assert second.top - first.top == pytest.approx(100)
    assert first.left - second.left == pytest.approx(595.3 / 2 - 50 - 90)


def test_whole_charts_floating_on_one_page_stay_apart() -> None:
    floating = write(TWO, "group").replace(
        "<wp:inline>", '<wp:anchor><wp:positionH relativeFrom="column"/>'
    )
    floating = floating.replace("</wp:inline>", "</wp:anchor>")

    assert len(charts(floating + floating)) == 2


def test_pictures_and_objects_are_counted() -> None:
    picture = one(
        paragraph('<w:r><w:pict><v:shape style="width:9pt"><v:imagedata/></v:shape></w:pict></w:r>')
    )
    visio = one(
        paragraph('<w:r><w:object><o:OLEObject ProgID="Visio.Drawing.11"/></w:object></w:r>')
    )

    assert picture.pictures == 1
    assert visio.objects == ("Visio.Drawing.11",)
    assert understand(visio).verdict == "refused"


def test_smartart_is_named() -> None:
    uri = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    drawing = one(
        paragraph(
            f'<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="{uri}"/></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )
    )

    assert drawing.objects == ("SmartArt",)


NUMBERS = re.compile(r'(?<=[":, ])-?[0-9]+([.][0-9]+)?(?=[",;pt ])')


@settings(max_examples=80, deadline=None)
@given(
    style=st.sampled_from(STYLES),
    seed=st.integers(0, 5),
    which=st.integers(0, 10_000),
    nonsense=st.sampled_from(("", "x", "NaN", "inf", "-1", "0", "99999999999999999999", "1.2.3")),
)
def test_a_damaged_number_does_no_harm(style: str, seed: int, which: int, nonsense: str) -> None:
    xml = write(drawn(seed, Habits(risks="callout"), 6)[1], style)
    found = list(NUMBERS.finditer(xml))
    match = found[which % len(found)]
    damaged = xml[: match.start()] + nonsense + xml[match.end() :]

    for drawing in read(document(damaged)):
        assert understand(drawing).verdict in ("sure", "doubtful", "refused")


@pytest.mark.parametrize("numbers", ["", "NaN pt", "1e999", "twelve"])
def test_nonsense_lengths_do_no_harm(numbers: str) -> None:
    drawing = vml(f'<v:rect style="left:{numbers};top:{numbers};width:{numbers}"/>')

    assert all(math.isfinite(b.left) for b in drawing.boxes)


def test_glue_is_given_as_the_number_of_the_shape() -> None:
    line = (
        '<wps:wsp><wps:cNvCnPr><a:stCxn id="7" idx="2"/></wps:cNvCnPr><wps:spPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="0" cy="12700"/></a:xfrm><a:prstGeom prst="line"/>'
        "</wps:spPr></wps:wsp>"
    )
    named = wps("").replace("<wps:cNvSpPr/>", '<wps:cNvPr id="7"/><wps:cNvSpPr/>')
    stroke = canvas(line + named).strokes[0]

    assert isinstance(stroke, Stroke)
    assert (stroke.start_glue, stroke.end_glue) == (2, None)


@pytest.mark.shared
def test_every_chart_of_the_sample_forms_is_read_surely(samples: Path) -> None:
    read_surely = 0
    for path in sorted((samples / "forms").glob("*.docx")):
        root = etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
        for drawing in read(root[0]):
            found = understand(drawing)
            if len(found.nodes) > 1:
                assert found.verdict == "sure", (path.name, found.reasons)
                read_surely += 1

    assert read_surely > 20


def test_a_sheet_of_two_hundred_shapes_is_read() -> None:
    chart, marks = drawn(3, Habits(branch="bus", risks="leader"), size=50)

    found = understand(one(write(marks, "vml_flat")))

    assert len(found.edges) == len(chart.arrows)
