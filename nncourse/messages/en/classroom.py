"""Words on the pages that a class uses as apps."""

MESSAGES = {
    "class_title": "Neural networks that you move with your hands",
    "class_how": (
        "Choose a chapter. It opens on its own page: what you move there moves for you alone, and"
        " nothing can break."
    ),
    "class_minutes": "{minutes} minutes",
    "class_all": "All chapters",
    "class_starts": "The chapter is starting:",
    "class_code": "Code",
    "class_exercise": "Solve this one in JupyterLab, where a cell waits for your answer.",
    "class_error": (
        "This cell stopped with an error, which is shown in the terminal of the person who serves"
        " this page."
    ),
    "class_full": "This computer has no room for another page now. Close a page that you no longer need, or try again later.",
    "class_many": (
        "This browser has as many chapters open as it may have. Close one of them, then load this"
        " page again."
    ),
    "class_door": "You came here from another page. Follow the link to start the chapter.",
    "class_start": "Start the chapter",
    "class_no_chapter": "There is no such chapter. The page of all chapters lists them.",
    "class_failed": (
        "This page could not be opened; the terminal of the person who serves it shows why. Try "
        "again, or choose another chapter."
    ),
    "class_other_host": (
        "This server answers only at its own address. Use the one that it printed when it started."
    ),
    "class_other_site": "Pages of other sites may not use this server. Open its address yourself.",
}
