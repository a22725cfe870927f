"""What stands between words and between sentences, in Chinese."""

MESSAGES = {
    "comma": "、",
    "gap": "",  # between two sentences
    "full_stop": "{words}。",
    "two_together": "{first} 和 {second}",
}
