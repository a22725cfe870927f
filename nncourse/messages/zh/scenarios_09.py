"""What the scenarios of chapter 09 are called, ask, and say to look for, in Chinese."""

MESSAGES = {
    "title_plain_descent": "普通梯度下降",
    "ask_plain_descent": "移动步数：四个库会相差多远？",
    "look_plain_descent": "不到 1e−11：四个损失至少有 11 位相同。",
    "title_with_momentum": "动量",
    "ask_with_momentum": "同样的事，加上动量：哪个库离开了别的库？",
    "look_with_momentum": "Keras，差 6.2e−7。它用 TensorFlow 计算时，把 0.9 转成 float32。",
    "title_with_adam": "Adam",
    "ask_with_adam": "同样的事，换成 Adam：哪些库还在一起？",
    "look_with_adam": "nnlib 和 PyTorch。Keras 和 scikit-learn 差 7.5e−5，而它们俩彼此接近：它们把 ε 加在别处。",
    "title_epsilon_moved": "ε 同 Keras",
    "ask_epsilon_moved": "Adam，把 nnlib 的 ε 放到 Keras 放的地方：哪些线降下来？",
    "look_epsilon_moved": "scikit-learn 的线降到底，Keras 的线降到 2.3e−6。现在 PyTorch 差 7.5e−5。",
    "title_exact_rates": "二进制系数",
    "ask_exact_rates": "用 7/8 和 1023/1024，float32 能把它们准确地存下来：Keras 还有差距吗？",
    "look_exact_rates": "没有了：小于 1e−11。两个原因都找到了。",
    "title_single_precision": "float32",
    "ask_single_precision": "用 float32 的普通梯度下降：它们会相差多远？",
    "look_single_precision": "不到 1e−6：float32 能保存约 7 位数字。",
}
