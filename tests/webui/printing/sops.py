"""SOPs to print that are nastier than the one that ships, written as tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


@dataclass
class Table:
    """A diagram being written: lanes by name, steps, and flows (source, target, name)."""

    lanes: Iterable[str]
    steps: list[tuple[str, str, int, str]] = field(default_factory=list)
    gateways: list[str] = field(default_factory=list)
    flows: list[tuple[str, str, str]] = field(default_factory=list)
    ends: dict[str, int] = field(default_factory=lambda: {"end": 0})
    parallel: list[str] = field(default_factory=list)

    def step(self, node: str, row: str, lane: int, wording: str) -> None:
        self.steps.append((node, row, lane, wording))

    def decision(self, task: str, *ways: tuple[str, str]) -> None:
        """The ways (name, target) among which whoever completes a task chooses."""
        self.gateways.append(f"{task}-g")
        self.flows += [(task, f"{task}-g", ""), *((f"{task}-g", to, name) for name, to in ways)]

    def then(self, *nodes: str) -> None:
        """Flows through nodes, one after the other."""
        self.flows += [(a, b, "") for a, b in zip(nodes, nodes[1:], strict=False)]

    def bpmn(self, key: str = "sop-uji", identity: str = "", standard: str = "PT30M") -> bytes:
        """The diagram's file."""
        lanes = "".join(self._lane(n, name) for n, name in enumerate(self.lanes))
        steps = "".join(_step(*about, standard) for about in self.steps)
        nodes = "".join(f'<exclusiveGateway id="{g}"/>' for g in self.gateways)
        nodes += "".join(f'<parallelGateway id="{g}"/>' for g in self.parallel)
        nodes += "".join(f'<endEvent id="{e}" name="Akhir {e}"/>' for e in self.ends)
        flows = "".join(
            f'<sequenceFlow id="f{n}" sourceRef="{a}" targetRef="{b}" name={quoteattr(name)}/>'
            for n, (a, b, name) in enumerate(self.flows)
        )
        return (
            f'<definitions xmlns="{BPMN}" xmlns:alur="urn:alur:bpmn:1" targetNamespace="uji">'
            f'<process id="{key}" name="Uji cetak" isExecutable="true">{identity}'
            f'<laneSet id="lanes">{lanes}</laneSet><startEvent id="start"/>{steps}{nodes}{flows}'
            "</process></definitions>"
        ).encode()

    def _lane(self, number: int, name: str) -> str:
        held = [node for node, _, lane, _ in self.steps if lane == number]
        held += [end for end, lane in self.ends.items() if lane == number]
        inside = "".join(f"<flowNodeRef>{node}</flowNodeRef>" for node in held)
        return f'<lane id="lane{number}" name={quoteattr(name)}>{inside}</lane>'


def _step(node: str, row: str, lane: int, wording: str, standard: str) -> str:
    text = wording.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<userTask id="{node}" name={quoteattr(wording[:60])}><extensionElements>'
        f"<alur:step row={quoteattr(row)}><alur:wording>{text}</alur:wording>"
        f'<alur:standard printedInputs="Berkas permohonan, Lembar disposisi" printedTime="30 Menit"'
        f' printedOutputs="Berkas terverifikasi" duration="{standard}"/>'
        "</alur:step></extensionElements></userTask>"
    )


LANES = (
    "Pemohon",
    "Petugas Loket Pelayanan Administrasi Kependudukan",
    "Operator",
    "Kepala Seksi Pengelolaan Informasi",
    "Kepala Bidang Pemanfaatan Data dan Inovasi Pelayanan",
    "Sekretaris",
    "Kepala Dinas",
)


def long() -> bytes:
    """Seven lanes, forty rows, returns over many rows and pages, three ways, two ends."""
    sop = Table(LANES, ends={"end": 0, "refused": 1})
    lanes = [0, 1, 1, 2, 3, 4, 5, 6, 3, 2, 1, 0, 2, 2, 3, 4, 3, 5, 6, 1] * 2
    for n, lane in enumerate(lanes, 1):
        words = f"Memeriksa dan meneruskan berkas permohonan tahap {n} kepada jabatan berikutnya"
        sop.step(f"t{n}", str(n), lane, words + ", disertai catatan bila ada kekurangan" * (n % 3))
    sop.then("start", "t1", "t2", "t3")
    sop.decision("t3", ("Lengkap", "t4"), ("Tidak lengkap", "t1"), ("Ditolak", "refused"))
    sop.then("t4", "t5")
    sop.decision("t5", ("Setuju", "t6"), ("Perbaiki data", "t4"), ("Kembali ke loket", "t2"))
    sop.then("t6", "t7")
    sop.decision("t7", ("Setuju", "t8"), ("Tidak setuju", "t4"))
    sop.decision("t8", ("Setuju", "t9"), ("Tidak setuju", "t5"))
    sop.then(*(f"t{n}" for n in range(9, 16)))
    sop.decision("t15", ("Setuju", "t16"), ("Tidak setuju", "t10"))
    sop.decision("t16", ("Perlu telaah hukum", "t17"), ("Langsung", "t20"))
    sop.then(*(f"t{n}" for n in range(17, 29)))
    sop.decision("t28", ("Setuju", "t29"), ("Tidak setuju", "t10"), ("Ulang", "t27"))
    sop.then(*(f"t{n}" for n in range(29, 36)))
    sop.decision("t35", ("Setuju", "t36"), ("Tidak setuju", "t2"))
    sop.then(*(f"t{n}" for n in range(36, 41)), "end")
    return sop.bpmn("sop-panjang")


def odd() -> bytes:
    """Two lanes, a row of three steps in one lane, a first step that decides, its own return,
    branches side by side, and texts that typesetters take for commands."""
    sop = Table(("Staf #1 *umum*", "Kepala $x$ \\ Bidang"), ends={"end": 1, "void": 0})
    sop.parallel = ["split", "join"]
    sop.step("a", "1", 0, 'Memilih #panic("x") atau *tebal* $a_b$ \\begin{x} `kode` <x> [y] @z')
    sop.step("b", "2", 0, "Menulis")
    sop.step("c", "2", 1, "Membaca")
    sop.step("d", "2", 0, "Menulis")
    sop.step("e", "3", 1, "Memeriksa " + "sangatpanjangtanpaspasi" * 12)
    sop.step("f", "4a", 0, "Menyalin ke buku #1")
    sop.step("g", "4b", 1, "Mengarsipkan di lemari 50% // bukan komentar /* juga */")
    sop.step("h", "5", 0, "Menutup berkas " + "dan memastikan seluruh kelengkapan tersimpan " * 40)
    sop.then("start", "a")
    sop.decision("a", ("Ya #1", "b"), ("Batal $0$ *sekarang* juga karena tidak jadi", "void"))
    sop.then("b", "c", "d", "e")
    sop.decision("e", ("Setuju", "split"), ("Periksa lagi", "e"), ("Tidak", "b"), ("Gagal", "void"))
    sop.then("split", "f", "join")
    sop.then("split", "g", "join", "h", "end")
    return sop.bpmn("sop-aneh")
