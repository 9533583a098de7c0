"""Reports for people: a Report value, and its writers for Word, Excel, HTML and Markdown."""
