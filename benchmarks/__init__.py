"""Measurements of speed, memory and losses: `python -m benchmarks`, or `make bench`.

README.md explains the figures. No test asserts a time.
"""
