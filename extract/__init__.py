"""A Plan becomes an Extraction: entities, lists, relations, targets and tasks, each with its span."""
