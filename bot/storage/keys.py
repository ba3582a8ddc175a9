"""The keys of the installation: made once, by whoever needs one first."""

import secrets

from sqlalchemy import Insert, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.storage.database import Tx
from bot.storage.tables import keys

LINKS = "links"
_BYTES = 32


async def known_key(tx: Tx, name: str) -> bytes | None:
    """The key of this name; None where nobody has needed it yet."""
    value = (await tx.execute(select(keys.c.value).where(keys.c.name == name))).scalar_one_or_none()
    return bytes.fromhex(value) if value else None


async def key_of(tx: Tx, name: str) -> bytes:
    """The key of this name, made where there is none; two that make it at once get the same."""
    if (known := await known_key(tx, name)) is not None:
        return known
    await tx.execute(_insert(tx.dialect.name), {"name": name, "value": secrets.token_hex(_BYTES)})
    made = await known_key(tx, name)
    assert made is not None
    return made


def _insert(dialect: str) -> Insert:
    insert = sqlite_insert if dialect == "sqlite" else postgresql_insert
    return insert(keys).on_conflict_do_nothing()
