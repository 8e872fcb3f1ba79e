"""Automatic tags: schemes, taggers, training, calibration, review.

    passage ─TextUnit→ taggers ─scores→ stack ─probability→ threshold ─→ TagProposal

A scheme is data (`tagging/schemes/*.yaml`). Taggers receive texts and vectors as values; this
package opens no catalog, no embedder and no index.
"""
