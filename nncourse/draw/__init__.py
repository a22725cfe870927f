"""The course's artists for matplotlib ``Axes``."""
