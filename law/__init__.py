"""Turns documents into law: structure, works, versions, validity, copies and citations.

It takes values and returns records, and reads no store.
"""
