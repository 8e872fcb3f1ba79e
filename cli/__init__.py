"""The command line: composes all rooms, decides nothing about law.

| module       | what it holds                                                        |
| ------------ | -------------------------------------------------------------------- |
| `main`       | the entry point: every error becomes one line and an exit status     |
| `invocation` | the options that every command takes, and what they open             |
| `output`     | one JSON document on stdout, or tables; messages on stderr           |
| `commands`   | a module a command                                                   |
"""
