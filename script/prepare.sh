# Set-up shared by the commands in this directory; sourced from the top of the tree, not run.
# shellcheck shell=bash

say() { printf '%s\n' "$*" >&2; }

# The first Python that is new enough; PYTHON names another one.
find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  return 1
}

# system_packages REASON PACKAGE...: install what the system lacks, if we may; otherwise print the exact line.
# As root: install and say so. On a terminal: ask. Otherwise, or with NO_SYSTEM_INSTALL=1: only print.
system_packages() {
  local reason=$1 answer
  shift
  local line="apt-get install -y --no-install-recommends $*"
  if ! command -v apt-get >/dev/null; then
    say "Missing: $reason. On Debian or Ubuntu: $line"
    return 1
  fi
  if [ "${NO_SYSTEM_INSTALL:-}" != 1 ]; then
    if [ "$(id -u)" = 0 ]; then
      say "Installing $reason: $line"
      _apt_get "" "$@"
      return
    fi
    if [ -t 0 ] && command -v sudo >/dev/null; then
      read -r -p "Missing: $reason. Run 'sudo $line'? [y/N] " answer
      if [ "$answer" = y ] || [ "$answer" = Y ]; then
        _apt_get sudo "$@"
        return
      fi
    fi
  fi
  say "Missing: $reason. Install it with: sudo $line"
  return 1
}

_apt_get() {
  local sudo=$1
  shift
  { $sudo apt-get update -q && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"; } >&2
}

# prepare_python FILE: .venv with the pinned packages of FILE in it. Takes no time when nothing has changed.
prepare_python() {
  local file=$1 python stamp wanted
  if ! python=$(find_python); then
    system_packages "Python 3.11 or newer" python3 python3-venv && python=$(find_python) || {
      say "Python 3.11 or newer is needed."
      return 1
    }
  fi
  if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    "$python" -c 'import ensurepip, venv' 2>/dev/null || system_packages "the module venv of Python" python3-venv
    say "Making .venv"
    "$python" -m venv .venv
  fi
  stamp=.venv/installed-${file%.txt}
  wanted=$(.venv/bin/python --version | cat - requirements.txt "$file" | sha256sum)
  if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    say "Installing the packages of $file; this takes a minute or two, once"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: -r "$file"
    printf '%s\n' "$wanted" >"$stamp"
  fi
}

# Pango draws the documents. Without it everything else works.
prepare_pango() {
  .venv/bin/python - 2>/dev/null <<'PYTHON' && return
from ctypes import CDLL

for library in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"):
    CDLL(library)
PYTHON
  [ "$(uname)" = Darwin ] && { .venv/bin/python -c 'import weasyprint' 2>/dev/null || say "Missing: Pango, which draws PDF documents. Install it with: brew install pango"; return; }
  system_packages "Pango, which draws PDF documents" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
}

prepare_chromium() {
  local name
  for name in ${CHROMIUM:-} chromium chromium-browser google-chrome; do
    if name=$(command -v "$name"); then
      export CHROMIUM=$name
      return
    fi
  done
  system_packages "Chromium, which the browser tests drive" chromium && CHROMIUM=$(command -v chromium) && export CHROMIUM
}

# PostgreSQL's programs; the tests start a cluster of their own in a temporary directory.
prepare_postgres() {
  [ -n "${TEST_DATABASE_URL:-}" ] && return
  command -v pg_ctl >/dev/null && return
  ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1 && return
  system_packages "PostgreSQL, on which the tests run too" postgresql
}

# Reads every text out of the source, so that a translation that is missing one is found.
prepare_gettext() {
  command -v xgettext >/dev/null || system_packages "gettext, which reads the texts out of the source" gettext
}

# Other programs that read calendars, in var/comparison; a test that needs one says why it has none.
prepare_comparison() {
  .venv/bin/python script/comparison.py
}

# Opens the tables that we write, as people do, to see that no text in them is a formula.
prepare_libreoffice() {
  command -v soffice >/dev/null || system_packages "LibreOffice, in which the tests open our tables" libreoffice-calc-nogui
}
