"""What the scenarios of chapter 03 are called, ask, and say to look for, in Chinese."""

MESSAGES = {
    # build one
    "title_second_layer": "第二层",
    "ask_second_layer": "把隐藏层数设为 2：2-4-3-1 会有多少个参数？",
    "look_second_layer": "31 个，原来是 17 个：23 个权重，再加上 8 个不是输入的单元各自的偏置。",
    "title_more_inputs": "更多输入",
    "ask_more_inputs": "调大输入数：增加的是权重还是偏置？",
    "look_more_inputs": "是权重：每多一个输入，就多 4 个。输入什么也不计算，所以没有偏置。",
    "title_cut_a_line": "剪断一条线",
    "ask_cut_a_line": "点一条线：表格里哪些数变小？",
    "look_cut_a_line": "三个，各少 1：那一层的合计、全部权重、全部参数。偏置不变，W 的形状也不变。",
    "title_hundreds": "成百的单元",
    "ask_hundreds": "第二层有 100 个单元，会增加多少个权重？选 100-100-100-1。",
    "look_hundreds": "10,000 个：现在一共 20,100 个。两层都换成 1000 个单元，就有 1,101,000 个。",
    # hinges
    "title_sine_by_hand": "正弦",
    "ask_sine_by_hand": "拖动菱形：你能把误差调到多小？",
    "look_sine_by_hand": "再按一次 1：铰链均匀排开时，最小二乘达到 0.005。接着按一次「训练」，铰链也会移动，误差降到 0.0037。",
    "title_two_hinges": "两个铰链",
    "ask_two_hinges": "按「最小二乘」：两个铰链能接近到什么程度？",
    "look_two_hinges": "误差是 0：一个铰链在左边缘，另一个在 0 处，弯折正好在那里。",
    "title_odd_hinges": "三个铰链",
    "ask_odd_hinges": "按「最小二乘」：三个铰链和两个一样好吗？",
    "look_odd_hinges": "不：误差是 0.055。均匀排开的奇数个铰链，没有一个落在 0 处，而弯折就在那里。",
    "title_stairs": "阶梯",
    "ask_stairs": "按「最小二乘」：12 个单元会把一次跳变画成什么样？",
    "look_stairs": "画成斜坡：误差还剩 0.0086。一次跳变需要两个紧挨着的铰链，均匀排开的铰链并不紧挨着。",
}
