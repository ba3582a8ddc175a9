"""Small pictures of any size, made by hand."""

import struct
import zlib


def png(width: int, height: int) -> bytes:
    """A whole black picture."""
    rows = zlib.compress(b"".join(b"\0" + b"\0" * width for _ in range(height)))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def jpeg(width: int, height: int) -> bytes:
    """The beginning of a picture as a camera writes it: a note, a filling byte, and only then the size."""
    note = b"\xff\xe1" + struct.pack(">H", 8) + b"camera"
    frame = b"\xff\xff\xc2" + struct.pack(">HBHHB", 17, 8, height, width, 3) + b"\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    return b"\xff\xd8" + note + frame + b"\xff\xd9"


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + b";"


def webp(width: int, height: int) -> bytes:
    """The beginning of a sticker."""
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + _three(width - 1) + _three(height - 1)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _three(number: int) -> bytes:
    return number.to_bytes(3, "little")
