"""The lane map: a diagram as its owner drew it, with what happened marked on it."""

from __future__ import annotations

from collections.abc import Sequence

from engine.diagram.process import Box, Flow, Kind, Lane, Node, Process
from webui.pictures import geometry, sizes
from webui.pictures.geometry import Point, move, number
from webui.pictures.lettering import LEADING, Text, fit, reach, set_lines, width_of
from webui.pictures.model import (
    UNMARKED,
    Badge,
    Band,
    Label,
    LaneMap,
    Line,
    Marks,
    Names,
    Shape,
    name_of,
    returns,
    rows,
)
from webui.pictures.sizes import COLUMN

PAD = 14.0
INSET = 4.5
MOST_LINES = 9


def lane_map(process: Process, marks: Marks = UNMARKED, locale: str = "id") -> LaneMap | None:
    """The diagram as drawn, with its marks; None when a node has no place in the drawing."""
    boxes = {node.id: process.drawing.boxes.get(node.id) for node in process.nodes}
    placed = {key: box for key, box in boxes.items() if box}
    if not boxes or len(placed) < len(boxes):
        return None
    return _Sheet(process, placed, marks, locale).picture()


class _Sheet:
    """One drawing: the sizes that everything shares, and a method per part."""

    def __init__(self, process: Process, boxes: dict[str, Box], marks: Marks, locale: str) -> None:
        self.process, self.boxes, self.marks, self.locale = process, boxes, marks, locale
        self.flows = [f for f in process.flows if f.source in boxes and f.target in boxes]
        self.ways = {flow.id: self._way(flow) for flow in self.flows}
        self.rows, self.returns = rows(process), returns(process)
        xs = [x for way in self.ways.values() for x, _ in way]
        self.left = min([box.x for box in boxes.values()] + xs) - PAD
        self.right = max([box.x + box.width for box in boxes.values()] + xs) + PAD
        self.size = self._letter_size()
        self.words = self._words()
        self.left = min([self.left, *(box.x - INSET for box in self.words)])
        self.right = max([self.right, *(box.x + box.width + INSET for box in self.words)])
        self.column = COLUMN * self.size if process.lanes else 0.0

    def picture(self) -> LaneMap:
        """Put the parts together."""
        frames = [self._frame(lane) for lane in self.process.lanes]
        top, bottom = self._height(frames)
        x, width = self.left - self.column, self.right - self.left + self.column
        lines = [self._line(flow) for flow in self.flows]
        return LaneMap(
            view_box=move(x - 1, top, width + 2, bottom - top),
            width=sizes.pixels(width, self.size),
            names=self._names(x, top, width, bottom),
            size=round(self.size, 2),
            bands=tuple(map(self._band, self.process.lanes, frames)),
            divider=self._divider(frames),
            lines=tuple(sorted(lines, key=lambda line: " t" in line.classes)),
            shapes=tuple(self._shape(node) for node in self.process.nodes),
        )

    def _way(self, flow: Flow) -> tuple[Point, ...]:
        drawn = self.process.drawing.edges.get(flow.id, ())
        if len(drawn) > 1:
            return drawn
        return geometry.route(self.boxes[flow.source], self.boxes[flow.target])

    def _letter_size(self) -> float:
        """The largest size that holds the names of all steps, else the smallest."""
        tasks = [self.boxes[node.id] for node in self.process.user_tasks]
        tried = list(sizes.letters(tasks, self.right - self.left))
        return next(filter(self._holds_all_names, tried), tried[-1])

    def _words(self) -> list[Box]:
        """Where there are words outside of boxes."""
        flows = (self._line(flow).label for flow in self.flows)
        shapes = [self._shape(node) for node in self.process.nodes]
        labels = [*flows, *(shape.label for shape in shapes)]
        told = [reach(label.lines, self.size, bold=label.back) for label in filter(None, labels)]
        return told + [
            reach([shape.badge.text], self.size, bold=True) for shape in shapes if shape.badge
        ]

    def _holds_all_names(self, size: float) -> bool:
        """Whether every step's name fits its box whole, beside the number of its row."""
        return all(
            not line.endswith("…")
            for node in self.process.user_tasks
            for line in self._fitted(node, size, badged=True)
        )

    def _fitted(self, node: Node, size: float, badged: bool) -> list[str]:
        """A step's name in the lines of its box, between the row, a badge and a tick."""
        box, row = self.boxes[node.id], self.rows.get(node.id, "")
        widths = [box.width - 2 * INSET] * _lines(box, size)
        widths[-1] -= size
        widths[0] -= _indent(row, size) + size * badged
        return fit(name_of(node, self.locale), widths, size)

    def _names(self, x: float, top: float, width: float, bottom: float) -> Names | None:
        pixels = sizes.pixels(width, self.size)
        if not self.column or not pixels or pixels < sizes.PAGE:
            return None
        view_box = move(x - 1, top, self.column + 2, bottom - top)
        return Names(view_box, round(pixels * (self.column + 2) / (width + 2), 1))

    def _height(self, frames: Sequence[Box]) -> tuple[float, float]:
        boxes = [*self.boxes.values(), *frames, *self.words]
        ys = [y for way in self.ways.values() for _, y in way]
        top = min([box.y for box in boxes] + ys)
        bottom = max([box.y + box.height for box in boxes] + ys)
        return top - self.size, bottom + self.size / 2

    def _divider(self, frames: Sequence[Box]) -> str:
        if not frames:
            return ""
        top = min(frame.y for frame in frames)
        bottom = max(frame.y + frame.height for frame in frames)
        return f"M{move(self.left, top)}V{number(bottom)}"

    def _frame(self, lane: Lane) -> Box:
        """The lane's place: as drawn, else around its nodes."""
        drawn = self.process.drawing.boxes.get(lane.id)
        inside = [self.boxes[node.id] for node in self.process.nodes if node.lane == lane.id]
        if drawn:
            return drawn
        if not inside:
            return Box(self.left, min(box.y for box in self.boxes.values()), 0, 0)
        top = min(box.y for box in inside) - PAD
        bottom = max(box.y + box.height for box in inside) + PAD
        return Box(self.left, top, 0, bottom - top)

    def _band(self, lane: Lane, frame: Box) -> Band:
        x = self.left - self.column
        count = max(1, int(frame.height / (LEADING * self.size)))
        room = [self.column - 16] * count
        lines = fit(name_of(lane, self.locale), room, self.size, bold=True)
        middle = frame.y + frame.height / 2
        return Band(
            geometry.rectangle(x, frame.y, self.right - x, frame.height),
            set_lines(lines, x + 8, middle, self.size),
        )

    def _shape(self, node: Node) -> Shape:
        box, state = self.boxes[node.id], self.marks.state(node.id)
        path, name = geometry.outline(node.kind, box), name_of(node, self.locale)
        if node.kind is not Kind.USER_TASK:
            sign = geometry.plus(box) if node.kind is Kind.PARALLEL else ""
            ends = node.kind is Kind.END
            badge, label = self._badge(node, box), self._caption(node, box)
            return Shape(path, state, name, ends, sign=sign, label=label, badge=badge)
        badge = self._badge(node, box)
        first, lines = self._written(node, badged=badge is not None)
        sign = geometry.tick(box, self.size) if state == "is-done" else ""
        return Shape(path, state, name, False, first, lines, sign, badge=badge)

    def _written(self, node: Node, badged: bool) -> tuple[Text | None, tuple[Text, ...]]:
        """The row's number, bold, and the name running on behind it."""
        box, row, leading = self.boxes[node.id], self.rows.get(node.id, ""), LEADING * self.size
        indent = _indent(row, self.size)
        x, y = box.x + INSET, box.y + 3 + self.size
        lines = self._fitted(node, self.size, badged)
        placed = [Text(x + (0 if n else indent), y + n * leading, t) for n, t in enumerate(lines)]
        return Text(x, y, row) if row else None, tuple(text for text in placed if text.text)

    def _caption(self, node: Node, box: Box) -> Label | None:
        """The name of an event or gateway where the drawing puts it, else below an event."""
        drawn, name = self.process.drawing.labels.get(node.id), name_of(node, self.locale)
        if not name or (drawn is None and node.kind not in (Kind.START, Kind.END)):
            return None
        below = Box(box.x + box.width / 2 - 40, box.y + box.height + 2, 80, LEADING * self.size)
        ways = [self.ways[flow.id] for flow in self.flows if flow.source == node.id]
        return Label(self._centred(name, drawn or below, *ways))

    def _badge(self, node: Node, box: Box) -> Badge | None:
        """What is said of a node at its right corner; a word stands below a box, off returns."""
        rounds, tag = self.marks.rounds.get(node.id, 0), self.marks.tags.get(node.id)
        said = ([tag.word] if tag else []) + ([f"{rounds}×"] if rounds > 1 else [])
        if not said:
            return None
        text, high = " ".join(said), 1.5 * self.size
        wide = max(1.8 * self.size, width_of(text, self.size, bold=True) + 0.8 * self.size)
        is_box, away = node.kind is Kind.USER_TASK, 0.55 * self.size * bool(tag)
        x = box.x + box.width + 0.7 * self.size - (wide / 2 if is_box else 0.2 * box.width)
        y = box.y + box.height + away if is_box and tag else box.y - away
        path = geometry.capsule(x - wide / 2, y - high / 2, wide, high)
        return Badge(path, Text(x, y + 0.36 * self.size, text))

    def _line(self, flow: Flow) -> Line:
        taken, back = self.marks.taken.get(flow.id, 0), flow.id in self.returns
        way, name = self.ways[flow.id], name_of(flow, self.locale)
        counted = f"{name} {taken}×" if name and back and taken else name
        classes = self.marks.course(taken > 0, back)
        label = self._flow_label(flow, counted, back)
        return Line(geometry.track(way), geometry.head(way), classes, label)

    def _flow_label(self, flow: Flow, text: str, back: bool) -> Label | None:
        if not text:
            return None
        drawn = self.process.drawing.labels.get(flow.id)
        place = drawn or geometry.beside(self.ways[flow.id], self.size)
        return Label(self._centred(text, place, self.ways[flow.id], bold=back), back)

    def _centred(
        self, text: str, box: Box, *ways: Sequence[Point], bold: bool = False
    ) -> tuple[Text, ...]:
        """Words in the middle of their place, but off the upright line that they stand beside."""
        lines = fit(text, [max(box.width, 8 * self.size)] * MOST_LINES, self.size, bold=bold)
        wide = max((width_of(line, self.size, bold=bold) for line in lines), default=0)
        middle = geometry.beside_upright(box, wide, ways)
        return set_lines(lines, middle, box.y + box.height / 2, self.size)


def _lines(box: Box, size: float) -> int:
    return max(1, min(MOST_LINES, int((box.height - 7) / (LEADING * size))))


def _indent(row: str, size: float) -> float:
    return width_of(row, size * 1.25, bold=True) + 0.35 * size if row else 0.0
