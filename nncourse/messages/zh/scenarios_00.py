"""What the scenarios of chapter 00 are called, ask, and say to look for, in Chinese."""

MESSAGES = {
    "title_four_units": "四个单元",
    "ask_four_units": "先猜，再按「播放」：边界最后会是什么形状？",
    "look_four_units": "它把中间围住：一个圆角的三角形。这时没有样本分错，损失为 0.026。",
    "title_single_unit": "一个单元",
    "ask_single_unit": "先猜，再按「播放」：100 个样本中，最后还有多少个分错？",
    "look_single_unit": "27 个。一个单元只能画出直的边界，而一条直的边界什么也围不住。",
    "title_two_units": "两个单元",
    "ask_two_units": "先猜，再按「播放」：边界是什么样子？",
    "look_two_units": "一条带子。它两端有 8 个样本仍然分错，旁边还有 1 个。",
    "title_three_units": "三个单元",
    "ask_three_units": "按「播放」：用 3 个单元，甚至 12 个，最后的损失会比 4 个单元更低吗？",
    "look_three_units": "这里都更低：3 个单元降到 0.019，12 个降到 0.022，4 个是 0.026。换别的初始数值，多半是 12 个单元的损失最低。",
    "title_spiral": "螺旋",
    "ask_spiral": "按「播放」：4 个单元分错多少个？12 个单元呢？",
    "look_spiral": "4 个单元还有 32 个分错，12 个单元只有 5 个。",
    "title_small_rate": "小的学习率",
    "ask_small_rate": "按「播放」：学习率为 0.003 时能走多远？0.3 呢？",
    "look_small_rate": "0.003 时，400 轮之后还在半路上：4 个分错，损失为 0.335。0.3 时，损失最后降到 0.001。",
}
