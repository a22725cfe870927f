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
}
