"""What stands between words and between sentences."""

MESSAGES = {
    "comma": ", ",
    "gap": " ",  # between two sentences
    "full_stop": "{words}.",
    "two_together": "{first} and {second}",
}
