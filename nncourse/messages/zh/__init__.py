"""The Chinese sentences of the course."""
