"""The measures, each giving rows of the table."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import Connection, NullPool, create_engine, func, insert, select, text

from engine.database import Database
from engine.item_rows import Row
from engine.models import Instance, Stream, WorkItem
from tests.benchmarks.browsing import Browser
from tests.engine.measurement.samples import SAMPLE
from tests.engine.test_results import finish
from tests.office import PASSWORD, REASON, Statements, do, holder, start, waiting, walk
from tests.serving import serving

Cells = dict[str, str]


def submitting(database: Database, sizes: tuple[int, ...]) -> Cells:
    """A task submitted over HTTP: time at the client on loopback, statements, commits."""
    times: list[float] = []
    approved: list[float] = []
    with serving(database) as port:
        people = {login: Browser(port, login) for login in PEOPLE}
        for _ in range(8):
            _run(database, people, start(database).instance_id, times, approved)
        plain = _statements(database, people, {"T1"})
        signed = _statements(database, people, APPROVING)
    return {
        "submit a task, median ms": f"{median(times):.1f}",
        "submit a task, p95 ms": f"{sorted(times)[int(len(times) * 0.95)]:.1f}",
        "approve a step by password, median ms": f"{median(approved):.1f}",
        "submit a task, SQL statements": str(len(plain.texts)),
        "submit a task, commits": str(plain.commits),
        "approve a step, SQL statements": str(len(signed.texts)),
        "approve a step, commits": str(signed.commits),
    }


PEOPLE = ("kadis", "sekretaris", "kasubag", "tim1", "pelaksana")


def _run(
    database: Database,
    people: dict[str, Browser],
    instance: int,
    times: list[float],
    approved: list[float],
) -> None:
    while rows := waiting(database, instance):
        if rows[0].item.node_id == LAST:
            do(database, rows[0])  # a file goes with it, which these browsers do not send
            return
        kept = approved if rows[0].item.node_id in APPROVING else times
        kept.append(_submit(database, people, rows[0]))


def _submit(
    database: Database,
    people: dict[str, Browser],
    row: Row,
    back: bool = False,
    heard: Statements | None = None,
) -> float:
    """Send what a step asks for; milliseconds. `heard` listens to nothing but the request."""
    item = row.item
    with database.reading() as session:
        browser = people[holder(session, item.post_id)]
        seen = session.get_one(Stream, item.instance_id).seq
    values = {"arahan": "Siapkan.", "catatan": "Baik.", **ASKED.get(item.node_id, {})}
    if item.node_id in DECIDING:
        values = {"decision": DECIDING[item.node_id][back], "reason": REASON, "catatan": "Baik."}
    # A step that approves takes the password, which takes 20 ms on purpose: it is told apart.
    approves = item.node_id in APPROVING and not back
    way = "tandatangan" if approves else "kirim"
    password = {"password": PASSWORD, "seen": str(seen)} if approves else {}
    with heard or nullcontext():
        status, took = browser.post(f"/tugas/{item.id}/{way}", values | password)
    assert status == 303, (item.node_id, status)
    return took


# What the shipped SOP's steps ask for, its approvals, and its decisions: forward, back.
ASKED = {
    "T1": {"tujuan": "Mengukur."},
    "T5": {f"anggota_tim.0.{key}": "Contoh" for key in ("nama", "jabatan")}
    | {"anggota_tim.0.kedudukan": "ketua"},
    "T11": {"ringkasan": "Baik."},
}
LAST = "T15"
APPROVING = {"T7", "T7b", "T8", "T12", "T13", "T14"}
DECIDING = {"T12": ("F15", "F16"), "T13": ("F18", "F19")}


def _statements(
    database: Database, people: dict[str, Browser], nodes: Collection[str]
) -> Statements:
    """What submitting the first of these steps sends to the database."""
    instance = start(database).instance_id
    while (row := waiting(database, instance)[0]).item.node_id not in nodes:
        do(database, row)
    heard = Statements(database)
    _submit(database, people, row, heard=heard)
    return heard


def starting(database: Database, sizes: tuple[int, ...]) -> Cells:
    """Starting an instance, in the engine."""
    times = []
    for _ in range(30):
        began = time.perf_counter()
        start(database)
        times.append((time.perf_counter() - began) * 1000)
    return {"start an instance, median ms": f"{median(times):.1f}"}


def returning(database: Database, sizes: tuple[int, ...]) -> Cells:
    """A submit after 0, 50 and 1,000 returns of the same instance."""
    found: Cells = {}
    instance = start(database).instance_id
    walk(database, instance, until="T12")
    with serving(database) as port:
        people = {login: Browser(port, login) for login in PEOPLE}
        done = 0
        for goal in (0, 50, 1000):
            while done < goal:
                _submit(database, people, waiting(database, instance)[0], back=True)
                _submit(database, people, waiting(database, instance)[0])
                done += 1
            times = []
            for _ in range(15):
                times.append(_submit(database, people, waiting(database, instance)[0], back=True))
                times.append(_submit(database, people, waiting(database, instance)[0]))
                done += 1
            found[f"submit after {goal} returns, median ms"] = f"{median(times):.1f}"
    return found


def storing(database: Database, sizes: tuple[int, ...]) -> Cells:
    """Bytes that a finished instance adds to a packed database."""
    before = _packed(database)
    for _ in range(40):
        walk(database, start(database).instance_id, returns=2)
    return {"bytes per finished instance (2 returns)": f"{(_packed(database) - before) // 40:,}"}


def _packed(database: Database) -> int:
    with _plain(database) as connection:
        if database.engine.dialect.name == "sqlite":
            connection.exec_driver_sql("VACUUM")
            pages = connection.scalar(text("PRAGMA page_count")) or 0
            return int(pages * (connection.scalar(text("PRAGMA page_size")) or 0))
        connection.exec_driver_sql("VACUUM FULL")
        return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)


@contextmanager
def _plain(database: Database) -> Iterator[Connection]:
    """A connection outside any transaction, which packing needs."""
    engine = create_engine(database.engine.url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def opening(database: Database, sizes: tuple[int, ...]) -> Cells:
    """The inbox page with ever more open items at the person's posts."""
    found: Cells = {}
    with serving(database) as port:
        browser = Browser(port, "kasubag")
        for size in sizes:
            _fill(database, size)
            times = [browser.get("/kotak-tugas")[1] for _ in range(25)][5:]
            found[f"inbox page, {size:,} open items, median ms"] = f"{median(times):.1f}"
        found["inbox page, kB"] = f"{browser.bytes / 1000:.0f}"
    return found


def _fill(database: Database, size: int) -> None:
    """Open items until there are so many, all at one post."""
    with database.reading() as session:
        like = session.scalar(select(WorkItem).where(WorkItem.node_id == "T1").limit(1))
        instance = session.scalar(select(func.max(Instance.id)))
        have = session.scalar(
            select(func.count()).where(
                WorkItem.post_id == like.post_id, WorkItem.closed_at.is_(None)
            )
        )
    now = datetime.now(UTC)
    while have < size:
        more = min(20_000, size - have)
        rows = [
            {
                "instance_id": instance,
                "node_id": "T1",
                "round": 1,
                "row_no": "1",
                "name": like.name,
                "post_id": like.post_id,
                "token": os.urandom(16),
                "opened_at": now,
                "opened_seq": 1,
                "due_at": now + timedelta(minutes=have + i),
            }
            for i in range(more)
        ]
        with database.writing() as session:
            session.execute(insert(WorkItem), rows)
        have += more
    with _plain(database) as connection:
        connection.exec_driver_sql("ANALYZE")


def beginning(database: Database, sizes: tuple[int, ...]) -> Cells:
    """From the start of a process to its first page, and its memory after 200 pages."""
    url = database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "webui", "serve", "--listen", "127.0.0.1:18345"]
    began = time.perf_counter()
    server = subprocess.Popen(
        command, env=os.environ | {"ALUR_DATABASE": url}, stdout=subprocess.DEVNULL
    )
    try:
        _until_answered("http://127.0.0.1:18345/masuk")
        took = time.perf_counter() - began
        browser = Browser(18345, "kasubag")
        for _ in range(200):
            browser.get("/kotak-tugas")
        memory = _resident(server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
    return {
        "process start to first page, s": f"{took:.2f}",
        "resident memory after 200 pages, MB": f"{memory:.0f}",
    }


def _until_answered(url: str) -> None:
    for _ in range(1000):
        try:
            urllib.request.urlopen(url).read()
        except OSError:
            time.sleep(0.01)
        else:
            return


def _resident(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1000 if found else 0.0


def measuring(database: Database, sizes: tuple[int, ...]) -> Cells:
    """A table of 200 indicators of one division: its page, saving it, completing its step."""
    row = _measuring(database, start(database, period="2026-TW4").instance_id)
    figures = {f"r{place}.realisation_4": str(place % 100) for place in range(1, 201)}
    with serving(database) as port:
        browser, page = Browser(port, "tim1"), f"/tugas/{row.item.id}/indikator/indikator"
        reads = [browser.get(page) for _ in range(12)][2:]
        size = browser.bytes
        saves = [browser.post(page, figures) for _ in range(12)][2:]
        sent = browser.post(f"/tugas/{row.item.id}/kirim", {"catatan": "Baik."})
    assert {status for status, _ in (*saves, sent)} == {303}
    return {
        "page of 200 indicators, median ms": f"{median(took for _, took in reads):.1f}",
        "page of 200 indicators, kB": f"{size / 1000:.0f}",
        "save 200 indicators, median ms": f"{median(took for _, took in saves):.1f}",
        "complete a step with 200 indicators, ms": f"{sent[1]:.1f}",
    }


def resulting(database: Database, sizes: tuple[int, ...]) -> Cells:
    """The page of a result and its summary as PDF, of 14 indicators and of 200."""
    found: Cells = {}
    sized = {14: "2027-TW1", 200: "2027-TW2"}
    paths = {n: f"/hasil/{finish(database, at, several=n)}" for n, at in sized.items()}
    with serving(database) as port:
        browser = Browser(port, "auditor")
        for several, path in paths.items():
            reads = [browser.get(path) for _ in range(12)][2:]
            prints = [browser.get(f"{path}/ringkasan.pdf") for _ in range(4)][1:]
            assert {status for status, _ in (*reads, *prints)} == {200}
            found |= {
                f"result of {several} indicators, median ms": f"{median(t for _, t in reads):.1f}",
                f"its summary as PDF, {several}, median ms": f"{median(t for _, t in prints):.1f}",
            }
    return found


def _measuring(database: Database, instance: int) -> Row:
    """The step in which the figures of a table of 200 indicators are filled in."""
    like = SAMPLE.to_json()["rows"][0] | {"consolidation": "TLK"}
    table = {"rows": [like | {"id": f"IK{n:03}"} for n in range(200)]}
    while (row := waiting(database, instance)[0]).item.node_id != "T10":
        do(database, row, table=table if row.item.node_id == "T5" else None)
    return row


ALL = (submitting, starting, returning, storing, measuring, resulting, beginning, opening)
