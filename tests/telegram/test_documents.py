"""Reports reach a chat as a file with words below it."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.app import DRAWING
from bot.domain.errors import MellomError
from bot.domain.outgoing import Button, Delivery, Lane, Outcome, Outgoing, OutgoingKind
from bot.domain.report import Picture, Report, Words
from bot.sandbox.phone import Phone
from bot.sandbox.server import Running
from bot.telegram.sender import TelegramSender
from tests.charts.charts import chart
from tests.telegram.conftest import KARI, sender_to

REPORT = Report(
    title="Brief for the first gathering",
    subtitle="Safer medication",
    language="en",
    pages=((Words("Ridge"), Picture((chart(),), ("Nothing unusual.",))),),
    foot="Made by Mellom",
    numbering=("Page ", " of ", ""),
    made_at=datetime(2026, 9, 4, 6, 0, tzinfo=UTC),
)
BRIEF = Outgoing(
    "brief", OutgoingKind.FILE, Lane.WAVE, KARI, text="<b>For Tuesday</b>", file_name="brief.docx", document=REPORT,
    keyboard=((Button("Done", "a1:1:0:yes"),),),
)  # fmt: skip


async def test_a_report_is_written_as_it_leaves(sender: TelegramSender, stand_in: Running, kari: Phone) -> None:
    assert await sender.send(BRIEF, None) == Delivery(Outcome.SENT, message_id=2)

    screen = await kari.screen()
    file = screen.content["document"]
    assert (screen.html, screen.buttons, file["file_name"]) == ("<b>For Tuesday</b>", ["Done"], "brief.docx")
    assert stand_in.sandbox.files[file["file_id"]].content == DRAWING.docx(REPORT)


async def test_a_report_that_cannot_be_written_is_refused_rather_than_tried_for_ever(
    stand_in: Running, kari: Phone
) -> None:
    def fails(_: Report) -> bytes:
        raise MellomError("no paper")

    async with sender_to(stand_in.url, replace(DRAWING, docx=fails)) as sender:
        assert await sender.send(BRIEF, None) == Delivery(Outcome.REFUSED, why="MellomError")
    assert len(await kari.messages()) == 1
