"""Catalogs for tests: SQLite, and a real PostgreSQL that each test session starts for itself.

Stores of blobs too: in a folder, and in memory.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from storage.blobs import Blobs, open_blobs
from storage.catalog import Catalog, open_catalog
from storage.catalog.tables import metadata


def _postgres_bin() -> Path | None:
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4])
    )
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """URL of a private PostgreSQL on loopback, without a password, gone after the session."""
    binaries = _postgres_bin()
    if binaries is None:
        message = "no PostgreSQL on this machine: `apt-get install postgresql`"
        pytest.fail(message) if os.environ.get("LEXOPS_REQUIRE_SERVICES") == "1" else pytest.skip(
            message
        )
    folder = Path(tempfile.mkdtemp(prefix="lexops-pg-", dir="/tmp"))
    user = (
        pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    )  # PostgreSQL refuses to run as root
    if user:
        os.chown(
            folder,
            user.pw_uid,
            user.pw_gid,
        )
    run = {"user": user.pw_uid, "group": user.pw_gid, "cwd": folder} if user else {"cwd": folder}
    data, port = folder / "data", _free_port()
    options = (
        f"-c listen_addresses=127.0.0.1 -c port={port} "
        f"-c unix_socket_directories={folder} -c fsync=off"
    )
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT}
    try:
        initdb = [
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "lexops",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        ]
        subprocess.run(
            initdb,
            check=True,
            **run,
            **quiet,
        )
        subprocess.run(
            [
                binaries / "pg_ctl",
                "-D",
                data,
                "-w",
                "-l",
                folder / "log",
                "-o",
                options,
                "start",
            ],
            check=True,
            **run,
            **quiet,
        )
        yield f"postgresql+psycopg://lexops@127.0.0.1:{port}"
    finally:
        subprocess.run(
            [
                binaries / "pg_ctl",
                "-D",
                data,
                "-m",
                "immediate",
                "stop",
            ],
            check=False,
            **run,
            **quiet,
        )
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of either engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'catalog.db'}"
    server = request.getfixturevalue("postgres")
    name = f"test_{abs(hash(str(tmp_path)))}"
    admin = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return f"{server}/{name}"


@pytest.fixture(scope="session")
def postgres_catalog(postgres: str) -> Iterator[Catalog]:
    """One catalog for all tests of the session: to empty it costs less than to make another."""
    with open_catalog(f"{postgres}/postgres") as opened:
        yield opened


def _empty(catalog: Catalog) -> None:
    """Delete all rows and number from 1 again. Of few rows that is faster than TRUNCATE."""
    tables = reversed(metadata.sorted_tables)
    deletions = [f"DELETE FROM {table.name}" for table in tables]
    with catalog._database.write() as connection:
        sequences = connection.scalars(text("SELECT sequencename FROM pg_sequences")).all()
        restarts = [f"ALTER SEQUENCE {name} RESTART" for name in sequences]
        connection.execute(text("; ".join(deletions + restarts)))


@pytest.fixture(params=["sqlite", "postgresql"])
def catalog(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Catalog]:
    """An empty catalog on either engine."""
    if request.param == "sqlite":
        with open_catalog(f"sqlite:///{tmp_path / 'catalog.db'}") as opened:
            yield opened
        return
    shared = request.getfixturevalue("postgres_catalog")
    _empty(shared)
    yield shared


@pytest.fixture(params=["folder", "memory"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    """An empty store of blobs of either sort."""
    return open_blobs(
        str(tmp_path / "blobs") if request.param == "folder" else f"memory://{tmp_path.name}"
    )
