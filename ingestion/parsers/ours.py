"""The parsers that lexops brings; pyproject.toml names each as an entry point. Their modules are imported when they are needed."""

from ingestion import media_types
from ingestion.parsers import Parser

text = Parser("text/1", media_types.TEXT, "ingestion.parsers.text")
markdown = Parser("markdown/1", media_types.MARKDOWN, "ingestion.parsers.markdown")
html = Parser("html/1", media_types.HTML, "ingestion.parsers.html")
docx = Parser("docx/1", media_types.DOCX, "ingestion.parsers.docx")
eml = Parser("mail/1", media_types.EML, "ingestion.parsers.eml")
mht = Parser("mail/1", media_types.MHT, "ingestion.parsers.mht")
xlsx = Parser("sheet/1", media_types.XLSX, "ingestion.parsers.sheet", mapped=True)
xls = Parser("sheet/1", media_types.XLS, "ingestion.parsers.sheet", mapped=True)
csv = Parser("table/1", media_types.CSV, "ingestion.parsers.table", mapped=True)
tsv = Parser("table/1", media_types.TSV, "ingestion.parsers.table", mapped=True)
json = Parser("json/1", media_types.JSON, "ingestion.parsers.json", mapped=True)
jsonl = Parser("json/1", media_types.JSONL, "ingestion.parsers.json", mapped=True)
xml = Parser("xml/1", media_types.XML, "ingestion.parsers.xml", mapped=True)
pdf = Parser("pdf/1", media_types.PDF, "ingestion.parsers.pdf")
