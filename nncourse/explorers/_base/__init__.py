"""The common parts of explorers."""
