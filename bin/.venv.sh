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

ensure_venv() {
  local python wanted stamp=.venv/.requirements
  wanted=$(cat requirements.txt requirements-dev.txt | cksum)
  if [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    return
  fi
  python=$(find_python)
  echo "Setting up .venv (once; a minute or two) …"
  [ -x .venv/bin/python ] || "$python" -m venv .venv
  .venv/bin/python -m pip install --disable-pip-version-check --progress-bar off --require-hashes \
    -r requirements.txt -r requirements-dev.txt 2>&1 |
    sed -u -n -e 's/^Collecting \([^ ;]*\).*/  \1/p' -e '/^ERROR/p' -e '/[Ee]rror:/p'
  echo "$wanted" > "$stamp"
}
