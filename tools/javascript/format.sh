#!/bin/sh
# Format scripts in place, each as Prettier writes it:  sh tools/javascript/format.sh FILE ...
# Fails if one was not in that form. npm brings Prettier once, at the version and hash of the lock.
set -eu

here=$(dirname "$0")
prettier=$here/node_modules/prettier/bin/prettier.cjs
if [ ! -f "$prettier" ]; then
  command -v npm >/dev/null || {
    echo "To format JavaScript, install npm:  apt-get install npm" >&2
    exit 1
  }
  (cd "$here" && npm ci --ignore-scripts --no-audit --no-fund --silent)
fi
options="--print-width 100 --no-config"
# shellcheck disable=SC2086 # one word for each option
node "$prettier" $options --check "$@" || {
  node "$prettier" $options --write "$@" >/dev/null
  echo "Formatted now. Stored outputs hold copies of explorer.js and quiz.js:  make notebooks" >&2
  exit 1
}
