"""A file as an answer names it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class File:
    """A file in a field, without its bytes; `size` is in bytes, `sha256` hexadecimal."""

    sha256: str
    name: str
    type: str
    size: int
