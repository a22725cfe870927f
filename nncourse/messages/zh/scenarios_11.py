"""What the scenarios of chapter 11 are called, ask, and say to look for, in Chinese."""

MESSAGES = {
    # digits
    "title_small_seven": "一个小小的 7",
    "ask_small_seven": "勾选「读成什么」：网络把它当成什么，有多大把握？",
    "look_small_seven": "当成 5，概率 99.8%。它学过的数字都占满了画板。",
    "title_stretched_seven": "拉伸",
    "ask_stretched_seven": "还是那个 7，拉伸得和它学过的数字一样：现在是什么了？",
    "look_stretched_seven": "是 7，概率 98.5%。",
    "title_empty_field": "空白画板",
    "ask_empty_field": "什么也没有写：网络有没有偏好？再写一个它会读错的数字。",
    "look_empty_field": "8，虽然只有 18.9%：不管输入是什么，哪怕是空白，softmax 都要把 1 分完。",
    # the threshold
    "title_one_half": "二分之一",
    "ask_one_half": "漏报了 3 个肿瘤。把线往左移，移到一个也不漏：误报有多少？",
    "look_one_half": "8 个，在 14% 的地方。在 20% 漏报 1 个，误报 6 个。",
    "title_ninety": "没有误报",
    "ask_ninety": "取 90%，就没有误报：漏报的肿瘤有多少？",
    "look_ninety": "53 个里有 8 个：找到了 45 个。",
    "title_one_percent": "未缩放的输入",
    "ask_one_percent": "输入保持原样，线在 1%：现在都找到了吗？",
    "look_one_percent": "没有：漏报两个，误报 38 个。",
}
