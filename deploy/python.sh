# Sets `python` to a Python that is new enough; sourced by run and check.
for python in "${PYTHON:-}" python3.11 python3.12 python3.13 python3.14 python3 none; do
  if [ "$python" = none ]; then
    echo "Footing needs Python 3.11 or newer (Debian: apt-get install python3; macOS: brew install python@3.11)." >&2
    exit 1
  fi
  if [ -n "$python" ] && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    break
  fi
done
