"""A paper as it lies on the desk: its blocks with all that surrounds them, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from engine.papers.blocks import Block
from engine.papers.reading import Kind


@dataclass(frozen=True)
class Letterhead:
    """The head of the office's papers: the government, the office in at most three lines, where.

    `emblem` is a picture, a PNG or JPEG; without one there is no room for it either.
    """

    government: str
    office: tuple[str, ...]
    address: str = ""
    emblem: bytes | None = None


@dataclass(frozen=True)
class Paraf:
    """One paraf on a draft; `on` says when it was given in the system, "" where it is awaited."""

    post: str
    name: str
    on: str = ""


@dataclass(frozen=True)
class Signature:
    """Who signs, where and when; `post` begins with the capacity (Plt. KEPALA DINAS ...).

    `approved` says when it was approved in the system; "" leaves room for a pen. What is not known
    is "" and prints as a dotted line; a NIP that is "" is left out. `version` is what was signed
    where more was written since: as long as it stands, the paper is that one with what was added.
    `said` are words above the post: "Yang menyerahkan".
    """

    post: str
    name: str = ""
    nip: str = ""
    place: str = ""
    date: str = ""
    approved: str = ""
    version: int | None = None
    said: str = ""


@dataclass(frozen=True)
class Verification:
    """Where the paper can be verified: the address of the page, and the code to type there.

    `mark` is that of the last record before it was approved; "" for what is no final version.
    """

    address: str
    code: str
    mark: str = ""


@dataclass(frozen=True)
class Sheet:
    """A paper to print. `said` stands at the foot of each page; `at` dates its file.

    The last of its `signatures` dates what it says.
    """

    kind: Kind
    title: str
    blocks: tuple[Block, ...]
    at: datetime
    letterhead: Letterhead | None = None
    landscape: bool = False
    size: Literal["f4", "a4"] = "f4"
    signatures: tuple[Signature, ...] = ()
    parafs: tuple[Paraf, ...] = ()
    verification: Verification | None = None
    watermark: tuple[str, ...] = ()
    said: str = ""
