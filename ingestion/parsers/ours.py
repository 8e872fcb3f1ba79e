"""The parsers that lexops brings; pyproject.toml names each as an entry point. Their modules are imported when they are needed."""

from ingestion import media_types
from ingestion.parsers import Parser

text = Parser("text/1", media_types.TEXT, "ingestion.parsers.text")
markdown = Parser("markdown/1", media_types.MARKDOWN, "ingestion.parsers.markdown")
html = Parser("html/1", media_types.HTML, "ingestion.parsers.html")
docx = Parser("docx/1", media_types.DOCX, "ingestion.parsers.docx")
pdf = Parser("pdf/3", media_types.PDF, "ingestion.parsers.pdf")
png, jpeg, tiff, webp, bmp = (
    Parser("image/1", one, "ingestion.parsers.image")
    for one in (media_types.PNG, media_types.JPEG, media_types.TIFF, media_types.WEBP, media_types.BMP)
)
