"""What the live pages say (site/live/), where Python runs in the reader's browser.

A sentence that only makes sense elsewhere has a variant here, under its key and ``_in_browser``.
"""

MESSAGES = {
    "live_run_chapter": "Run this chapter",
    "live_wake": "Make it live",
    "live_no_figure": "This page has no figure called {name}.",
    "live_run": "Run",
    "live_stop": "Stop",
    "live_restart": "Restart",
    "live_original": "Back to the original",
    "live_more": "Your notebook",
    "live_download": "Download it with what you typed",
    "live_bring": "Bring one back …",
    "live_code": "Code of cell {number}",
    "live_about": "The figures become live, and you can change the code. Python runs in this page.",
    "live_fetching": "Fetching Python: {loaded} of {total} MB.",
    "live_from_cache": "Starting Python from this browser's cache.",
    "live_starting": "Starting Python.",
    "live_running": "Running cell {number} of {count}.",
    "live_loading": "Fetching {names} for this cell.",
    "live_ready": "Live: move the figures, or change the code and press Shift+Enter.",
    "live_stopped": "Stopped. Python has started again and knows nothing yet: run the chapter, or the cells that you need.",
    "live_lost": "Python came to a halt and has started again. What you typed is still here: run the chapter again.",
    "live_failed": "Python could not start ({reason}). Look at the connection, and try again.",
    "live_too_old": "This browser is too old to run Python: the pages can be read, but the figures stay as they are.",
    "live_kept": "What you typed the last time is here.",
    "live_not_kept": "This browser keeps nothing (a private window, or no room): download your notebook before you leave.",
    "live_brought": "Cells that now have the text of {name}: {count}.",
    "live_not_this": "{name} is not a notebook of this chapter: choose one that you downloaded here.",
    "missing_in_browser": "{name} is missing: load this page again.",
    "too_old_in_browser": "{name} is here as {found}, but the course needs {needed}: load this page again.",
    "recorded_in_browser": "Recorded on {date} with {versions}, which cannot run in a browser.",
    "never_recorded_in_browser": "{library} cannot run in a browser, and this cell was never run where it can. To run it, download the notebook.",
    "kernel_gone_in_browser": "Python was stopped: run this cell again.",
    "check_interrupted_in_browser": "Stopped before it was done.",
}
