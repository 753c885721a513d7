# Sourced by ./start and ./test in the checkout's folder: makes .venv hold what a lock names.

# environment LOCK: installs the lock and this checkout. A stamp of all that goes in
# (this folder and the Python too, since .venv holds their paths) lets the next call return at once.
environment() {
    python=${PYTHON:-python3}
    stamp=.venv/${1%%/*}.stamp
    inputs=$(
        echo "$PWD"
        "$python" --version 2>&1 || :
        find pyproject.toml "$1" webui/frontend webui/translations \
            \( -name node_modules -o -name __pycache__ \) -prune \
            -o -name '*.mo' -o -type f -exec cksum {} + | sort
    )
    [ "$(cat "$stamp" 2>/dev/null)" != "$inputs" ] || return 0

    "$python" -c 'import ensurepip, sys, venv; assert sys.version_info >= (3, 11)' 2>/dev/null || {
        echo "Alur needs Python 3.11 or newer with its venv module, and $python is not that." >&2
        echo "Debian, Ubuntu: apt-get install python3-venv. Another Python: PYTHON=python3.12 $0" >&2
        exit 1
    }
    echo "Installing into .venv: a minute or two, only after a change." >&2
    "$python" -m venv .venv
    .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r "$1"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
    echo "$inputs" >"$stamp"
}
