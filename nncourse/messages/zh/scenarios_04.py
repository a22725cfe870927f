"""What the scenarios of chapter 04 are called, ask, and say to look for, in Chinese."""

MESSAGES = {
    # one unit at a time
    "title_first_sum": "第一次求和",
    "ask_first_sum": "z 是多少？先算出来，再按「单步」。",
    "look_first_sum": "0.3 + 0.65 − 0.5 = 0.45。激活值 tanh(0.45) = 0.42 出现在单元上方。",
    "title_second_layer_waits": "输出的求和",
    "ask_second_layer_waits": "输出需要哪些数？它的 z 是多少？按「单步」。",
    "look_second_layer_waits": "它需要全部三个隐藏单元的激活值（有一个权重是 0），不需要任何输入。z 是 −0.34，它的 sigmoid 值是 0.42。",
    "title_relu_layers": "两层 ReLU",
    "ask_relu_layers": "按「单步」：哪些单元可以先算，哪些要等？",
    "look_relu_layers": "第一个隐藏层的单元可以全部同时算。后面的每一层都等它前面的一层。",
    "title_three_outputs": "三个输出",
    "ask_three_outputs": "输出层是 softmax：这个单元的 a 需要哪几个 z？按「单步」。",
    "look_three_outputs": "它需要全部三个输出的 z，图里已经算好了：a 是 0.36。",
    # folding
    "title_unfolded": "原样",
    "ask_unfolded": "移动权重和偏置：在第二个平面上，一条直线能把这些点分开吗？",
    "look_unfolded": "开始时不能：2 个点分错，输出处处是二分之一。让两个单元都看 x1 + x2，偏置却不同，会有帮助。",
    "title_folded": "折叠",
    "ask_folded": "两个单元都看 x1 + x2。按「播放」：两个三角形会在哪里？",
    "look_folded": "在同一处。平面被压成一条线，这条线又弯折了，所以一条直线就把它们和圆点分开：一个也没分错。",
    "title_unbent": "没有弯折",
    "ask_unbent": "用恒等函数代替 tanh：有没有哪组权重能做异或？",
    "look_unbent": "没有：总有 2 个点分错。w22 取 −2 时，网格会转动、翻转、拉长，但从不弯折。",
    # unfolding
    "title_moons": "双月",
    "ask_moons": "按「播放」：第二个平面最后会是什么样子？",
    "look_moons": "双月渐渐分开，直到一条直线隔在它们之间：100 轮后分错 4 个，600 轮后没有一个分错。在第一个平面上，那条直线就是弯弯曲曲的边界。",
}
