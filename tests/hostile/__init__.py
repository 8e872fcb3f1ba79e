"""Files that are broken, odd or meant to do harm: made here from a seed, and read as the pipeline reads them.

| module      | makes                                                                          |
| ----------- | ------------------------------------------------------------------------------ |
| `files`     | a file and the states in which it may end; all of them, in one order           |
| `whole`     | one small whole file of each format                                            |
| `damage`    | what a broken disk or line makes of a whole file                               |
| `texts`     | plain text and Markdown: encodings, floods, lines without an end               |
| `markup`    | HTML, XML, JSON, tables, mail                                                  |
| `packages`  | archives, and the formats that are archives: bombs, names, loops, references   |
| `printed`   | PDF: rings of objects, actions, tables that lie, locks                         |
| `grown`     | PDF: bombs, nesting, fonts without end, pages with too many marks              |
| `pictures`  | pictures of a size that nobody can hold                                        |
| `compounds` | the old Office formats, RTF, files that are two things at once                 |
| `guards`    | what a worker may not do while it reads them: talk to a network, start, write  |
| `offenders` | a worker that does it                                                          |
| `pdf_files`, `compound_files` | write PDF and Office's old envelope by hand                  |

A format for which there is no parser is here all the same: its files end as `unsupported` until there is one.
"""
