"""The words: classes, properties, shapes and thesauri of Chinese policy plans."""
