"""What a built notebook says about its languages."""

MESSAGES = {
    "language_name": "English",
    "stale_cell": "The English of this cell has changed since it was translated.",
}
