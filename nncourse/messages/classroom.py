"""What stands on the chapters where a class uses them as apps."""

MESSAGES = {
    "class_title": "Neural networks that you move with your hands",
    "class_how": "Choose a chapter. It opens as a page of its own: what you move there moves for you alone, and nothing can break.",
    "class_minutes": "{minutes} minutes",
    "class_all": "All chapters",
    "class_starts": "The chapter gets ready:",
    "class_code": "Code",
    "class_exercise": "Solve this one in JupyterLab, where a cell waits for your answer.",
    "class_error": "This cell stopped with an error, which the terminal of the one who serves this page shows.",
    "class_full": "There is no room for one more page on this computer now: close one that you do not need, or try again when somebody has closed theirs.",
    "class_door": "Another page has led you here. Follow the link, and the chapter starts.",
    "class_start": "Start the chapter",
    "class_no_chapter": "There is no such chapter: choose one from the page of all chapters.",
    "class_failed": "This page could not be made, and the terminal of the one who serves it shows why: open it again, or choose another.",
    "class_other_host": "This server answers only where its own address is asked for: use the one that it told when it started.",
    "class_other_site": "This server does not answer the pages of other sites: open its own address.",
}
