"""Artists on matplotlib ``Axes``."""
