"""A real PostgreSQL for the tests, started from the installed binaries and thrown away afterwards."""

import asyncio
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg

from tests.support.ports import free_port

DEBIAN = Path("/usr/lib/postgresql")
USER = "mellom"
SPEED_BEFORE_SAFETY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
START_SECONDS = 30
STOP_SECONDS = 10


class PostgresFailed(Exception):
    """The server did not start; the text holds what it said."""


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server, empty but for what the tests put in it."""

    port: int

    def url(self, database: str) -> str:
        """The address of a database, as MELLOM_DATABASE_URL takes it."""
        return f"postgresql+asyncpg://{USER}@127.0.0.1:{self.port}/{database}"

    def create(self, template: str = "template0") -> str:
        """The name of a new database, a copy of the template."""
        name = f"test_{uuid4().hex}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._execute(f'DROP DATABASE "{database}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        # A loop of its own: fixtures are not coroutines, and the test's loop is not theirs to touch.
        loop = asyncio.new_event_loop()
        try:
            loop.run_until_complete(self._execute_now(statement))
        finally:
            loop.close()

    async def _execute_now(self, statement: str) -> None:
        connection = await asyncpg.connect(host="127.0.0.1", port=self.port, user=USER, database="postgres")
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


def find_binaries() -> Path | None:
    """The folder with PostgreSQL's server programs: Debian's newest, else what is on the path."""
    on_path = shutil.which("postgres")
    installed = [found.parent for found in DEBIAN.glob("*/bin/postgres")]
    elsewhere = Path(on_path).resolve().parent if on_path else None
    return max(installed, key=lambda folder: float(folder.parent.name), default=elsewhere)


@contextmanager
def serve(binaries: Path) -> Iterator[Postgres]:
    """A server on a free port of this machine, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="mellom-postgres-") as folder:
        data = Path(folder) / "data"
        data.mkdir(mode=0o700)
        account = _account()
        if account:
            os.chown(folder, account["user"], account["group"])
            os.chown(data, account["user"], account["group"])
        _initialise(binaries, data, account)
        process, port = _start(binaries, data, account)
        try:
            yield Postgres(port)
        finally:
            _stop(process)


def _account() -> dict[str, Any]:
    """Who runs the server: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    chosen = known.get("postgres") or known["nobody"]
    return {"user": chosen.pw_uid, "group": chosen.pw_gid, "extra_groups": []}


def _initialise(binaries: Path, data: Path, account: dict[str, Any]) -> None:
    command = [binaries / "initdb", "--pgdata", data, "--username", USER, "--auth", "trust"]
    command += ["--encoding", "UTF8", "--locale", "C", "--no-sync"]
    done = subprocess.run(command, cwd=data, capture_output=True, text=True, check=False, **account)
    if done.returncode:
        raise PostgresFailed(done.stdout + done.stderr)


def _start(binaries: Path, data: Path, account: dict[str, Any]) -> tuple[subprocess.Popen[bytes], int]:
    # Somebody else may take the port between the look and the start, so it is tried again.
    for _ in range(5):
        port = free_port()
        with ExitStack() as on_failure:
            process = _launch(binaries, data, port, account)
            on_failure.callback(_stop, process)
            if _becomes_ready(process, binaries, port):
                on_failure.pop_all()
                return process, port
    raise PostgresFailed((data / "log").read_text(errors="replace"))


def _launch(binaries: Path, data: Path, port: int, account: dict[str, Any]) -> subprocess.Popen[bytes]:
    settings = SPEED_BEFORE_SAFETY | {
        "port": str(port),
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "shared_buffers": "32MB",
    }
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    # A test run that is killed takes its server along, where the system can promise that.
    leash = ["setpriv", "--pdeathsig", "INT"] if shutil.which("setpriv") else []
    command = [*leash, str(binaries / "postgres"), "-D", str(data), *options]
    with (data / "log").open("ab") as log:
        return subprocess.Popen(command, cwd=data, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **account)


def _becomes_ready(process: subprocess.Popen[bytes], binaries: Path, port: int) -> bool:
    """True once the server takes connections, False if it ended or stayed silent."""
    probe = [binaries / "pg_isready", "--quiet", "--host", "127.0.0.1", "--port", str(port), "--timeout", "1"]
    for _ in range(START_SECONDS * 20):
        try:
            process.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            if subprocess.run(probe, check=False).returncode == 0:
                return True
        else:
            return False
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown: it waits for nobody
    try:
        process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
