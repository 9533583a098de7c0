"""Files of every kind become text, with the page and place of every character where the file has pages."""
