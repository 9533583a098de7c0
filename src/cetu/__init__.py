"""cetu 策图: Chinese policy plans as a knowledge graph with character-exact evidence."""

__version__ = "0.1.0"
