"""Formats that are read through LibreOffice, which makes of each file one that our own parsers read.

| module     | what it does                                                             |
| ---------- | ------------------------------------------------------------------------ |
| `program`  | runs LibreOffice on one file: alone, offline, for a limited time         |
| `lists`    | what LibreOffice forgets of Word 97's lists                              |
| `doc`      | Word 97–2003, and WPS Writer's files, which are the same                 |
| `rtf`      | Rich Text Format                                                         |
| `odt`      | OpenDocument texts                                                       |

Nothing else that is maintained and free reads Word's binary format with its numbers, notes and tracked changes. Where LibreOffice is not
installed, a file is set aside with the reason `no_program`, and tried again when it is. A conversion takes one to three seconds; a file
that should be read fast is better saved as DOCX.
"""
