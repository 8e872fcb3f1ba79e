"""The stages of a run, free of Dagster: ask the catalog what is out of date, call one room's function, commit in batches.

| module       | asset                | from → to                                              |
| ------------ | -------------------- | ------------------------------------------------------ |
| `collecting` | `raw__objects`       | folders → objects and blobs; the delete brake          |
| `unpacking`  | `raw__objects`       | containers → members, in worker processes              |
| `reading`    | `core__documents`    | blobs → documents, in worker processes                 |
| `resolving`  | `core__passages`     | documents → structures → works, passages               |
| `checking`   | asset checks         | the catalog → verdicts, before readers get anything    |
| `embedding`  | `index__embeddings`  | passages → vectors                                     |
| `projecting` | `index__candidate`, `index__live` | passages and vectors → the index, published |
"""
