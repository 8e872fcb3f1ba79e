"""The shared vocabulary of every room: records, schema, article numbers, errors. The standard library and msgspec, nothing else.

| module        | what it holds                                                              |
| ------------- | -------------------------------------------------------------------------- |
| `records`     | the nouns: objects, documents, provisions, passages                        |
| `schema`      | the fields of a passage, once; tables, mappings and exports derive from it |
| `codec`       | records ⇄ JSON values                                                      |
| `numerals`    | Chinese numerals and the labels of articles, both ways                     |
| `names`       | titles, and the key under which all versions of one work stand             |
| `short_names` | what everybody calls a law though no title does                            |
| `simplified`  | traditional characters as simplified ones                                  |
| `hashing`     | hashes of text, keys of stages                                             |
| `errors`      | the one exception tree, and the reasons for quarantine                     |
| `batches`     | a stream in batches                                                        |
| `telemetry`   | libraries that report their use, told not to                               |
| `disk`        | what the operating system says about a home; files replaced in one step    |
"""
