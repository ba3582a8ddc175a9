"""A report as a Word document (DOCX)."""

from collections.abc import Callable
from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.shape import InlineShape
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from bot.documents.frame import put_frame
from bot.documents.look import SMALL_PRINT, give_look
from bot.documents.steady import about_itself, without_template, zipped_alike
from bot.documents.tables import add_table
from bot.domain.charts.picture import Chart
from bot.domain.harmless import harmless
from bot.domain.report import Block, Bullets, Grid, Picture, Report, Style, Words

# Of one chart alone, and of each of two that stand side by side.
ALONE, BESIDE = Cm(13.4), Cm(8)
_STYLES = {Style.HEADING: "Heading 1", Style.SUBHEADING: "Heading 2", Style.TEXT: "Normal", Style.QUIET: SMALL_PRINT}


def docx(report: Report, png: Callable[[Chart], bytes]) -> bytes:
    """The file of this report, with its charts drawn by `png`; the same report gives the same bytes."""
    document = Document()
    without_template(document)
    give_look(document, report.language)
    put_frame(document, report)
    document.add_paragraph(harmless(report.title), style="Title")
    document.add_paragraph(harmless(report.subtitle), style="Subtitle")
    for number, page in enumerate(report.pages):
        for place, block in enumerate(page):
            _add(document, block, png, on_new_page=number > 0 and place == 0)
    about_itself(document, report)
    return zipped_alike(_saved(document), report.made_at)


def _saved(document: Docx) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _add(document: Docx, block: Block, png: Callable[[Chart], bytes], *, on_new_page: bool) -> None:
    match block:
        case Words():
            _add_words(document, block).paragraph_format.page_break_before = on_new_page or None
        case Bullets(items):
            for item in items:
                document.add_paragraph(harmless(item), style="List Bullet")
        case Grid():
            add_table(document, block)
        case Picture():
            _add_picture(document, block, png)


def _add_words(document: Docx, block: Words) -> Paragraph:
    paragraph = document.add_paragraph(style=_STYLES[block.style])
    if block.label:
        paragraph.add_run(harmless(block.label), style="Strong")
        paragraph.add_run(" ")
    paragraph.add_run(harmless(block.words))
    return paragraph


def _add_picture(document: Docx, block: Picture, png: Callable[[Chart], bytes]) -> None:
    shown = document.add_paragraph()
    shown.paragraph_format.keep_with_next = bool(block.captions) or None
    for chart in block.charts:
        picture = shown.add_run().add_picture(BytesIO(png(chart)), width=ALONE if len(block.charts) == 1 else BESIDE)
        _say_instead(picture, chart)
    for caption in block.captions:
        document.add_paragraph(harmless(caption), style="Caption")


def _say_instead(picture: InlineShape, chart: Chart) -> None:
    """Give the picture its words for those who do not see it; the library has no other way to them."""
    inline = picture._inline
    inline.docPr.set("title", harmless(chart.title))
    inline.docPr.set("descr", harmless(chart.alt))
    for side in ("distT", "distB", "distL", "distR"):
        # What is not said here some programs take to be a margin.
        inline.set(side, "0")
