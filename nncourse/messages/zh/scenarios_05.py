"""What the scenarios of chapter 05 are called, ask, and say to look for, in Chinese."""

MESSAGES = {
    # squares on a line
    "title_fit_by_hand": "手动拟合",
    "ask_fit_by_hand": "拖动直线：你能让这些平方的平均变得多小？",
    "look_fit_by_hand": "「最佳拟合」达到 0.222，没有直线能做得更好。",
    "title_last_day": "远远偏离",
    "ask_last_day": "第 8 天现在是 0：「最佳拟合」会怎样改变直线？",
    "look_last_day": "它转了向：斜率从 0.58 降到 0.09。误差变成两倍，代价就变成四倍，而且这一天在直线的尽头。",
    # two losses
    "title_surer": "更有把握，却错了",
    "ask_surer": "那天没有下雨。把 p 从 90% 升到 99%：哪种损失会翻倍？",
    "look_surer": "交叉熵，从 2.303 到 4.605，而且没有尽头。平方误差从 0.810 到 0.980，永远不会超过 1。",
    "title_it_rained": "下雨了",
    "ask_it_rained": "目标值是 1：现在 p 是多少时损失大？",
    "look_it_rained": "p 小的时候：这是镜像。10% 时的损失，就是目标值为 0、p 为 90% 时的损失。",
    # a neuron that does not learn
    "title_plateau": "平坦区",
    "ask_plateau": "平方误差。按「播放」：下坡 100 步能走多远？",
    "look_plateau": "哪儿也没去：轨迹短得看不见。两个斜率都是 −0.0009，因为这个神经元在每一天都饱和，损失一直是 0.499。",
    "title_bowl": "碗",
    "ask_bowl": "交叉熵。按「播放」：从同一点出发，100 步能走多远？",
    "look_bowl": "走到损失 0.414，错 2 天：这里的斜率在 −0.5 左右。",
    "title_far_corner": "角落",
    "ask_far_corner": "交叉熵，从 −8, −8 出发。按「播放」：轨迹会停在别处吗？",
    "look_far_corner": "不会：还是 0.414。它是一只完整的碗，每条轨迹都到碗底。",
    # several classes
    "title_wrong_class": "押错了宝",
    "ask_wrong_class": "真实类别是 1：三个斜率里，哪一个是负的？",
    "look_wrong_class": "只有真实类别的那个，−0.741：它的 z 应当增大。每个斜率都是 p − y。",
    "title_guessing": "三者相同",
    "ask_guessing": "三选一，乱猜的代价是多少？把真实类别的 z 调大：损失会怎样？",
    "look_guessing": "代价是 ln 3 = 1.099。z1 为 5 时，损失降到 0.013。",
}
