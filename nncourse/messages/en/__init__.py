"""The English sentences of the course."""
