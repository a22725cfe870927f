"""Write NN.png, the small pictures in the README's table: the first picture of every chapter."""

import base64
import io
from pathlib import Path

import nbformat
from PIL import Image

from nncourse.widgets.frames import small

HERE = Path(__file__).parent
WIDTH = 360  # pixels, twice the width in the table


def first_picture(notebook):
    """The first picture in a notebook's outputs."""
    outputs = (o for cell in notebook.cells for o in cell.get("outputs", []))
    png = next(o.data["image/png"] for o in outputs if "image/png" in o.get("data", {}))
    return Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB")


def main():
    """Write a thumbnail for every chapter."""
    for path in sorted((HERE.parent / "notebooks").glob("[0-9][0-9]_*.ipynb")):
        picture = first_picture(nbformat.read(path, as_version=4))
        height = round(WIDTH * picture.height / picture.width)
        thumbnail = small(picture.resize((WIDTH, height), Image.Resampling.LANCZOS))
        thumbnail.save(HERE / f"{path.name[:2]}.png", optimize=True)


if __name__ == "__main__":
    main()
