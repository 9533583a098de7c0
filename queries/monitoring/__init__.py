"""Edited task sheets read back: what was done and measured, against what the plan commits to."""
