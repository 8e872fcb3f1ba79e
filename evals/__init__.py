"""Claims of quality, measured again.

`python -m evals` runs the claims, `python -m evals NAME` runs one measurement. README.md explains
each figure.
"""
