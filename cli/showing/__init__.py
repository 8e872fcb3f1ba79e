"""What `lexops show` finds and prints: passages, articles, versions and works, and why we say so.

One module for each subject; `cli.commands.show` chooses among them.
"""
