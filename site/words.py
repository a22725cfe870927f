"""What the frame around the pages says, in each language; chapters say all else."""

WORDS = {
    "en": {
        "solution": "Solution",
        "name": "Name",
        "date": "Date",
        "elsewhere": "This chapter elsewhere",
        "download": "Download the notebook",
        "print": "Print this chapter",
        "with_solutions": "with solutions and answers",
        "languages": "Languages",
    },
    "zh": {
        "solution": "解答",
        "name": "姓名",
        "date": "日期",
        "elsewhere": "本章的其他形式",
        "download": "下载本章的笔记本",
        "print": "打印本章",
        "with_solutions": "连同解答和答案",
        "languages": "语言",
    },
}
