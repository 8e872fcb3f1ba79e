"""What kills, faults and other people do to a home, and that a run afterwards makes it whole.

| module     | what it holds                                                                          |
| ---------- | -------------------------------------------------------------------------------------- |
| `steps`    | the named steps of a writer, reported of as they happen: where a run can be killed         |
| `runs`     | runs in processes of their own, which are killed at a step or after some time          |
| `digests`  | what a home holds: ids, hashes of texts and vectors, in the catalog and for readers    |
| `service`  | a home whose index is a service, behind a bad line (`tests.line`), and readers all the while |
| `archives` | an archive in three states, made by changing files of all sorts                        |
| `trials`   | a kill, what happens to the archive meanwhile, a run, and the comparison               |

`benchmarks/kills.py` runs the same trials by the hundred, on any archive. Nothing here is known to
the product.
"""
