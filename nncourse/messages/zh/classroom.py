"""Words on the pages that a class uses as apps, in Chinese."""

MESSAGES = {
    "class_title": "亲手拖动的神经网络",
    "class_how": "选一章。它会在自己的页面里打开：你在那里移动什么，都只影响你自己，什么也不会弄坏。",
    "class_minutes": "{minutes} 分钟",
    "class_all": "所有章节",
    "class_starts": "正在打开这一章：",
    "class_code": "代码",
    "class_exercise": "这道题请在 JupyterLab 里做，那里有一个单元格等着你的答案。",
    "class_error": "这个单元格出错停下了，错误显示在运行这个服务器的人的终端里。",
    "class_full": "这台计算机现在开不了更多页面了。请关掉一个不再需要的页面，或者过一会儿再试。",
    "class_many": "这个浏览器打开的章节已经到了上限。请先关掉其中一个，再重新载入本页。",
    "class_door": "你是从别的页面来到这里的。点下面的链接，就打开这一章。",
    "class_start": "打开这一章",
    "class_no_chapter": "没有这一章。所有章节都列在“所有章节”页上。",
    "class_failed": "本页没能打开；原因显示在运行这个服务器的人的终端里。请再试一次，或者换一章。",
    "class_other_host": "这个服务器只在它自己的地址上应答。请用它启动时打印出来的那个地址。",
    "class_other_site": "其他网站的页面不能使用这个服务器。请直接打开服务器自己的地址。",
}
