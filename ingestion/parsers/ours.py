"""The parsers that lexops brings; pyproject.toml names each as an entry point. Their modules are imported when they are needed."""

from ingestion import media_types
from ingestion.parsers import Parser

text = Parser("text/1", media_types.TEXT, "ingestion.parsers.text")
markdown = Parser("markdown/1", media_types.MARKDOWN, "ingestion.parsers.markdown")
html = Parser("html/1", media_types.HTML, "ingestion.parsers.html")
pdf = Parser("pdf/2", media_types.PDF, "ingestion.parsers.pdf")
docx = Parser("docx/2", media_types.DOCX, "ingestion.parsers.docx")
