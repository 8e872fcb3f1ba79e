"""Formats that are read through LibreOffice, which converts each file for our own parsers.

No other maintained and free program reads Word's binary format with its numbers, notes and tracked
changes. Without LibreOffice a file is quarantined with the reason `no_program`, and tried again
when LibreOffice is installed. A conversion takes one to three seconds.
"""
