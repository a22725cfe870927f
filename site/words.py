"""What the frame around the pages says, in each language; chapters say all else."""

WORDS = {
    "en": {
        "solution": "Solution",
        "name": "Name",
        "date": "Date",
        "elsewhere": "This chapter elsewhere",
        "download": "Download the notebook",
        "lab": "Open it in JupyterLab, in this browser",
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
        "lab": "在浏览器里用 JupyterLab 打开",
        "print": "打印本章",
        "with_solutions": "连同解答和答案",
        "languages": "语言",
    },
}

# What Furo says, in English alone
FURO = {
    "zh": {
        "Skip to content": "跳到正文",
        "On this page": "本页内容",
        "<span>Back to top</span>": "<span>回到顶部</span>",
        "<span>Next</span>": "<span>下一页</span>",
        "<span>Previous</span>": "<span>上一页</span>",
        'aria-label="Toggle site navigation sidebar"': 'aria-label="打开或收起目录"',
        'aria-label="Toggle table of contents sidebar"': 'aria-label="打开或收起本页内容"',
        'aria-label="Toggle Light / Dark / Auto color theme"': 'aria-label="换浅色、深色或自动"',
        "<title>Menu</title>": "<title>目录</title>",
        "<title>Contents</title>": "<title>本页内容</title>",
        "<title>Expand</title>": "<title>展开</title>",
        "<title>Light mode</title>": "<title>浅色</title>",
        "<title>Dark mode</title>": "<title>深色</title>",
        "<title>Auto light/dark, in light mode</title>": "<title>自动，现为浅色</title>",
        "<title>Auto light/dark, in dark mode</title>": "<title>自动，现为深色</title>",
    },
}
