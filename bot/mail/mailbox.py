"""The address of a mailbox as every server takes it."""

from email.errors import HeaderParseError
from email.headerregistry import Address


def plain_address(address: str) -> str:
    """The address with its domain in plain letters. ValueError where it is none that every server takes."""
    try:
        parsed = Address(addr_spec=address)
        domain = parsed.domain.encode("idna").decode()
    except (HeaderParseError, UnicodeError, IndexError):
        raise ValueError("no address") from None
    if not parsed.username or not domain or not address.isprintable():
        raise ValueError("no address")
    return Address(username=parsed.username, domain=domain).addr_spec
