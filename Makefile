# The commands of the course. `make` alone lists them.

.PHONY: help lab class update fresh test test-all build site figures bench oldest frameworks lock lint format publish-as setup
.DEFAULT_GOAL := help

PY := .venv/bin/python
STRICTNESS = $(if $(filter Linux,$(shell uname -s)),--nbval,--nbval-lax)
NBVAL = $(STRICTNESS) --nbval-current-env \
	--nbval-sanitize-with=tests/nbval_sanitize.cfg --nbval-cell-timeout=120
# A file each: nbval needs all cells of a notebook in one. Three processes keep two cores busy,
# since browsers and kernels are often waited for
PYTEST = $(PY) -m pytest $(NBVAL) --numprocesses=3 --dist=loadfile --no-loadscope-reorder
COMPILE = $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make lock"

help:  ## list the commands
	@echo "The commands of this course:"; echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1 \2/p' Makefile | \
		while read -r make name text; do printf '  make %-11s %s\n' "$$name" "$$text"; done
	@echo; echo "PYTHON=... names a Python, PORT=... a server's port, ARGS=... hands words on,"
	@echo 'as in: make test ARGS="-k losses"'

lab: setup  ## read the chapters, in JupyterLab
	@$(PY) tools/lab.py $(ARGS)

class: setup  ## serve the website to a class; ARGS=--room lets other computers in
	@$(PY) tools/classroom.py $(ARGS)

update:  ## take the newest version; what you changed is kept in mine/
	@$(FIND_PYTHON); "$$python" tools/update.py

fresh:  ## bring a chapter back as it came, as in ARGS=01_one_neuron; yours is kept in mine/
	@$(FIND_PYTHON); "$$python" tools/update.py --fresh $(ARGS)

# The solutions hold all of a chapter but unfinished exercises, which tests/test_check.py tries; one
# translated chapter stands for all here, since tests/test_translate.py finds that their code is equal
test: setup  ## run the tests, notebooks included; ARGS=--durations=20 shows what costs most
	@$(PYTEST) tests $(wildcard notebooks/solutions notebooks/zh/solutions/01*) -m "not slow" $(ARGS)

test-all: setup  ## run the slow tests too, and draw more examples
	@$(PYTEST) tests $(wildcard notebooks/*.ipynb notebooks/solutions notebooks/zh/solutions) \
		--hypothesis-profile=thorough $(ARGS)

build: setup  ## make notebooks/ from book/
	@$(PY) tools/build.py $(ARGS)

site: setup  ## make the website, in site/build/; ARGS=--zip makes an archive of it too
	@$(PY) tools/website.py $(ARGS)

figures: setup  ## draw the figures anew
	@for script in figures/*.py; do [ ! -e "$$script" ] || $(PY) "$$script" $(ARGS) || exit 1; done

bench: setup  ## measure speed against other libraries
	@$(PY) -m benchmarks $(ARGS)

oldest: setup  ## run the tests of maths, explorers and playground with the oldest versions
	@$(PY) tools/oldest.py $(ARGS)

frameworks:  ## add Keras and PyTorch, which some tests and chapters compare with
	@$(FIND_PYTHON); "$$python" tools/setup.py --frameworks

lock: setup  ## choose the exact versions of all packages; ARGS=--upgrade takes the latest
	@$(COMPILE) pyproject.toml --group dev -o requirements.txt $(ARGS)
	@$(COMPILE) requirements.txt --no-deps --generate-hashes --no-annotate -o requirements-hashed.txt
	@$(COMPILE) pyproject.toml --group oldest --resolution lowest-direct --generate-hashes \
		--no-annotate -o requirements-oldest.txt $(ARGS)

lint: setup  ## look for mistakes, for untidy code and for misspelt words
	@$(PY) -m ruff check . && $(PY) -m ruff format --check . && $(PY) tools/spelling.py

format: setup  ## tidy the code; notebooks/ is made from book/, so tidy that by hand
	@$(PY) -m ruff check --fix --exclude notebooks . ; $(PY) -m ruff format --exclude notebooks .

publish-as: setup  ## write the repository's address wherever it is used: NAME=OWNER/NAME
	@$(PY) tools/publish_as.py $(NAME)

setup:
	@$(FIND_PYTHON); "$$python" tools/setup.py

# Sets $python to the first Python that is new enough: PYTHON, or .venv's own before all others.
# (patsubst: some shells leave the ~ in PYTHON=~/... as it is)
FIND_PYTHON = \
	if [ -n "$(PYTHON)" ]; then set -- "$(patsubst ~/%,$(HOME)/%,$(PYTHON))"; \
	else set -- $(PY) python3 python3.14 python3.13 python3.12 python3.11 python; fi; \
	ask='import sys; print("%d.%d" % sys.version_info[:2]); sys.exit(sys.version_info < (3, 11))'; \
	python=; found=; \
	for name in "$$@"; do \
		if version=$$("$$name" -c "$$ask" 2>/dev/null); then python=$$name; break; fi; \
		if [ -n "$$version" ]; then found="$${found:+$$found, }$$name is $$version"; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Python 3.11 or newer is needed, and $${found:-none was found}: install a newer one," \
			"or name one that you have, as in \`make lab PYTHON=/path/to/python3\`." >&2; \
		exit 1; \
	fi
