"""The batteries: classes of tests that every embedder and every store of ours passes, and the reference that passes them first."""
