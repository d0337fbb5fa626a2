#!/bin/sh
# Print the lines of requirements.txt that pin uv, with its hashes. pip installs it; it installs the rest.
awk '/^uv==/ {on = 1} on && /^[^ ]/ && !/^uv==/ {exit} on' requirements.txt
