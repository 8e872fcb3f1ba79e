"""From a question to hits, and how good they are. Knows stores and embedders by their ports alone.

    question → embed → filter → both legs → fuse → fold → hits

| module       | what it holds                                                              |
| ------------ | -------------------------------------------------------------------------- |
| `search`     | `Searcher`: a question to hits                                             |
| `fusion`     | two legs of candidates to one ranking: weighted min-max, or RRF            |
| `folding`    | mirrors and pieces of one article to one hit                               |
| `citations`  | what articles a question cites: the lenient front of `law.citations` |
| `resolution` | cited provisions to the rows of an index                                   |
| `benchmarks` | questions with gold, read from files                                       |
| `metrics`    | which hits find which gold, and the figures that follow for one question   |
| `evaluation` | a searcher over many questions: figures with intervals, two runs compared  |
"""
