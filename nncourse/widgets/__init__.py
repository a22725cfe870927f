"""Live figures and the other widgets of the course."""
