"""Bundles: the files of an SOP, kept by their content."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from engine import contents
from engine.diagram.identity import DIAGRAM as DIAGRAM
from engine.errors import AlreadyExists, BundleTooLarge, FileTwice, NoBundle
from engine.models import Bundle, BundleFile, Content

MOST_FILES = 100
MOST_BYTES = 5_000_000

Files = Mapping[str, bytes]

Changes = Mapping[str, bytes | None]
"""What files of a bundle become, by path; None takes one away."""

# What the standard library says of zips that are none, or that it cannot read.
_BROKEN = (BadZipFile, NotImplementedError, OSError, RuntimeError, EOFError, ValueError, zlib.error)

# Names that every system can unpack, and none outside its folder.
_PATH = re.compile(r"(?=.{1,200}$)\w[\w ()-]*(\.\w[\w ()-]*)*(/\w[\w ()-]*(\.\w[\w ()-]*)*)*")


def read(path: Path) -> Files:
    """The files of a bundle that is a folder, by relative path, or one file: as `read_file`."""
    if path.is_file():
        return read_file(path.name, _bytes(path, MOST_BYTES))
    if not (path / DIAGRAM).is_file():
        raise NoBundle(path=path)
    found = [p for p in sorted(path.rglob("*")) if p.is_file() and _belongs(p, path)]
    if len(found) > MOST_FILES:
        raise _too_large(path)
    files = {p.relative_to(path).as_posix(): _bytes(p, MOST_BYTES) for p in found}
    measure(path, files)
    return files


def _too_large(name: object) -> BundleTooLarge:
    return BundleTooLarge(path=name, files=MOST_FILES, megabytes=MOST_BYTES // 1_000_000)


def changed(files: Files, changes: Changes) -> Files:
    """The files of a bundle as changes make them."""
    both: dict[str, bytes | None] = {**files, **changes}
    return {path: data for path, data in both.items() if data is not None}


def measure(name: object, files: Files) -> None:
    """Raise BundleTooLarge, by its name, for a bundle that holds more than an SOP may."""
    if len(files) > MOST_FILES or sum(map(len, files.values())) > MOST_BYTES:
        raise _too_large(name)


def read_file(name: str, data: bytes) -> Files:
    """The files of a bundle that comes as one file: a zip, or a diagram of any tool.

    A zip may hold its files in one folder. Raises NoBundle, FileTwice, BundleTooLarge.
    """
    if len(data) > MOST_BYTES:
        raise _too_large(name)
    if not data.startswith(b"PK"):
        return {DIAGRAM: data}
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _unzipped(name, archive)
    except _BROKEN as error:
        raise NoBundle(path=name) from error


def _unzipped(name: str, archive: ZipFile) -> Files:
    found = [info for info in archive.infolist() if not info.is_dir()]
    if len(found) > MOST_FILES:
        raise _too_large(name)
    paths = {PurePosixPath(info.filename): info for info in found}
    top = next((path.parent for path in sorted(paths) if path.name == DIAGRAM), None)
    if top is None or not all(_PATH.fullmatch(str(path)) for path in paths):
        raise NoBundle(path=name)
    # Of two files of one name some programs unpack the first, and others the last.
    if len(paths) < len(found):
        raise FileTwice(path=name)
    files, left = dict[str, bytes](), MOST_BYTES
    for path, info in paths.items():
        if path.is_relative_to(top):
            data = _inflated(archive, info, left, name)
            files[path.relative_to(top).as_posix()], left = data, left - len(data)
    return files


def _inflated(archive: ZipFile, info: ZipInfo, most: int, name: str) -> bytes:
    """A file of a zip; never more than so many bytes are unpacked, whatever the zip says of it."""
    # Only these two can be stopped half way.
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise NoBundle(path=name)
    with archive.open(info) as packed:
        data = packed.read(most + 1)
    if len(data) > most:
        raise _too_large(name)
    return data


def zipped(files: Files) -> bytes:
    """A bundle as a zip, the same bytes for the same files."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for path in sorted(files):
            archive.writestr(ZipInfo(path), files[path], ZIP_DEFLATED)
    return out.getvalue()


def write(path: Path, files: Files) -> None:
    """Write a bundle as a zip, its diagram alone (.bpmn), or else as a folder.

    Raises AlreadyExists for a file, or a folder that holds anything.
    """
    if path.is_file() or (path.is_dir() and any(path.iterdir())):
        raise AlreadyExists(what="file or folder", name=path)
    parts = {path / name: data for name, data in files.items()}
    if path.suffix == ".zip":
        parts = {path: zipped(files)}
    elif path.suffix == ".bpmn":
        parts = {path: files[DIAGRAM]}
    for place, data in parts.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def _belongs(file: Path, folder: Path) -> bool:
    # A link could lead out of the folder, to any file that the operator can read.
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not hidden and not file.is_symlink()


def _bytes(path: Path, most: int) -> bytes:
    if path.stat().st_size > most:
        raise _too_large(path)
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
    contents.keep(session, files.values())
    named = {path: hashlib.sha256(data).digest() for path, data in files.items()}
    rows = [{"digest": key, "path": path, "sha256": sha} for path, sha in named.items()]
    session.execute(insert(BundleFile), rows)
    return key


def load(session: Session, key: bytes) -> Files:
    """The files of a kept bundle by path."""
    rows = session.execute(
        select(BundleFile.path, Content.bytes)
        .join(Content, Content.sha256 == BundleFile.sha256)
        .where(BundleFile.digest == key)
    )
    return {row.path: row.bytes for row in rows}
