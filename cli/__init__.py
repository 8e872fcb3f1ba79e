"""The command line: composes all packages and decides nothing about law.

`main` is the entry point; each module of `commands` is a command.
"""
