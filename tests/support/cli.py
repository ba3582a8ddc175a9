"""The program as people call it: as a process of its own, or within this one where that is not the point."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from bot.cli import app
from bot.domain.errors import MellomError
from bot.settings import ROOT, Settings

TOKEN = "123456:a-token-that-opens-nothing"
NOT_SET: dict[str, str | None] = {f"MELLOM_{name.upper()}": None for name in Settings.model_fields}


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which has to be JSON and nothing else."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """Standard output, line by line."""
        return self.out.splitlines()


@dataclass(frozen=True, slots=True)
class Mellom:
    """The program in a folder of its own, with settings for its environment; names are given without `MELLOM_`."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    @classmethod
    def at(cls, folder: Path, **settings: str) -> "Mellom":
        """A program that works in this folder; its database is a file there."""
        return cls(folder, {"telegram_token": TOKEN, "listen": ""} | settings)

    @classmethod
    def with_database(cls, folder: Path, template: Path) -> "Mellom":
        """The same, with a database that has the newest schema and no rows."""
        (folder / "mellom.db").write_bytes(template.read_bytes())
        return cls.at(folder)

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What a statement finds, or does, in the database."""
        with contextlib.closing(sqlite3.connect(self.folder / "mellom.db")) as connection, connection:
            return connection.execute(statement).fetchall()

    def but(self, **settings: str) -> "Mellom":
        """The same with other settings."""
        return Mellom(self.folder, self.settings | settings)

    @property
    def environment(self) -> dict[str, str]:
        """The settings as the program finds them."""
        return {f"MELLOM_{name.upper()}": value for name, value in self.settings.items()}

    def __call__(self, *words: str | Path) -> Done:
        """Run a command within this process."""
        with contextlib.chdir(self.folder):
            result = CliRunner().invoke(app, [str(word) for word in words], env=NOT_SET | self.environment)
        if isinstance(result.exception, MellomError):
            return Done(1, result.stdout, f"{result.exception}\n")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Done(result.exit_code, result.stdout, result.stderr)

    def process(self, *words: str | Path, by: Sequence[str] = ()) -> Done:
        """Run a command in a process of its own, started `by` another program where one is given."""
        done = subprocess.run(
            [*by, *self.command(*words)],
            cwd=self.folder,
            env={"PATH": os.defpath, "PYTHONPATH": str(ROOT)} | self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    @staticmethod
    def command(*words: str | Path) -> list[str]:
        """The words that start a command."""
        return [sys.executable, "-m", "bot", *map(str, words)]
