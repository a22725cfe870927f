"""What the scenarios of chapter 12 are called, ask, and say to look for, in Chinese."""

MESSAGES = {
    # vowels
    "title_heed": "heed",
    "ask_heed": "按「试听」。拖动菱形：从哪里起是 hid，从哪里起是 hod？",
    "look_heed": "看底色：从 heed 到 hid，F1 升高；hod 在右下方，离得很远。它的 F3 也低些。",
    "title_hod": "hod",
    "ask_hod": "按「试听」：hod 和 heed 有什么不同，听起来怎样，图上又怎样？",
    "look_hod": "F1 高些，F2 低些，所以蓝线强的地方不一样了。网络听成 hod，概率 0.95。",
    "title_shorter_throat": "小孩",
    "ask_shorter_throat": "一个小孩，F1 和 F2 取男人说 hod 时的值：网络听成哪个词？",
    "look_shorter_throat": "hawed，概率 0.98。网络从 F3 知道咽喉短了，所以多数区域往右上方移动。",
    # languages
    "title_right_to_life": "一项权利",
    "ask_right_to_life": "哪些字母对支持英语？再输入你自己的句子。",
    "look_right_to_life": "首先是词首的“t”，还有“th”：英语得到 0.79。",
    "title_bonjour": "Bonjour",
    "ask_bonjour": "它会说是哪种语言，有多大把握？",
    "look_bonjour": "英语，0.35，其次是法语，0.17：它学过的那些条文，说话不是这个样子。",
    # ratings
    "title_nothing_learned": "什么都没学",
    "ask_nothing_learned": "按「播放」：每部电影、每位观众都有两个数；它们会渐渐有什么含义？",
    "look_nothing_learned": "同样的人喜欢的电影聚到一起。留出评分上的误差从 1.12 星降到 0.47 星。",
    "title_all_learned": "学完了",
    "ask_all_learned": "把观众一个个看过去：每个人接下来该看的电影在哪里？",
    "look_all_learned": "在观众的箭头方向上。把所有箭头和电影转过同一个角度，没有一个预测会变：坐标轴本身没有含义。",
    # games
    "title_many_units": "64 个单元",
    "ask_many_units": "下一局：你能赢吗？",
    "look_many_units": "不能：不管你怎么下，它不是平就是赢。",
    "title_few_units": "8 个单元",
    "ask_few_units": "和小网络下一局：你能找到赢法吗？",
    "look_few_units": "左上，右上，上。每个局面的值都给它看过，可它太小，装不下。",
}
