"""Bundles: the files of an SOP, kept by their content."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

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


def read_file(name: str, data: bytes) -> Files:
    """The files of a bundle that comes as one file: a zip, or a diagram of any tool.

    A zip may hold its files in one folder. Raises NoBundle, BundleTooLarge.
    """
    if len(data) > MOST_BYTES:
        raise BundleTooLarge(path=name)
    if not data.startswith(b"PK"):
        return {DIAGRAM: data}
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _unzipped(name, archive)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise NoBundle(path=name) from error


def _unzipped(name: str, archive: ZipFile) -> Files:
    found = [info for info in archive.infolist() if not info.is_dir()]
    # The sizes are asked before anything is unpacked: a small zip can hold a huge file.
    if len(found) > MOST_FILES or sum(info.file_size for info in found) > MOST_BYTES:
        raise BundleTooLarge(path=name)
    paths = {PurePosixPath(info.filename): info for info in found}
    top = next((path.parent for path in sorted(paths) if path.name == DIAGRAM), None)
    if top is None or any(path.is_absolute() or ".." in path.parts for path in paths):
        raise NoBundle(path=name)
    inside = {path: info for path, info in paths.items() if path.is_relative_to(top)}
    return {path.relative_to(top).as_posix(): archive.read(i) for path, i in inside.items()}


def zipped(files: Files) -> bytes:
    """A bundle as a zip, the same bytes for the same files."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for path in sorted(files):
            archive.writestr(ZipInfo(path), files[path], ZIP_DEFLATED)
    return out.getvalue()


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
