# Sourced by ./start and ./test in the checkout's folder.

# environment LOCK: makes .venv hold what the lock names, and this checkout.
# A stamp of all that goes in lets the next call return at once.
environment() {
    python=${PYTHON:-python3}
    stamp=.venv/${1%%/*}.stamp
    place="$PWD $("$python" --version 2>&1)" || needs_python
    inputs=$(
        echo "$place"
        find pyproject.toml "$1" webui/frontend webui/translations \
            \( -name node_modules -o -name __pycache__ \) -prune \
            -o -name '*.mo' -o -type f -exec cksum {} + | sort
    )
    [ "$(cat "$stamp" 2>/dev/null)" != "$inputs" ] || return 0

    "$python" -c 'import ensurepip, sys, venv; assert sys.version_info >= (3, 11)' 2>/dev/null ||
        needs_python
    echo "Installing into .venv: a minute or two, only after a change." >&2
    # An environment holds its folder's path and its Python's, so it is no use elsewhere.
    [ "$(cat .venv/place 2>/dev/null)" = "$place" ] || {
        "$python" -m venv --clear .venv
        echo "$place" >.venv/place
    }
    pip=".venv/bin/python -m pip install -qq --disable-pip-version-check"
    $pip --require-hashes -r "$1"
    $pip --no-deps --no-build-isolation -e .
    echo "$inputs" >"$stamp"
}

needs_python() {
    echo "Alur needs Python 3.11 or newer with its venv module, and $python is not that." >&2
    echo "Debian, Ubuntu: apt-get install python3-venv. Another Python: PYTHON=python3.12 $0" >&2
    exit 1
}
