"""Two plans side by side: what they both say, what only one says, and what cannot be told."""
