"""The material of chapters 11 and 12."""
