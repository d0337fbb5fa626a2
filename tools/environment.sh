#!/bin/sh
# Make .venv and install the lock into it. Called by make; says one clear line when it cannot.
# PYTHON names the interpreter (default python3).
set -u

stop() {
  printf '\nSet-up stopped: %s\n' "$1" >&2
  exit 1
}

PYTHON=${PYTHON:-python3}
command -v "$PYTHON" >/dev/null 2>&1 ||
  stop "no '$PYTHON' here. Install Python 3.10 or newer, or name one:  make book PYTHON=/path/to/python3"
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 10))' ||
  stop "'$PYTHON' is $("$PYTHON" --version 2>&1); the book needs 3.10 or newer. Name one:  make book PYTHON=python3.12"
# MXNet has packages for Linux and for macOS on Intel.
ways="Three ways that work: Google Colab; Docker with --platform linux/amd64; on Windows, WSL2."
machine=$("$PYTHON" -c 'import platform; print(platform.system(), platform.machine())')
case "$machine" in
  "Darwin arm64") stop "MXNet has no package for Apple silicon. $ways" ;;
  Windows* | MINGW* | MSYS* | CYGWIN*) stop "MXNet has no package for Windows. $ways" ;;
  "Linux aarch64" | "Linux arm64")
    ldconfig -p 2>/dev/null | grep -q libarmpl ||
      stop "On Arm, MXNet needs the Arm Performance Libraries (libarmpl). $ways" ;;
esac
"$PYTHON" -c 'import venv, ensurepip' 2>/dev/null ||
  stop "'$PYTHON' has no venv module. On Debian or Ubuntu:  sudo apt-get install python3-venv"

log=$(mktemp) || stop "no file can be written in ${TMPDIR:-/tmp}. Name another folder:  make book TMPDIR=/a/folder"
touch .writable 2>/dev/null || stop "this folder cannot be written: $PWD. Copy the book to one that can."
rm -f .writable
failed() {
  stop "$1 Details: $log"
}

# A .venv of another Python is made anew; one that is there already is kept.
wanted=$("$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
present=$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
if [ "$wanted" != "$present" ]; then
  echo "Making .venv with Python $wanted"
  rm -rf .venv
  "$PYTHON" -m venv .venv >"$log" 2>&1 || failed "could not make .venv with '$PYTHON'."
fi

# uv, at the version and with the hashes of the lock, then the lock itself with uv.
echo "Installing requirements.txt"
uv_lock=.venv/uv-requirement.txt
sh tools/locked_uv.sh >"$uv_lock"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
  -r "$uv_lock" >"$log" 2>&1 ||
  failed "could not download uv. Is there a network?"
.venv/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes \
  requirements.txt >"$log" 2>&1 ||
  failed "could not install requirements.txt. Is there a network?"
.venv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation \
  --editable . >"$log" 2>&1 || failed "could not install d2l_local."
rm -f "$log"
touch .venv/ready
