"""Pages and pictures of a graph and of a plan."""
