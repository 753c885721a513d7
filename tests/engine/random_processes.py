"""Random processes made of blocks: lines, decisions that skip, returns, parallel branches."""

from dataclasses import dataclass, field
from random import Random

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">'


def a_random_process(random: Random, loops_around_blocks: bool) -> bytes:
    """A diagram that the checker accepts, whose decisions are all taken by people."""
    drawing = _Drawing(random, loops_around_blocks)
    last = drawing.sequence("start", 3)
    drawing.flow(last, "end")
    return drawing.text().encode()


@dataclass
class _Drawing:
    random: Random
    loops_around_blocks: bool
    nodes: list[tuple[str, str]] = field(default_factory=list)
    flows: list[tuple[str, str]] = field(default_factory=list)
    blocks: int = 0

    def node(self, tag: str) -> str:
        name = f"{tag[0]}{len(self.nodes)}"
        self.nodes.append((tag, name))
        return name

    def flow(self, source: str, target: str) -> str:
        self.flows.append((source, target))
        return target

    def sequence(self, last: str, depth: int, in_branch: bool = False) -> str:
        """Blocks one after the other, behind a node; the node behind which to go on."""
        for _ in range(self.random.randint(1, 3)):
            shapes = [self.step, self.skip]
            if not in_branch and depth:
                shapes += [self.back, self.parallel]
            last = self.random.choice(shapes)(last, depth if not in_branch else 0)
        return last

    def step(self, last: str, depth: int) -> str:
        return self.flow(last, self.node("userTask"))

    def skip(self, last: str, depth: int) -> str:
        gateway = self.flow(self.step(last, depth), self.node("exclusiveGateway"))
        merge = self.node("exclusiveGateway")
        self.flow(self.step(gateway, depth), merge)
        self.flow(gateway, merge)
        return merge

    def back(self, last: str, depth: int) -> str:
        merge, before = self.flow(last, self.node("exclusiveGateway")), self.blocks
        inner = self.step(merge, depth)
        if self.loops_around_blocks or self.random.random() < 0.5:
            inner = self.sequence(inner, depth - 1, in_branch=not self.loops_around_blocks)
        gateway = self.flow(self.step(inner, depth), self.node("exclusiveGateway"))
        assert self.loops_around_blocks or before == self.blocks
        self.flow(gateway, merge)
        return self.flow(gateway, self.node("exclusiveGateway"))

    def parallel(self, last: str, depth: int) -> str:
        if self.blocks == 4:
            return self.step(last, depth)
        self.blocks += 1
        split, join = self.flow(last, self.node("parallelGateway")), self.node("parallelGateway")
        for _ in range(self.random.randint(2, 3)):
            self.flow(self.sequence(self.step(split, 0), 0, in_branch=True), join)
        return join

    def text(self) -> str:
        tasks = [name for tag, name in self.nodes if tag == "userTask"]
        lane = "".join(f"<flowNodeRef>{task}</flowNodeRef>" for task in tasks)
        nodes = "".join(f'<{tag} id="{name}" name="{name}"/>' for tag, name in self.nodes)
        flows = "".join(
            f'<sequenceFlow id="f{i}" sourceRef="{source}" targetRef="{target}" name="{i}"/>'
            for i, (source, target) in enumerate(self.flows)
        )
        return (
            f'{HEAD}<process id="acak" isExecutable="true">'
            f'<laneSet id="lanes"><lane id="lane" name="Staf">{lane}</lane></laneSet>'
            f'<startEvent id="start"/>{nodes}<endEvent id="end"/>{flows}</process></definitions>'
        )
