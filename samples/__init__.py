"""The sample archive and the programs that make its files.

`python -m samples.build` writes the files that an editor can't write.
"""
