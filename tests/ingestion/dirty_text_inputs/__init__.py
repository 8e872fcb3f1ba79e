"""Texts as scrapers, editors and other tools leave them, with the documents that they contain."""
