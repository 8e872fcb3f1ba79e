"""From a question to ranked results, and how good the results are.

Knows stores and embedders by their Protocols alone.
Search: request → embed → filter → keyword and vector search → fuse → boost → fold → results.
"""

from corpus.search import SearchRequest, SearchResult, SearchResults
from retrieval.boost import BoostOptions
from retrieval.fusion import FusionOptions
from retrieval.search import Searcher, SearchOptions

__all__ = [
    "BoostOptions",
    "FusionOptions",
    "SearchOptions",
    "SearchRequest",
    "SearchResult",
    "SearchResults",
    "Searcher",
]
