"""What the graph takes for one thing and what it nearly does, for people to overrule."""
