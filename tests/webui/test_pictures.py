"""The pictures: what is drawn, how often, where, and that it is safe to print on a page."""

from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

import jinja2
import pytest

from engine.diagram.identity import Identity
from engine.diagram.process import Box, Drawing, Flow, Kind, Lane, Node, Process
from engine.diagram.step import Step
from tests import work
from webui import pictures
from webui.pictures import Marks, Tag, lettering

TEMPLATES = Path(pictures.__file__).parents[1] / "templates"
SVG = "{http://www.w3.org/2000/svg}"

LANES = (
    Lane("HEAD", "Kepala Dinas", "head"),
    Lane("STAFF", "Pelaksana <Umum> & Keuangan", "staff"),
)
NODES = (
    Node("begin", Kind.START, "Mulai", "STAFF"),
    Node("write", Kind.USER_TASK, "Menyusun <draft> & lampiran", "STAFF", "Draft", Step(row="1")),
    Node("check", Kind.USER_TASK, "Memeriksa draft", "HEAD", step=Step(row="2")),
    Node("agreed", Kind.CHOICE, "Setuju?", "HEAD"),
    Node("finish", Kind.END, "Selesai", "HEAD"),
)
FLOWS = (
    Flow("f1", "begin", "write"),
    Flow("f2", "write", "check"),
    Flow("f3", "check", "agreed"),
    Flow("yes", "agreed", "finish", "Setuju"),
    Flow("no", "agreed", "write", "Tidak setuju"),
)
BOXES = {
    "HEAD": Box(0, 0, 700, 120),
    "STAFF": Box(0, 120, 700, 120),
    "begin": Box(40, 162, 36, 36),
    "write": Box(120, 140, 100, 80),
    "check": Box(270, 20, 100, 80),
    "agreed": Box(420, 35, 50, 50),
    "finish": Box(540, 42, 36, 36),
}
EDGES = {
    "f1": ((76.0, 180.0), (120.0, 180.0)),
    "f2": ((220.0, 180.0), (320.0, 180.0), (320.0, 100.0)),
    "yes": ((470.0, 60.0), (540.0, 60.0)),
    "no": ((445.0, 85.0), (445.0, 230.0), (170.0, 230.0), (170.0, 220.0)),
}
MARKS = Marks(
    done={"begin", "write", "agreed"},
    now={"check"},
    taken={"f1": 1, "f2": 2, "f3": 1, "no": 1},
    rounds={"write": 2, "check": 2},
)
ORDER = ("begin", "write", "check", "agreed", "finish")


def process(
    nodes: Iterable[Node] = NODES, flows: Iterable[Flow] = FLOWS, drawing: Drawing | None = None
) -> Process:
    drawing = drawing or Drawing(BOXES, EDGES, {})
    return Process("p", "P", "", Identity(), LANES, tuple(nodes), tuple(flows), (), drawing)


def printed(macro: str, *arguments: object) -> ElementTree.Element:
    """What the template prints, read as XML; several roots are put under one."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, extensions=["jinja2.ext.i18n"]
    )
    environment.install_null_translations(newstyle=True)
    module = environment.get_template("pictures.html").module
    text = getattr(module, macro)(*arguments)
    return ElementTree.fromstring(f'<all xmlns="http://www.w3.org/2000/svg">{text}</all>')


def letters(root: ElementTree.Element) -> str:
    return " ".join(element.text or "" for element in root.iter(f"{SVG}text"))


def with_class(root: ElementTree.Element, *names: str) -> list[ElementTree.Element]:
    return [e for e in root.iter() if set(names) <= set(e.get("class", "").split())]


def test_every_node_and_flow_is_drawn_once() -> None:
    drawn = pictures.lane_map(process(), MARKS)
    assert drawn is not None
    assert len(drawn.shapes) == len(NODES)
    assert len(drawn.lines) == len(FLOWS)
    root = printed("lane_map", drawn, "Diagram")
    outlines = [e for e in with_class(root, "bx") if e.get("d") in {s.path for s in drawn.shapes}]
    assert len(outlines) == len(NODES)
    assert len([e for e in with_class(root, "w") if e.tag == f"{SVG}path"]) == len(FLOWS)


def test_names_are_escaped_and_whole_in_the_title() -> None:
    root = printed("lane_map", pictures.lane_map(process(), MARKS), 'Diagram "A" <B>')
    titles = [element.text for element in root.iter(f"{SVG}title")]
    assert "Menyusun <draft> & lampiran" in titles
    assert next(root.iter(f"{SVG}svg")).get("aria-label") == 'Diagram "A" <B>'


def test_marks_become_classes() -> None:
    root = printed("lane_map", pictures.lane_map(process(), MARKS), "Diagram")
    assert len(with_class(root, "is-now")) == 1
    assert len(with_class(root, "is-done")) == 3
    assert len(with_class(root, "is-next")) == 1
    assert len(with_class(root, "w", "t")) == 4
    assert len(with_class(root, "w", "r")) == 1
    assert "Tidak setuju 1×" in letters(root)
    assert [b.text.text for s in pictures.lane_map(process(), MARKS).shapes if (b := s.badge)] == [
        "2×",
        "2×",
    ]


def test_without_marks_nothing_is_grey_done_or_counted() -> None:
    root = printed("lane_map", pictures.lane_map(process()), "Diagram")
    assert not with_class(root, "is-next")
    assert not with_class(root, "badge")
    assert "×" not in letters(root)


@pytest.mark.parametrize("macro", ["lane_map", "strip"])
def test_a_picture_has_no_style_no_script_and_says_what_it_shows(macro: str) -> None:
    made = {
        "lane_map": pictures.lane_map(process(), MARKS),
        "strip": pictures.strip(process(), ORDER, MARKS),
    }
    root = printed(macro, made[macro], "Jalannya pelaksanaan")
    for element in root.iter():
        assert "style" not in element.attrib
        assert not [name for name in element.attrib if name.startswith("on")]
        assert element.tag not in (f"{SVG}script", f"{SVG}style")
    assert [e.get("aria-label") for e in root.iter() if e.get("role") == "img"] == [
        "Jalannya pelaksanaan"
    ]


def test_a_diagram_without_a_drawing_has_no_lane_map() -> None:
    assert pictures.lane_map(process(drawing=Drawing())) is None
    assert printed("lane_map", None, "Diagram").text is None


def test_a_diagram_that_lacks_one_place_has_no_lane_map() -> None:
    boxes = {key: box for key, box in BOXES.items() if key != "finish"}
    assert pictures.lane_map(process(drawing=Drawing(boxes, EDGES, {}))) is None


def test_lines_and_lanes_that_were_never_drawn_are_put_in() -> None:
    boxes = {key: box for key, box in BOXES.items() if key not in ("HEAD", "STAFF")}
    drawn = pictures.lane_map(process(drawing=Drawing(boxes, {}, {})), MARKS)
    assert drawn is not None
    assert len(drawn.bands) == 2
    assert all(line.path.startswith("M") and line.head.endswith("z") for line in drawn.lines)


def test_lane_names_stand_upright_in_a_column_left_of_everything() -> None:
    drawn = pictures.lane_map(process())
    assert drawn is not None
    left = float(drawn.view_box.split()[0])
    names = [text for band in drawn.bands for text in band.lines]
    assert max(name.x for name in names) < min(box.x for key, box in BOXES.items() if key in ORDER)
    assert min(name.x for name in names) > left
    assert " ".join(name.text for name in drawn.bands[0].lines) == "Kepala Dinas"


@pytest.mark.parametrize(("times", "is_whole"), [(1, True), (2, True), (9, False)])
def test_a_long_name_stays_whole_in_its_box_and_legible(times: int, is_whole: bool) -> None:
    name = "Menyusun dan menyampaikan laporan hasil pengukuran indikator kinerja " * times
    nodes = [
        *NODES[:1],
        Node("write", Kind.USER_TASK, name, "STAFF", step=Step(row="7b")),
        *NODES[2:],
    ]
    drawn = pictures.lane_map(process(nodes))
    assert drawn is not None and drawn.width is not None
    lines = drawn.shapes[1].lines
    assert (" ".join(line.text for line in lines) == name.strip()) is is_whole
    assert drawn.size * drawn.width / float(drawn.view_box.split()[2]) > 10.4
    for line in lines:
        assert line.x + lettering.width_of(line.text, drawn.size) <= 220
        assert 140 < line.y < 220


def test_words_beside_the_last_shape_are_inside_the_picture() -> None:
    labels = {"finish": Box(590, 52, 90, 14), "yes": Box(640, 40, 90, 14)}
    nodes = [*NODES[:-1], Node("finish", Kind.END, "Selesai tanpa pengukuran", "HEAD")]
    drawn = pictures.lane_map(process(nodes, drawing=Drawing(BOXES, EDGES, labels)))
    assert drawn is not None
    left, _, width, _ = map(float, drawn.view_box.split())
    beside = [shape.label for shape in drawn.shapes] + [line.label for line in drawn.lines]
    for text in (text for label in beside if label for text in label.lines):
        assert text.x + lettering.width_of(text.text, drawn.size) / 2 <= left + width


def test_a_tag_is_a_class_and_a_word_at_its_shape_beside_the_rounds() -> None:
    tags = {"write": Tag("is-left", "ditinggalkan"), "agreed": Tag("is-new", "baru")}
    marks = Marks(done={"write"}, tags=tags, rounds={"write": 2})
    root = printed("lane_map", pictures.lane_map(process(), marks), "Diagram")
    (left,) = with_class(root, "is-left")
    (new,) = with_class(root, "is-new")
    assert "ditinggalkan 2×" in letters(left) and not with_class(left, "sign")
    assert letters(new).split() == ["baru"]
    strip = pictures.strip(process(), ORDER, marks)
    assert strip is not None and strip.shapes[0].state == "is-left"
    assert strip.shapes[0].number is not None


def test_letters_are_as_large_as_every_name_allows() -> None:
    boxes = {key: Box(box.x * 2.5, box.y, box.width, box.height) for key, box in BOXES.items()}
    long = Node("write", Kind.USER_TASK, "Menyiapkan konsep form isian untuk tiap bidang", "STAFF")
    sizes = []
    for nodes in (NODES, [long if node.id == "write" else node for node in NODES]):
        drawn = pictures.lane_map(process(nodes, drawing=Drawing(boxes, {}, {})))
        assert drawn is not None
        assert not any(line.text.endswith("…") for shape in drawn.shapes for line in shape.lines)
        sizes.append(drawn.size)
    assert sizes[0] > sizes[1] >= 11


def test_the_name_of_a_gateway_keeps_off_the_line_that_leaves_it() -> None:
    edges = EDGES | {"yes": ((470.0, 60.0), (480.0, 60.0), (480.0, 10.0), (540.0, 10.0))}
    labels = {"agreed": Box(456, 15, 20, 14)}
    drawn = pictures.lane_map(process(drawing=Drawing(BOXES, edges, labels)), MARKS)
    assert drawn is not None
    (name,) = (shape.label for shape in drawn.shapes if shape.name == "Setuju?")
    assert name is not None
    for text in name.lines:
        assert text.x + lettering.width_of(text.text, drawn.size) / 2 <= 480


def test_a_small_diagram_keeps_its_size_and_a_huge_one_scrolls() -> None:
    small = pictures.lane_map(process())
    assert small is not None and small.width is not None and small.width < 1000
    wide = {key: Box(box.x * 8, box.y, box.width, box.height) for key, box in BOXES.items()}
    huge = pictures.lane_map(process(drawing=Drawing(wide, {}, {})))
    assert huge is not None and huge.width is not None and huge.width > 1300


def test_english_names_are_used_where_there_are_some() -> None:
    drawn = pictures.lane_map(process(), locale="en")
    assert drawn is not None
    assert [shape.name for shape in drawn.shapes][1:3] == ["Draft", "Memeriksa draft"]


def test_a_parallel_gateway_carries_a_plus() -> None:
    nodes = [Node(n.id, Kind.PARALLEL, n.name, n.lane) if n.id == "agreed" else n for n in NODES]
    drawn = pictures.lane_map(process(nodes))
    assert drawn is not None
    assert [shape.name for shape in drawn.shapes if shape.sign] == ["Setuju?"]


def test_a_strip_has_a_station_for_every_step_and_follows_flows_through_gateways() -> None:
    strip = pictures.strip(process(), ORDER, MARKS)
    assert strip is not None
    assert [shape.name for shape in strip.shapes] == [
        "Menyusun <draft> & lampiran",
        "Memeriksa draft",
    ]
    assert sorted(line.classes for line in strip.lines) == ["w t", "w t r"]
    assert strip.shapes[1].number is not None and strip.shapes[1].number.text == "2"


def test_a_strip_without_steps_is_none() -> None:
    assert pictures.strip(process(), ("begin", "finish")) is None
    assert pictures.strip(process(), ()) is None


def test_a_long_strip_reaches_some_steps_past_the_present_one_at_first() -> None:
    steps = [
        Node(f"s{n}", Kind.USER_TASK, f"Langkah {n}", "STAFF", step=Step(row=str(n)))
        for n in range(60)
    ]
    flows = [Flow(f"f{n}", f"s{n}", f"s{n + 1}") for n in range(59)]
    long = Process("p", "P", "", Identity(), LANES, tuple(steps), tuple(flows), (), Drawing())
    strip = pictures.strip(long, [step.id for step in steps], Marks(now={"s40"}))
    assert strip is not None
    present = next(shape.number for shape in strip.shapes if shape.number)
    assert present.x < strip.reach < strip.width == 59 * 34 + 40


def test_the_strip_names_lanes_by_as_few_words_as_tell_them_apart() -> None:
    long = ["Kasubag Perencanaan dan Pelaporan", "Kasubag Umum dan Kepegawaian", "Sekretaris"]
    lanes = tuple(Lane(f"l{n}", name, f"p{n}") for n, name in enumerate(long))
    steps = tuple(Node(f"s{n}", Kind.USER_TASK, "Langkah", f"l{n}") for n in range(3))
    strip = pictures.strip(
        Process("p", "P", "", Identity(), lanes, steps, (), (), Drawing()), ("s0", "s1", "s2")
    )
    assert strip is not None
    names = [name.text for name in strip.names]
    assert names[0].startswith("Kasubag P") and names[1].startswith("Kasubag U")
    assert names[2] == "Sekretaris"


def test_the_symbol_of_a_step_tells_its_kind() -> None:
    assert pictures.symbol(process(), "check") == "gate"
    assert pictures.symbol(process(), "write") == "cap"
    plain = process(NODES[1:4], FLOWS[1:3])
    assert pictures.symbol(plain, "write") == "box"


def test_a_word_longer_than_its_line_is_divided_after_a_vowel() -> None:
    lines = lettering.fit("mendokumentasikan", [55, 55], 11)
    assert lines[0].endswith("-") and lines[0][-2] in "aeiou"
    assert "".join(lines).replace("-", "") == "mendokumentasikan"


@pytest.mark.parametrize("letters", ["N", "Nama "])
def test_a_name_of_any_length_is_looked_at_only_as_far_as_it_fits(letters: str) -> None:
    short, long = (
        work.calls(lambda text=letters * many: lettering.fit(text, [90] * 5, 11))
        for many in (100, 2000)
    )
    assert long <= short


def test_a_broken_draft_is_still_drawn() -> None:
    nodes = [*NODES[1:], Node("lost", Kind.USER_TASK, "", "NOWHERE")]
    flows = [*FLOWS, Flow("hanging", "write", "nothing"), Flow("loose", "", "check")]
    boxes = BOXES | {"lost": Box(9, 9, 0, -5)}
    draft = process(nodes, flows, Drawing(boxes, {"f2": ((1.0, 1.0),)}, {}))
    drawn = pictures.lane_map(draft, MARKS)
    assert drawn is not None
    assert len(drawn.shapes) == len(nodes)
    assert len(drawn.lines) == len(FLOWS) - 1
    assert pictures.strip(draft, [node.id for node in nodes], MARKS) is not None
    assert pictures.symbol(draft, "write") == "box"


def test_a_step_without_a_row_is_numbered_by_its_place() -> None:
    nodes = [Node(n.id, n.kind, n.name, n.lane, step=n.step and Step()) for n in NODES]
    drawn = pictures.lane_map(process(nodes))
    assert drawn is not None
    assert [shape.number.text for shape in drawn.shapes if shape.number] == ["1", "2"]


def test_a_label_that_outgrows_its_place_keeps_off_the_line_beside_it() -> None:
    labels = {"no": Box(451, 95, 30, 14)}
    drawn = pictures.lane_map(process(drawing=Drawing(BOXES, EDGES, labels)), MARKS)
    assert drawn is not None
    label = next(line.label for line in drawn.lines if line.label and line.label.back)
    for text in label.lines:
        assert text.x - lettering.width_of(text.text, drawn.size, bold=True) / 2 >= 450
