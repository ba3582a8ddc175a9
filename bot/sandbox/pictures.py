"""How wide and high a picture is, read from the first bytes of its file."""

Size = tuple[int, int]

# The markers of a JPEG after which its size stands; C4, C8 and CC are something else.
JPEG_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
JPEG_ALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a length
KINDS = {b"\x89PNG": "image/png", b"\xff\xd8": "image/jpeg", b"GIF8": "image/gif", b"RIFF": "image/webp"}


def picture_kind(content: bytes) -> str | None:
    """The media type of a picture, None where the bytes are none."""
    if size_of(content) is None:
        return None
    return next(kind for magic, kind in KINDS.items() if content.startswith(magic))


def size_of(content: bytes) -> Size | None:
    """Width and height in pixels, None where the bytes are no PNG, JPEG, GIF or WebP."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
        size = int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    elif content.startswith(b"\xff\xd8"):
        size = _jpeg(content)
    elif content.startswith((b"GIF87a", b"GIF89a")):
        size = int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    elif content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        size = _webp(content)
    else:
        return None
    return size if min(size) > 0 else None


def _jpeg(content: bytes) -> Size:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in JPEG_FRAMES:
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        if marker == 0xFF:  # a byte that only fills
            at += 1
        else:
            at += 2 if marker in JPEG_ALONE else 2 + int.from_bytes(content[at + 2 : at + 4])
    return 0, 0


def _webp(content: bytes) -> Size:
    match content[12:16]:
        case b"VP8X":
            return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
        case b"VP8L":
            bits = int.from_bytes(content[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            return int.from_bytes(content[26:28], "little") & 0x3FFF, int.from_bytes(content[28:30], "little") & 0x3FFF
    return 0, 0
