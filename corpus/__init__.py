"""A file becomes a Plan: untouched text, repaired view, structure, what the document says of itself."""
