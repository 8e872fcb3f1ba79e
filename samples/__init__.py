"""The sample archive and the programs that make its files: `python -m samples.build`."""
