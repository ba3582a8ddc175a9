"""A report as a Word document, opened again: its words, its tables and pictures, and what nobody sees."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx as library
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.documents.docx import docx
from bot.domain.charts.picture import Chart
from bot.domain.report import Bullets, Grid, Picture, Report, Style, Words

MADE_AT = datetime(2026, 9, 4, 6, 0, tzinfo=UTC)
CHART = Chart(
    title="Lists reviewed", team="Ridge", unit="%", decimal_mark=",", dots=(), centre=None, baseline=0, goal=None,
    lower=(), upper=(), limits="", phases=(), tests=(), verdict="Too early to say.", why="",
    alt="Lists reviewed of Ridge: three points, the last 40 %.",
)  # fmt: skip
FRONT = (
    Words("Alle team", Style.HEADING),
    Words("Slik står det 4. september.", Style.QUIET),
    Grid(("Team", "Tilstand"), (("Ridge", "stille"), ("Fjord", "i rute")), widths=(3, 1)),
)
RIDGE = (
    Words("Ridge", Style.HEADING),
    Words("90 % gjennomgått", label="Mål:"),
    Words("Prøvd", Style.SUBHEADING),
    Bullets(("Test 1: tatt i bruk", "Test 2: en runde til")),
    Picture((CHART,), ("Lists reviewed: too early to say.",)),
)
REPORT = Report(
    title="Samlingsark",
    subtitle="Trygg medisin, 8. september 2026",
    language="nb-NO",
    pages=(FRONT, RIDGE),
    foot="Laget av Mellom",
    numbering=("Side ", " av ", ""),
    made_at=MADE_AT,
)
HOSTILE = ["\x00\x08\x1b\ud800￾", "W" * 300, "<b>&amp;</b> {{ team }}", "a\tb\nc\r\u2028d", "\u202eknalb", "=1+1", ""]


def drawn(chart: Chart) -> bytes:
    """A picture that tells charts apart by their height."""
    file = BytesIO()
    Image.new("L", (80, 45 + len(chart.title) % 7), 200).save(file, "PNG")
    return file.getvalue()


def opened(report: Report = REPORT) -> Document:
    return library.Document(BytesIO(docx(report, drawn)))


def said(document: Document) -> list[tuple[str, str]]:
    """Every paragraph with the name of its style."""
    return [(it.style.name, it.text) for it in document.paragraphs if it.style is not None]


def parts(report: Report = REPORT) -> dict[str, bytes]:
    with ZipFile(BytesIO(docx(report, drawn))) as file:
        return {name: file.read(name) for name in file.namelist()}


def pictures(document: Document) -> Iterator[Any]:
    return document.element.iter(qn("wp:docPr"))


def test_everything_stands_there_in_its_order_and_with_its_style() -> None:
    assert said(opened()) == [
        ("Title", "Samlingsark"),
        ("Subtitle", "Trygg medisin, 8. september 2026"),
        ("Heading 1", "Alle team"),
        ("Small print", "Slik står det 4. september."),
        ("Heading 1", "Ridge"),
        ("Normal", "Mål: 90 % gjennomgått"),
        ("Heading 2", "Prøvd"),
        ("List Bullet", "Test 1: tatt i bruk"),
        ("List Bullet", "Test 2: en runde til"),
        ("Normal", ""),
        ("Caption", "Lists reviewed: too early to say."),
    ]


def test_each_page_begins_on_a_new_one() -> None:
    breaks = [it.text for it in opened().paragraphs if it.paragraph_format.page_break_before]

    assert breaks == ["Ridge"]


def test_a_table_names_its_columns_again_on_each_page_and_cuts_no_row_in_two() -> None:
    document = opened()
    (table,) = document.tables
    rows, (look,) = list(document.element.iter(qn("w:tr"))), document.element.iter(qn("w:tblLook"))

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Team", "Tilstand"], ["Ridge", "stille"], ["Fjord", "i rute"],
    ]  # fmt: skip
    assert [len(list(row.iter(qn("w:tblHeader")))) for row in rows] == [1, 0, 0]
    assert [len(list(row.iter(qn("w:cantSplit")))) for row in rows] == [1, 1, 1]
    assert look.get(qn("w:firstRow")) == "1"
    assert table.columns[0].width == pytest.approx(3 * table.columns[1].width, rel=0.001)


def test_a_picture_says_what_it_shows_and_several_stand_side_by_side() -> None:
    assert [(it.get("title"), it.get("descr")) for it in pictures(opened())] == [
        ("Lists reviewed", "Lists reviewed of Ridge: three points, the last 40 %."),
    ]

    both = opened(replace(REPORT, pages=((Picture((CHART, replace(CHART, title="Falls")), ("One.", "Two.")),),)))
    (holding,) = {it.getparent().getparent().getparent().getparent() for it in pictures(both)}
    assert holding.tag == qn("w:p")
    assert sum(it.width for it in both.inline_shapes) < both.sections[0].page_width * 0.82


def test_the_page_is_a4_with_the_title_above_and_its_number_below() -> None:
    document = opened()
    (section,) = document.sections
    below = section.footer.part.element

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.header.paragraphs[0].text == "Samlingsark · Trygg medisin, 8. september 2026"
    assert "".join(it.text or "" for it in below.iter(qn("w:t"))) == "Laget av MellomSide 1 av 1"
    assert [it.get(qn("w:instr")) for it in below.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("language", ["nb-NO", "nn-NO", "en-GB"])
def test_its_spelling_is_checked_in_its_own_language(language: str) -> None:
    document = opened(replace(REPORT, language=language))

    spoken = {it.get(qn("w:val")) for it in document.styles.element.iter(qn("w:lang"))}
    assert spoken == {language}
    assert document.core_properties.language == language
    assert b"proofState" not in parts()["word/settings.xml"]


def test_nothing_is_left_of_the_template_that_it_began_as() -> None:
    found = parts()

    assert not [name for name in found if "thumbnail" in name or "customXml" in name or "Effects" in name]
    assert not [name for name, content in found.items() if b"python-docx" in content or b"Macintosh" in content]
    assert len(opened().styles) < 20


def test_it_is_black_on_white() -> None:
    colours = {it.get(qn("w:val")) for it in opened().styles.element.iter(qn("w:color"))}

    assert colours == {"000000", "404040"}


def test_the_same_report_is_the_same_file_whenever_it_is_written() -> None:
    first, second = docx(REPORT, drawn), docx(REPORT, drawn)

    assert first == second
    with ZipFile(BytesIO(first)) as file:
        assert {it.date_time for it in file.infolist()} == {(2026, 9, 4, 6, 0, 0)}
    own = opened().core_properties
    assert (own.title, own.author, own.comments) == ("Samlingsark", "Mellom", "")
    assert own.created == own.modified == MADE_AT.replace(tzinfo=own.created.tzinfo)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_written_somewhere_a_document_comes_of_it(text: str) -> None:
    page = (Words(text, Style.HEADING, label=text), Bullets((text,)), Grid((text, text), ((text, text),)))
    picture = Picture((replace(CHART, alt=text, title=text),), (text,))

    document = opened(
        replace(REPORT, title=text, subtitle=text, foot=text, numbering=(text,) * 3, pages=(page, (*page, picture)))
    )

    assert len(document.tables) == 2
    assert len(document.sections[0].header.paragraphs[0].text) <= 110


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=80))
def test_no_text_at_all_breaks_it(text: str) -> None:
    page = (Words(text, label=text), Bullets((text,)), Grid((text,), ((text,),)))

    assert opened(replace(REPORT, title=text, subtitle=text, foot=text, pages=(page,))).tables


def test_a_long_title_keeps_its_header_to_a_line() -> None:
    header = opened(replace(REPORT, title="Å" * 200)).sections[0].header.paragraphs[0].text

    assert header == "Å" * 109 + "…"
