"""The parsers that lexops brings; pyproject.toml names each as an entry point. Their modules are imported when they are needed."""

from ingestion import media_types
from ingestion.parsers import Parser

LIBREOFFICE = ("soffice", "libreoffice")
"""The program that several formats are read through; it makes of them what another parser reads, whose version counts too."""

text = Parser("text/1", media_types.TEXT, "ingestion.parsers.text")
markdown = Parser("markdown/1", media_types.MARKDOWN, "ingestion.parsers.markdown")
html = Parser("html/1", media_types.HTML, "ingestion.parsers.html")
pdf = Parser("pdf/2", media_types.PDF, "ingestion.parsers.pdf")
docx = Parser("docx/2", media_types.DOCX, "ingestion.parsers.docx")
doc = Parser(f"doc/1+{docx.name}", media_types.DOC, "ingestion.parsers.libreoffice.doc", programs=LIBREOFFICE)
rtf = Parser(f"rtf/1+{docx.name}", media_types.RTF, "ingestion.parsers.libreoffice.rtf", programs=LIBREOFFICE)
odt = Parser(f"odt/1+{docx.name}", media_types.ODT, "ingestion.parsers.libreoffice.odt", programs=LIBREOFFICE)
pptx = Parser("pptx/1", media_types.PPTX, "ingestion.parsers.pptx")
