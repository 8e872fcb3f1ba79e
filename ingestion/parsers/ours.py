"""The parsers that lexops brings; pyproject.toml names each as an entry point. Their modules are imported when they are needed."""

from ingestion import media_types
from ingestion.parsers import Parser

text = Parser("text/2", media_types.TEXT, "ingestion.parsers.text")
markdown = Parser("markdown/2", media_types.MARKDOWN, "ingestion.parsers.markdown")
html = Parser("html/2", media_types.HTML, "ingestion.parsers.html")
docx = Parser("docx/1", media_types.DOCX, "ingestion.parsers.docx")
pdf = Parser("pdf/2", media_types.PDF, "ingestion.parsers.pdf")
