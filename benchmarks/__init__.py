"""Speed, memory and losses, measured: `python -m benchmarks` (or `make bench`); README.md explains the figures. No test is timed."""
