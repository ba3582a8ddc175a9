"""What stands on every page: the document's title above, and below who made it and the number of the page."""

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from bot.documents.look import BODY_WIDTH
from bot.domain.harmless import harmless
from bot.domain.report import Report

# A header that grew over several lines would take the room of the page.
LONGEST = 110


def put_frame(document: Document, report: Report) -> None:
    """Put both on every page."""
    section = document.sections[0]
    above, below = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (above, below):
        paragraph.paragraph_format.tab_stops.add_tab_stop(BODY_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    above.text = _on_one_line(f"{report.title} · {report.subtitle}")
    below.add_run(f"{_on_one_line(report.foot)}\t")
    before, between, after = map(harmless, report.numbering)
    below.add_run(before)
    _add_field(below, "PAGE")
    below.add_run(between)
    _add_field(below, "NUMPAGES")
    below.add_run(after)


def _on_one_line(text: str) -> str:
    line = " ".join(harmless(text).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def _add_field(paragraph: Paragraph, name: str) -> None:
    """A number that whoever opens the document reckons for themselves."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)
