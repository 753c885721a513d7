"""Runs all benchmarks on SQLite and PostgreSQL, with progress on stderr."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from engine import migration
from engine.database import Database
from tests.benchmarks import measures
from tests.office import open_office
from tests.postgres import temporary_postgres

SIZES = (1_000, 10_000, 1_000_000)


def main() -> None:
    """Measure, and print one table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="without a million items")
    sizes = SIZES[:2] if options.parse_args().quick else SIZES
    with TemporaryDirectory() as folder, temporary_postgres() as server:
        columns = {
            "SQLite": on(f"sqlite:///{Path(folder) / 'alur.sqlite'}", sizes),
            "PostgreSQL": on(server, sizes),
        }
    print(f"{'':44}" + "".join(f"{name:>16}" for name in columns))
    for row in columns["SQLite"]:
        print(f"{row:44}" + "".join(f"{column[row]:>16}" for column in columns.values()))


def on(url: str, sizes: tuple[int, ...]) -> dict[str, str]:
    """All measures on one database."""
    database = Database(url)
    migration.upgrade(database)
    open_office(database)
    found: dict[str, str] = {}
    for measure in measures.ALL:
        print(f"{database.engine.dialect.name}: {measure.__name__} ...", file=sys.stderr)
        found |= measure(database, sizes)
    database.close()
    return found


if __name__ == "__main__":
    main()
