"""Embedders that compute vectors with a model: ONNX Runtime by default, or sentence-transformers.

`indexing.embedders.open_embedder` opens the default one by name. This package exports nothing
itself, so that neither engine is loaded before it is needed.
"""
