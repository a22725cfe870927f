"""What chapter 00 says: its check of the installation, its question and its exercise, in Chinese."""

MESSAGES = {
    # the installation
    "installed": "课程需要的东西都装好了：可以开始了。",
    "missing": "缺少 {name}：请在课程的文件夹里运行 `make lab`，它会把 {name} 装好。",
    "too_old": "{name} 现在的版本是 {found}，而课程需要 {needed}：请再运行一次 `make lab`。",
    # questions
    "more_units_asked": "用 3 个隐藏单元训练 400 轮之后，同心圆数据会有多少个样本分错？",
    "more_units_none": "一个也没有",
    "more_units_none_why": "三条直的边界合起来，把中间围住。",
    "more_units_ten": "大约 10 个",
    "more_units_ten_why": "这是 2 个单元剩下的错误：一条带子，两端都敞开。",
    "more_units_thirty": "大约 30 个",
    "more_units_thirty_why": "这是 1 个单元剩下的错误：只有一条直的边界。",
    # exercises
    "double_right": "每道练习都是这样：作答，运行，看结果，再试。",
    "double_same": "double 就是 21 本身：请给出 21 的两倍。",
    "double_added": "你加了 2：21 的两倍是 2 乘 21。",
    "double_squared": "你算的是 21 乘 21：21 的两倍是 2 乘 21。",
    "double_halved": "你取了 21 的一半：21 的两倍是 2 乘 21。",
    "double_1": "一个数的两倍，就是这个数加上它自己。",
    "double_2": "可以让 Python 替你算：把省略号换成 `2 * 21`。",
    "double_joined": "你把 21 并排写了两遍：21 的两倍是 2 乘 21。",
    "double_power": "两个星号是乘方：要算 2 乘 21，只写一个星号。",
}
