"""Claims of quality, measured: `python -m evals` runs them, `python -m evals NAME` runs one measurement.

README.md says what each figure means.
"""
