"""How a document looks: A4, one typeface that every machine has or has the like of, and black on white."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle

FONT = "Arial"
SMALL_PRINT = "Small print"
MARGIN = Cm(1.9)
PAGE_WIDTH, PAGE_HEIGHT = Cm(21), Cm(29.7)
BODY_WIDTH = Length(PAGE_WIDTH - 2 * MARGIN)
GREY = RGBColor(0x40, 0x40, 0x40)
BLACK = RGBColor(0, 0, 0)

# The size of each style, whether it is bold, and the room above and below it, in points.
_STYLES = {
    "Normal": (10, False, 0, 3),
    "Title": (22, True, 0, 2),
    "Subtitle": (11, False, 0, 8),
    "Heading 1": (15, True, 10, 2),
    "Heading 2": (11, True, 8, 2),
    "List Bullet": (10, False, 0, 2),
    "Caption": (9.5, False, 0, 6),
    "Header": (8, False, 0, 0),
    "Footer": (8, False, 0, 0),
    SMALL_PRINT: (9, False, 0, 4),
}
_IN_GREY = ("Subtitle", "Header", "Footer", SMALL_PRINT)
# What a paragraph or a table may stand on besides; all other styles of the template are taken out.
_KEPT = frozenset({*_STYLES, "Strong", "Table Grid", "Normal Table", "Default Paragraph Font", "No List"})


def give_look(document: Document, language: str) -> None:
    """Give the document its page, its styles and its language, by which its spelling is checked."""
    section = document.sections[0]
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.left_margin = section.right_margin = MARGIN
    section.top_margin, section.bottom_margin = Cm(1.8), Cm(1.6)
    section.header_distance = section.footer_distance = Cm(0.8)
    document.styles.add_style(SMALL_PRINT, WD_STYLE_TYPE.PARAGRAPH)
    _take_out_others(document)
    for name, (size, bold, above, below) in _STYLES.items():
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        _plain(style)
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), bold, BLACK
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(above), Pt(below)
        style.paragraph_format.line_spacing = 1.08
    for name in _IN_GREY:
        document.styles[name].font.color.rgb = GREY
    _speak(document, language)


def _take_out_others(document: Document) -> None:
    gone = {style.style_id for style in document.styles if style.name not in _KEPT}
    for element in list(document.styles.element):
        if element.get(qn("w:styleId")) in gone:
            document.styles.element.remove(element)
            continue
        for tag in ("w:link", "w:next", "w:basedOn"):
            for named in element.findall(qn(tag)):
                if named.get(qn("w:val")) in gone:
                    element.remove(named)


def _plain(style: ParagraphStyle) -> None:
    """Take from a style what the template drew with: its borders, its tabs, and letters of another kind."""
    for tag in ("w:pBdr", "w:tabs", "w:rPr"):
        for found in list(style.element.iter(qn(tag))):
            found.getparent().remove(found)


def _speak(document: Document, language: str) -> None:
    """Set typeface and language once, where every style takes them from."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert defaults is not None
    fonts, spoken = next(defaults.iter(qn("w:rFonts"))), next(defaults.iter(qn("w:lang")))
    _set_only(fonts, ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT)
    _set_only(spoken, val=language, eastAsia=language, bidi=language)
    _set_only(next(document.settings.element.iter(qn("w:themeFontLang"))), val=language)


def _set_only(element: BaseOxmlElement, **values: str) -> None:
    element.attrib.clear()
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
