"""Review of tags by people: decisions, their queue, and their exchange with other tools."""
