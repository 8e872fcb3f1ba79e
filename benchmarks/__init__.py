"""Speed and memory, measured: `python -m benchmarks` (or `make bench`). Nothing here is a test, and no test is timed."""
