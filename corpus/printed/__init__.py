"""Pages as they are printed: characters, lines, margins, paragraphs, of PDFs and of pictures."""
