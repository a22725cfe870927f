"""What the scenarios of chapter 09 are called, ask, and say to look for."""

MESSAGES = {
    "title_plain_descent": "Plain gradient descent",
    "ask_plain_descent": "Move the step: how far apart do the four libraries get?",
    "look_plain_descent": "Less than 1e−11: the four losses agree to 11 digits and more.",
    "title_with_momentum": "Momentum",
    "ask_with_momentum": "The same with momentum: which library leaves the others?",
    "look_with_momentum": "Keras, by 6.2e−7. On TensorFlow it sends 0.9 through float32.",
    "title_with_adam": "Adam",
    "ask_with_adam": "The same with Adam: which libraries stay together?",
    "look_with_adam": "nnlib with PyTorch. Keras and scikit-learn are 7.5e−5 away, and near each other: they put ε elsewhere.",
    "title_epsilon_moved": "ε as Keras",
    "ask_epsilon_moved": "Adam, with nnlib's ε where Keras puts it: which lines fall?",
    "look_epsilon_moved": "Those of scikit-learn, to nothing, and of Keras, to 2.3e−6. PyTorch is 7.5e−5 away now.",
    "title_exact_rates": "Rates in binary",
    "ask_exact_rates": "With 7/8 and 1023/1024, which float32 holds exactly: is Keras still apart?",
    "look_exact_rates": "No: below 1e−11. Both causes are found.",
    "title_single_precision": "float32",
    "ask_single_precision": "Plain gradient descent in float32: how far apart will they get?",
    "look_single_precision": "Below 1e−6: float32 holds about 7 digits.",
}
