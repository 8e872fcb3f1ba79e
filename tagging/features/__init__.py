"""Features of texts: words, clues (the rules of a scheme with what stands around them), place."""
