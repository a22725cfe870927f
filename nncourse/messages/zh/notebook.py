"""What a built notebook says about its languages, in Chinese."""

MESSAGES = {
    "language_name": "简体中文",
    "stale_cell": "这个单元格的英文改过了，译文还没跟上，这里先显示英文。",
}
