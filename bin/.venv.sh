# Sourced by the scripts of this folder: a virtual environment with the pinned requirements.

FOR_THE_BOX=(requirements.txt requirements-box.txt)
FOR_TESTS=("${FOR_THE_BOX[@]}" requirements-dev.txt)

# Its first argument in English, its second in French: what the system speaks.
say() {
  case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
    fr | fr[_.@]*) echo "$2" ;;
    *) echo "$1" ;;
  esac
}

find_python() {
  local candidate
  for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  say "Python 3.11 or newer with its venv module is needed (Debian and Ubuntu: apt install python3-venv)." \
      "Il faut Python 3.11 ou plus récent, avec son module venv (Debian et Ubuntu : apt install python3-venv)." >&2
  return 1
}

# A line for each of these files: the Python, the file's sum, its name.
wanted_stamp() {
  local python file
  python=$(.venv/bin/python -V 2>/dev/null) || return 1
  for file in "$@"; do echo "$python $(cksum <"$file") $file"; done
}

is_installed() {
  local wanted line
  [ -f .venv/.requirements ] && wanted=$(wanted_stamp "$@") || return 1
  while IFS= read -r line; do
    grep -Fxq -- "$line" .venv/.requirements || return 1
  done <<<"$wanted"
}

# Without the stamp an installation was interrupted: what it left may be half written.
make_environment() {
  [ -f .venv/.requirements ] && .venv/bin/python -m pip --version >/dev/null 2>&1 && return
  local python
  python=$(find_python)
  "$python" -m venv --clear .venv
}

pip_install() {
  .venv/bin/python -m pip install --disable-pip-version-check --progress-bar off --require-hashes "$@"
}

# uv takes seconds. pip takes over where there is no uv for this machine, and where uv fails.
install_by_uv() {
  pip_install --only-binary :all: -r requirements-uv.txt && .venv/bin/python bin/.uv_as_pip.py "$@"
} >>.venv/install.log 2>&1

install_by_pip() {
  pip_install "$@" 2>&1 | tee -a .venv/install.log | awk '/^Collecting /{print "  " $2; fflush()}'
}

install() {
  local wanted=() file
  for file in "$@"; do wanted+=(-r "$file"); done
  : >.venv/install.log
  install_by_uv "${wanted[@]}" && return
  say "  pip does it, which takes a minute or two." "  pip s'en charge : comptez une minute ou deux."
  install_by_pip "${wanted[@]}"
}

# The environment with these requirement files, made or completed if need be.
ensure_venv() {
  is_installed "$@" && return
  say "Setting up .venv (once; half a minute) …" "Préparation de .venv (une seule fois ; une demi-minute)…"
  make_environment
  rm -f .venv/.requirements
  if ! install "$@"; then
    tail -n 30 .venv/install.log >&2
    say "The requirements could not be installed: the lines above say why." \
        "L'installation a échoué : les lignes ci-dessus disent pourquoi." >&2
    return 1
  fi
  wanted_stamp "$@" >.venv/.requirements
  if [ "$(id -u)" = 0 ]; then
    say "As root, PostgreSQL runs as a system user that its package creates; the folders above this
one are opened for reading to it. As an ordinary user nothing of the kind happens." \
        "En root, PostgreSQL tourne sous un utilisateur système que son paquet crée ; les dossiers
au-dessus de celui-ci lui sont ouverts en lecture. Avec un compte ordinaire, rien de tel."
  fi
}
