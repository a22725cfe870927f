"""Make JupyterLite with the chapters: ``build(site)`` writes site/jupyter/.

Its Python is that of the live pages, which ``live.build`` wrote before.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import live
from page_sources import editions

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "site" / "lab"  # an extension of JupyterLab
FOLDER = "jupyter"
EXTENSIONS = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
USED = [EXTENSIONS / "@jupyter-widgets" / "jupyterlab-manager", EXTENSIONS / "anywidget", SOURCE]
# What the kernel would load as packages, and is there from the start
PACKAGES = ["micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython"]
KERNEL_SETTINGS = {
    "pyodideUrl": f"./../{live.FOLDER}/lab.js",
    "disablePyPIFallback": True,
    "loadPyodideOptions": {"packages": PACKAGES},
}
SETTINGS = {"@jupyterlab/apputils-extension:themes": {"adaptive-theme": True}}


def write_json(path, content):
    path.write_text(json.dumps(content), "utf-8")


def build(site):
    """Write site/jupyter/, with the chapters of all languages."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        for edition in editions():
            folder = home / "chapters" / edition.folder
            folder.mkdir(parents=True, exist_ok=True)
            for path in edition.notebooks.glob("*.ipynb"):
                shutil.copy(path, folder)
        options = {
            "lite_dir": str(home),
            "output_dir": str(home / "out"),
            "contents": ["chapters"],
            "apps": ["lab"],
            "ignore_sys_prefix": True,
            "federated_extensions": [str(path) for path in [*USED, live.kernel_extension()]],
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
        }
        write_json(home / "jupyter_lite_config.json", {"LiteBuildConfig": options})
        data = {
            "appName": "JupyterLab",
            "exposeAppInBrowser": True,  # for tests
            "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": KERNEL_SETTINGS},
        }
        config = {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}
        write_json(home / "jupyter-lite.json", config)
        write_json(home / "overrides.json", SETTINGS)
        command = [sys.executable, "-m", "jupyterlite_core", "build"]
        with_kernel = os.environ | {"PYTHONPATH": str(live.KERNEL)}
        made = subprocess.run(command, cwd=home, env=with_kernel, capture_output=True, text=True)
        if made.returncode:
            raise RuntimeError((made.stdout + made.stderr)[-3000:])
        shutil.move(home / "out", Path(site) / FOLDER)
