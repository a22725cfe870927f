"""What the scenarios of chapter 11 are called, ask, and say to look for."""

MESSAGES = {
    # digits
    "title_small_seven": "A small 7",
    "ask_small_seven": "Tick what it reads: what does the network take it for, and how surely?",
    "look_small_seven": "For a 5, with 99.8 %. It has learned from digits that fill the field.",
    "title_stretched_seven": "Stretched",
    "ask_stretched_seven": "The same 7, stretched like the digits that it learned from: what is it now?",
    "look_stretched_seven": "A 7, with 98.5 %.",
    "title_empty_field": "The empty field",
    "ask_empty_field": "Nothing is drawn: does the network have a favourite? Draw one that it misreads.",
    "look_empty_field": "8, if only with 18.9 %: softmax shares out all of 1 for every input, even an empty one.",
    # the threshold
    "title_one_half": "One half",
    "ask_one_half": "3 tumours are missed. Move the line left until none is: how many false alarms?",
    "look_one_half": "8, at 14 %. At 20 % one is missed, with 6 false alarms.",
    "title_ninety": "No false alarm",
    "ask_ninety": "At 90 % no alarm is false: how many tumours are missed?",
    "look_ninety": "8 of 53: 45 are found.",
    "title_one_percent": "Unscaled inputs",
    "ask_one_percent": "Inputs as they are, and the line at 1 %: are all found now?",
    "look_one_percent": "No: two are missed, with 38 false alarms.",
}
