"""Rows that were read before and have not changed since, for a database of which nobody else knows."""

from typing import Any

from sqlalchemy import Connection, Executable, FrozenResult, Result, Select, Table
from sqlalchemy.sql import visitors
from sqlalchemy.sql.dml import UpdateBase

from bot.storage import programme_tables, stall_tables, work_tables

# Who takes part where, and which days count: asked for all the time, and seldom changed.
_STEADY = frozenset(
    {
        programme_tables.absences,
        programme_tables.closures,
        programme_tables.collaboratives,
        programme_tables.memberships,
        programme_tables.owners,
        programme_tables.people,
        programme_tables.sessions,
        programme_tables.teams,
        stall_tables.pauses,
        work_tables.outages,
    }
)
MOST = 20_000


class KnownRows:
    """What statements that are built once have found in the steady tables, as long as it holds."""

    def __init__(self) -> None:
        self._found: dict[tuple[Any, ...], FrozenResult[Any]] = {}
        self._reads: dict[Executable, frozenset[Table]] = {}
        self._of_table: dict[Table, set[tuple[Any, ...]]] = {}

    def find(self, connection: Connection, statement: Executable, parameters: dict[str, Any] | None) -> Result[Any]:
        """What the statement finds or does."""
        if isinstance(statement, UpdateBase):
            self._forget_all_of(statement.table)
        # Only those that are built once come with what they take.
        if parameters is None or not isinstance(statement, Select) or not self._is_steady(statement):
            return connection.execute(statement, parameters)
        key = (statement, *parameters.values())
        if key not in self._found:
            self._keep(key, statement, connection.execute(statement, parameters).freeze())
        return self._found[key]()

    def forget(self) -> None:
        """Nothing that was read holds for certain any more."""
        self._found.clear()
        self._of_table.clear()

    def _keep(self, key: tuple[Any, ...], statement: Select[Any], rows: FrozenResult[Any]) -> None:
        if len(self._found) >= MOST:
            self.forget()
        self._found[key] = rows
        for table in self._reads[statement]:
            self._of_table.setdefault(table, set()).add(key)

    def _is_steady(self, statement: Select[Any]) -> bool:
        if statement not in self._reads:
            self._reads[statement] = frozenset(it for it in visitors.iterate(statement) if isinstance(it, Table))
        return self._reads[statement] <= _STEADY

    def _forget_all_of(self, table: Any) -> None:
        for key in self._of_table.pop(table, ()):
            self._found.pop(key, None)
