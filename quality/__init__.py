"""Whether readers may get what was made: promises about documents, and expectations on passages.

Knows `corpus` alone, so that it shares no code with what it judges.
"""
