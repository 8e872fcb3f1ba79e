"""Files that hold several texts: rules, annexes, gazettes, translations, old articles, comparisons."""
