"""What a document is in law: its kind, its title with evidence, its tree of provisions, its case.

`structure` reads a document into the units that can be cited; `Cutting` says how long a passage may
be.
"""

from law.structure.cutting import Cutting
from law.structure.reading import structure
from law.structure.text_coverage import coverage

__all__ = ["STRUCTURE_VERSION", "Cutting", "coverage", "structure"]

STRUCTURE_VERSION = 9
"""Part of the stage's key: raised with every change of this package that changes a result.

8: each rule of a file of several is a document of its own.
9: the title of a decision that an order publishes; groups of persons before a suspension.
"""
