#!/bin/sh
# Runs a test with a display: the one there is, or a virtual one.
if [ -n "$DISPLAY" ] && [ -z "$GUANJING_TEST_XVFB" ]; then
    exec "$@"
fi
exec xvfb-run -a -s "-screen 0 1920x1080x24 +extension GLX" "$@"
