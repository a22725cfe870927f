"""What the scenarios of chapter 00 are called, ask, and say to look for."""

MESSAGES = {
    "title_four_units": "Four units",
    "ask_four_units": "Guess, then press Play: what shape will the border have in the end?",
    "look_four_units": "It closes around the middle: a rounded triangle. No sample is wrong then, and the loss is 0.026.",
    "title_single_unit": "One unit",
    "ask_single_unit": "Guess, then press Play: how many of the 100 samples stay wrong?",
    "look_single_unit": "27. One unit can only draw a straight border, and a straight border encloses nothing.",
    "title_two_units": "Two units",
    "ask_two_units": "Guess, then press Play: what does the border look like?",
    "look_two_units": "A strip. 8 samples at its ends stay wrong, and 1 beside it.",
    "title_three_units": "Three units",
    "ask_three_units": "Press Play: do 3 units, or even 12, end at a lower loss than 4?",
    "look_three_units": "Both do here: 3 units end at 0.019, 12 at 0.022, and 4 at 0.026. From other first numbers, 12 mostly end lowest.",
    "title_spiral": "The spiral",
    "ask_spiral": "Press Play: how many do 4 units get wrong, and how many do 12?",
    "look_spiral": "4 units leave 32 wrong, 12 units only 5.",
    "title_small_rate": "A small learning rate",
    "ask_small_rate": "Press Play: how far does it get at 0.003? And at 0.3?",
    "look_small_rate": "At 0.003 it is still on its way after 400 epochs, with 4 wrong and a loss of 0.335. At 0.3 the loss ends at 0.001.",
}
