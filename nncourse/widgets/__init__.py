"""Live figures, and what shows them."""
