"""A page of the week as one message of a chat: where it would grow too long, teams that are well take less room."""

from dataclasses import dataclass

from bot.content.limits import MESSAGE, length, shown_length
from bot.domain.charts.picture import Chart
from bot.domain.digest_page import DigestPage, TeamPart
from bot.flow.house import House

MOST_PICTURES = 10
# The blank line before what is told in numbers, and before each team.
_BREAKS = 2


@dataclass(frozen=True, slots=True)
class Cut:
    """How many teams are shown in full, and how many more in a line; the others are counted."""

    full: int
    listed: int


def pictures_of(page: DigestPage) -> tuple[Chart, ...]:
    """The charts of the page, one a team, those of teams in need first; an album holds no more."""
    return tuple(part.chart for part in page.teams if part.chart is not None)[:MOST_PICTURES]


def as_message(house: House, page: DigestPage) -> str:
    """The page as a chat shows it, with room for the note that it may have come before."""
    note = length(house.content.wording.plain("digest.repeated", page.language)) + _BREAKS
    room = MESSAGE - note
    cut = _cut(page, room - shown_length(_render(house, page, Cut(0, 0))))
    text = _render(house, page, cut)
    while shown_length(text) > room and cut != Cut(0, 0):
        # What a layout of one's own adds is known only once it is shown.
        cut = Cut(cut.full, cut.listed - 1) if cut.listed else Cut(cut.full - 1, 0)
        text = _render(house, page, cut)
    return text


def _cut(page: DigestPage, room: int) -> Cut:
    """Teams that are well turn into a line each, then into a number; after them those in need."""
    blocks, lines = [_size(part) for part in page.teams], [length(part.line) + 1 for part in page.teams]
    in_need = sum(part.is_in_need for part in page.teams)
    total = len(blocks)
    cuts = [
        *(Cut(full, total - full) for full in range(total, in_need, -1)),
        *(Cut(in_need, listed) for listed in range(total - in_need, -1, -1)),
        *(Cut(full, in_need - full) for full in range(in_need - 1, 0, -1)),
        *(Cut(min(in_need, 1), listed) for listed in range(max(in_need - 2, 0), -1, -1)),
        *(Cut(0, listed) for listed in range(in_need, -1, -1)),
    ]
    done_blocks, done_lines = _sums(blocks), _sums(lines)
    return next(
        (
            cut
            for cut in cuts
            if done_blocks[cut.full] + done_lines[cut.full + cut.listed] - done_lines[cut.full] + _BREAKS <= room
        ),
        Cut(0, 0),
    )


def _sums(sizes: list[int]) -> list[int]:
    found = [0]
    for size in sizes:
        found.append(found[-1] + size)
    return found


def _size(part: TeamPart) -> int:
    head = length(part.title) + length(part.state) + len(": ") + _BREAKS
    return head + sum(length(line) + 1 for line in (part.glance, *part.lines) if line)


def _render(house: House, page: DigestPage, cut: Cut) -> str:
    wording = house.content.wording
    listed, counted = page.teams[cut.full : cut.full + cut.listed], page.teams[cut.full + cut.listed :]
    in_need = sum(part.is_in_need for part in counted)
    rest = [
        wording.plain(f"digest.more.{name}", page.language, teams=wording.count("more-teams", number, page.language))
        for name, number in (("in-need", in_need), ("well", len(counted) - in_need))
        if number
    ]
    return wording.layout(
        "digest",
        page.language,
        title=page.title,
        summary=page.summary,
        ask=page.ask.text if page.ask else "",
        why=page.ask.why if page.ask else "",
        teams=page.teams[: cut.full],
        listed=[part.line for part in listed],
        more=rest,
        sections=page.sections,
        closing=page.closing,
        question=page.question.text if page.question else "",
    )
