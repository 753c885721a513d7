"""Bundles: the files of an SOP, kept by their content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from engine.errors import BundleTooLarge, NoBundle
from engine.models import Bundle, BundleFile, Content

DIAGRAM = "process.bpmn"
MOST_FILES = 100
MOST_BYTES = 5_000_000

Files = Mapping[str, bytes]


def read_folder(path: Path) -> Files:
    """The files of a bundle's folder by relative path; a lone diagram file is a bundle of one."""
    if path.is_file():
        return {DIAGRAM: _bytes(path, MOST_BYTES)}
    if not (path / DIAGRAM).is_file():
        raise NoBundle(path=path)
    found = [p for p in sorted(path.rglob("*")) if p.is_file() and _belongs(p, path)]
    if len(found) > MOST_FILES:
        raise BundleTooLarge(path=path)
    files = {p.relative_to(path).as_posix(): _bytes(p, MOST_BYTES) for p in found}
    if sum(map(len, files.values())) > MOST_BYTES:
        raise BundleTooLarge(path=path)
    return files


def _belongs(file: Path, folder: Path) -> bool:
    # A link could lead out of the folder, to any file that the operator can read.
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not hidden and not file.is_symlink()


def _bytes(path: Path, most: int) -> bytes:
    if path.stat().st_size > most:
        raise BundleTooLarge(path=path)
    return path.read_bytes()


def digest(files: Files) -> bytes:
    """The identity of a bundle: sha256 of the sorted lines "path sha256"."""
    lines = sorted(f"{path} {hashlib.sha256(data).hexdigest()}" for path, data in files.items())
    return hashlib.sha256("\n".join(lines).encode()).digest()


def store(session: Session, files: Files) -> bytes:
    """Keep a bundle; the same files are kept once. Its digest."""
    key = digest(files)
    if session.get(Bundle, key) is not None:
        return key
    session.execute(insert(Bundle).values(digest=key))
    for path, data in files.items():
        sha = hashlib.sha256(data).digest()
        if session.get(Content, sha) is None:
            session.execute(insert(Content).values(sha256=sha, size=len(data), bytes=data))
        session.execute(insert(BundleFile).values(digest=key, path=path, sha256=sha))
    return key


def load(session: Session, key: bytes) -> Files:
    """The files of a kept bundle by path."""
    rows = session.execute(
        select(BundleFile.path, Content.bytes)
        .join(Content, Content.sha256 == BundleFile.sha256)
        .where(BundleFile.digest == key)
    )
    return {row.path: row.bytes for row in rows}
