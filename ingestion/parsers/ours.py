"""The parsers that lexops brings; pyproject.toml names each as an entry point.

Their modules are imported when they are needed.
"""

from ingestion.formats import media_types
from ingestion.parsers import Parser

LIBREOFFICE = ("soffice", "libreoffice")
"""The program through which several formats are read.

It converts them for another parser, whose version is part of theirs.
"""

text = Parser("text/3", media_types.TEXT, "ingestion.parsers.text")
markdown = Parser("markdown/4", media_types.MARKDOWN, "ingestion.parsers.markdown")
html = Parser("html/3", media_types.HTML, "ingestion.parsers.html")
docx = Parser("docx/4", media_types.DOCX, "ingestion.parsers.docx")
doc = Parser(
    f"doc/1+{docx.name}",
    media_types.DOC,
    "ingestion.parsers.libreoffice.doc",
    programs=LIBREOFFICE,
)
rtf = Parser(
    f"rtf/1+{docx.name}",
    media_types.RTF,
    "ingestion.parsers.libreoffice.rtf",
    programs=LIBREOFFICE,
)
odt = Parser(
    f"odt/1+{docx.name}",
    media_types.ODT,
    "ingestion.parsers.libreoffice.odt",
    programs=LIBREOFFICE,
)
pptx = Parser("pptx/2", media_types.PPTX, "ingestion.parsers.pptx")
pdf = Parser("pdf/6", media_types.PDF, "ingestion.parsers.pdf")
png, jpeg, tiff, webp, bmp = (
    Parser("image/3", one, "ingestion.parsers.image") for one in media_types.IMAGES
)
eml = Parser("mail/3", media_types.EML, "ingestion.parsers.eml")
mht = Parser("mail/3", media_types.MHT, "ingestion.parsers.mht")
xlsx = Parser(
    "sheet/3",
    media_types.XLSX,
    "ingestion.parsers.sheet",
    mapped=True,
)
xls = Parser(
    "sheet/3",
    media_types.XLS,
    "ingestion.parsers.sheet",
    mapped=True,
)
csv = Parser(
    "table/3",
    media_types.CSV,
    "ingestion.parsers.table",
    mapped=True,
)
tsv = Parser(
    "table/3",
    media_types.TSV,
    "ingestion.parsers.table",
    mapped=True,
)
json = Parser(
    "json/3",
    media_types.JSON,
    "ingestion.parsers.json",
    mapped=True,
)
jsonl = Parser(
    "json/3",
    media_types.JSONL,
    "ingestion.parsers.json",
    mapped=True,
)
xml = Parser(
    "xml/2",
    media_types.XML,
    "ingestion.parsers.xml",
    mapped=True,
)
