"""Whether what was made can be believed: promises about documents, and expectations on passages.

| module         | what it does                                                                          |
| -------------- | ------------------------------------------------------------------------------------- |
| `promises`     | nothing lost, text covered, articles exact, spans true: records in, findings out      |
| `expectations` | a Great Expectations suite on passages, in batches; the only module that imports it    |
| `verdict`      | what a check came to, as people read it and as a run acts on it                       |

Knows `corpus` alone: it shares no code with what it judges.
"""
