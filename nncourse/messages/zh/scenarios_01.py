"""What the scenarios of chapter 01 are called, ask, and say to look for, in Chinese."""

MESSAGES = {
    # the neuron
    "title_raise_b": "增大 b",
    "ask_raise_b": "慢慢增大 b：直线会往哪边走？",
    "look_raise_b": "它逆着箭头平移，方向不变。b = −6.4 时只有 4 朵花在错误的一侧；b 再增大，错的又多起来。",
    "title_one_weight": "一个权重",
    "ask_one_weight": "只移动 w2：直线会平移，还是转动？",
    "look_one_weight": "转动，箭头也跟着转。直线上有一点不动：(8, 0)，就在右边缘外面一点，那里 w2 乘的是 0。",
    "title_double": "放大一倍",
    "ask_double": "把 w1、w2 和 b 三个数都加倍：什么会变？",
    "look_double": "直线不动，落在错误一侧的还是那 5 朵花。底色更分明，y_hat 从 0.622 升到 0.731。",
    "title_no_weights": "两个权重都是 0",
    "ask_no_weights": "两个权重都是 0。拖动菱形：z 在哪里会变？",
    "look_no_weights": "哪里都不变：对每朵花 z 都等于 b，所以没有直线。",
    "title_best_line": "最好的直线",
    "ask_best_line": "只有 3 朵花分错。你能做到 2 朵吗？",
    "look_best_line": "任何直线至少剩下 3 朵。而且，花瓣长 4.8 厘米、宽 1.8 厘米的花，两种里都有。",
    "title_and": "AND",
    "ask_and": "只移动 b：b 取哪些值，神经元算的是 AND？",
    "look_and": "b 大于 −2 且至多为 −1 都行，例如 −1.5：只有两个 1 才把 z 抬到 0 以上。",
    "title_or": "OR",
    "ask_or": "只移动 b：b 取哪些值，神经元算的是 OR？",
    "look_or": "b 大于 −1 且至多为 0 都行，例如 −0.5：一个 1 就把 z 抬到 0 以上。",
    "title_xor": "XOR",
    "ask_xor": "四个点里，你能判对几个？",
    "look_xor": "最多三个：切下一个角。四个都对是做不到的，正文里有证明。",
}
