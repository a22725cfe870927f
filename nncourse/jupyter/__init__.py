"""Modules for notebooks: saved views, frameworks, error notes, the installation check."""
