# Sourced by the scripts of this folder: a virtual environment with the pinned requirements.

find_python() {
  local candidate
  for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  echo "Python 3.11 or newer with its venv module is needed (Debian and Ubuntu: apt install python3-venv)." >&2
  return 1
}

wanted_stamp() {
  echo "$(.venv/bin/python -V 2>/dev/null) $(cat requirements.txt requirements-dev.txt | cksum)"
}

install_requirements() {
  .venv/bin/python -m pip install --disable-pip-version-check --progress-bar off --require-hashes \
    -r requirements.txt -r requirements-dev.txt 2>&1 | tee .venv/install.log |
    awk '/^Collecting /{print "  " $2; fflush()}'
}

ensure_venv() {
  [ "$(cat .venv/.requirements 2>/dev/null)" = "$(wanted_stamp)" ] && return
  # An interrupted or outdated environment is made anew.
  if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    local python
    python=$(find_python)
    "$python" -m venv --clear .venv
  fi
  echo "Setting up .venv (once; a minute or two) …"
  if ! install_requirements; then
    tail -n 30 .venv/install.log >&2
    echo "The requirements could not be installed: the lines above say why." >&2
    return 1
  fi
  wanted_stamp > .venv/.requirements
  if [ "$(id -u)" = 0 ]; then
    echo "As root, PostgreSQL runs as a system user that its package creates; the folders above this"
    echo "one are opened for reading to it. As an ordinary user nothing of the kind happens."
  fi
}
