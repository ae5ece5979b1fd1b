"""Layers: every one of the table by the same checks, and what is special to some."""
