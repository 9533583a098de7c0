"""One plan against itself, like a linter: `checking.check` gives a Review, a list of Findings with their places."""
