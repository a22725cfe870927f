"""What the scenarios of chapter 06 are called, ask, and say to look for, in Chinese."""

MESSAGES = {
    "title_forward_pass": "前向",
    "ask_forward_pass": "按七次「单步」：损失是多少？",
    "look_forward_pass": "0.445：三个单元各算一个总和、一个激活值，然后是损失。",
    "title_asked_number": "第一个 δ",
    "ask_asked_number": "输出处的 δ 是多少？输入这个数，再按 Enter。",
    "look_asked_number": "是 −0.359，预测减去目标值。下一步，第一个权重得到它的斜率：−0.281。",
    "title_asked_factors": "问因子",
    "ask_asked_factors": "按「单步」，一次又一次：每个数是由哪些因子得来的？",
    "look_asked_factors": "权重的斜率，是 δ 乘以传入的值。隐藏单元的 δ，是它后面的 δ 乘以中间的权重，再乘以激活函数的斜率。",
    "title_one_step_down": "下坡一步",
    "ask_one_step_down": "按两次「单步」：损失会降多少？",
    "look_one_step_down": "从 0.445 降到 0.301：每个权重和偏置都逆着自己的斜率移动了。",
    "title_sure_and_wrong": "有把握，却错了",
    "ask_sure_and_wrong": "损失不可能更大了。按「单步」：δ 是多少？",
    "look_sure_and_wrong": "0.000：输出饱和了，它的斜率几乎为零。用交叉熵时，δ 是 1.000。",
}
