"""The same report is the same file: nothing of the template it began as, and no hour at which it was written."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.opc.rel import Relationships
from docx.oxml.ns import qn

from bot.domain.harmless import harmless
from bot.domain.report import Report

BY = "Mellom"
# What the library's template carries besides words and styles.
_NOT_OURS = ("/thumbnail", "/customXml", "/stylesWithEffects", "/extended-properties")
_SETTINGS_NOT_OURS = ("w:proofState", "w:rsids", "w:savePreviewPicture", "w:zoom")
# Word of 2013 and after; below that it opens a document as an old one.
COMPATIBLE_WITH = "15"
LONGEST_PROPERTY = 255


def without_template(document: Document) -> None:
    """Take out what the template brought along, such as a picture of itself, and that its spelling was checked."""
    for held in (document.part.package.rels, document.part.rels):
        _drop(held)
    settings = document.settings.element
    for tag in _SETTINGS_NOT_OURS:
        for element in settings.findall(qn(tag)):
            settings.remove(element)
    for element in settings.iter(qn("w:compatSetting")):
        if element.get(qn("w:name")) == "compatibilityMode":
            element.set(qn("w:val"), COMPATIBLE_WITH)


def _drop(held: Relationships) -> None:
    for id_, relation in list(held.items()):
        if relation.reltype.endswith(_NOT_OURS):
            del held[id_]


def about_itself(document: Document, report: Report) -> None:
    """Write down what the document is, as those read it who look for it or hear it read."""
    own, made_at = document.core_properties, report.made_at.astimezone(UTC)
    own.title, own.subject = harmless(report.title)[:LONGEST_PROPERTY], harmless(report.subtitle)[:LONGEST_PROPERTY]
    own.author, own.last_modified_by, own.comments = BY, BY, ""
    own.language, own.created, own.modified = report.language, made_at, made_at


def zipped_alike(file: bytes, made_at: datetime) -> bytes:
    """The same file with this moment on all that is in it."""
    hour = made_at.astimezone(UTC).timetuple()[:6]
    result = BytesIO()
    with ZipFile(BytesIO(file)) as before, ZipFile(result, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            # The system that wrote it is none of the reader's business either.
            part = ZipInfo(name, hour)
            part.create_system, part.compress_type = 3, ZIP_DEFLATED
            after.writestr(part, before.read(name))
    return result.getvalue()
