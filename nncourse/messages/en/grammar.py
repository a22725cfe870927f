"""What stands between words and between sentences."""

MESSAGES = {
    "gap": " ",  # between two sentences
    "full_stop": "{words}.",
    "titled": "{title}: {words}",
    "after_title": " ",  # between the bold title of a scenario and its question
    "percent": "{number} %",
    "two_together": "{first} and {second}",
}
