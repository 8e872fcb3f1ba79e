"""What a document says that it does to other works: repeals, amendments, suspensions and the like.

Each sentence is read by itself, or as an entry under the head of its list; whether an act takes
effect is decided by `law.authority`, which knows the other documents.
"""

from __future__ import annotations

from law.structure.acts.reading import read_acts

__all__ = ["read_acts"]
