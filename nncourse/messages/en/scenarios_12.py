"""What the scenarios of chapter 12 are called, ask, and say to look for."""

MESSAGES = {
    # vowels
    "title_heed": "heed",
    "ask_heed": "Press Listen. Drag the diamond: where does hid begin, and where hod?",
    "look_heed": "The shades show it: F1 rises from heed to hid, and hod lies far below on the right. Its F3 is lower, too.",
    "title_hod": "hod",
    "ask_hod": "Press Listen: how do hod and heed differ, by ear and in the picture?",
    "look_hod": "F1 is higher and F2 lower, so the blue lines are strong elsewhere. The network hears hod, with 0.95.",
    "title_shorter_throat": "A child",
    "ask_shorter_throat": "A child, with the F1 and F2 of a man's hod: which word does the network hear?",
    "look_shorter_throat": "hawed, with 0.98. F3 tells the network of a shorter throat, so most regions move up and to the right.",
    # languages
    "title_right_to_life": "A right",
    "ask_right_to_life": "Which pairs of letters speak for English? Type sentences of your own.",
    "look_right_to_life": "Above all a “t” that begins a word, and “th”: English gets 0.79.",
    "title_bonjour": "Bonjour",
    "ask_bonjour": "Which language will it say, and how surely?",
    "look_bonjour": "English, with 0.35, then French, with 0.17: the articles that it learned from sound otherwise.",
    # ratings
    "title_nothing_learned": "Nothing learned",
    "ask_nothing_learned": "Press Play: two numbers for each film and viewer; what could they come to mean?",
    "look_nothing_learned": "Films that please the same people come together. The error falls from 1.12 stars to 0.47 on ratings held out.",
    "title_all_learned": "Learned",
    "ask_all_learned": "Go through the viewers: where do the films lie that each should see next?",
    "look_all_learned": "Along the viewer's arrow. Turn all arrows and films by one angle, and no prediction changes: the axes have no meaning of their own.",
    # games
    "title_many_units": "64 units",
    "ask_many_units": "Play: can you win?",
    "look_many_units": "No: it draws or wins, whatever you do.",
    "title_few_units": "8 units",
    "ask_few_units": "Play against the small network: can you find a win?",
    "look_few_units": "Top left, top right, top. It was shown the value of every position, and is too small to hold them.",
}
