# SPDX-License-Identifier: MIT
# What the benches share: where the build is, and an X server with a window manager of their own,
# which are ended by their numbers. Sourced, with the build folder as $1.
# shellcheck shell=bash

build=$(realpath "${1:-nowhere}")
if [ ! -x "$build/bin/ocamlwalk" ]; then
    echo "use: $(basename "$0") BUILD-FOLDER" >&2
    exit 2
fi
scratch=$(mktemp -d)
started=()

finish() {
    local pid
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null; done
    rm -rf "$scratch"
}
trap finish EXIT

median() { sort -n | awk '{ v[NR] = $1 } END { printf "%.1f", v[int((NR + 1) / 2)] }'; }

# field NAME: out of the summaries on stdin, one a line
field() { sed -n "s/.*\"$1\":\\(-\\{0,1\\}[0-9.]*\\).*/\\1/p"; }

# traced EVENT KEY: out of a trace on stdin, whole numbers only
traced() { sed -n "s/.*\"name\":\"$1\".*\"$2\":\([0-9]*\).*/\1/p"; }

# wakeups PID: how often it has left the processor so far
wakeups() { awk '/^voluntary|^nonvoluntary/ { sum += $2 } END { print sum }' "/proc/$1/status"; }

# A launch's environment, and a screen: exports DISPLAY.
take_a_screen() {
    unset CI OCAMLWALK NOTIFY_SOCKET WAYLAND_DISPLAY
    mkdir "$scratch/home" "$scratch/screen"
    export HOME=$scratch/home XDG_CONFIG_HOME=$scratch/home XDG_RUNTIME_DIR=$scratch/home
    Xvfb -displayfd 3 -screen 0 "${SCREEN:-1280x800x24}" -nolisten tcp -noreset \
        3>"$scratch/screen/number" 2>/dev/null &
    started+=($!)
    until [ -s "$scratch/screen/number" ]; do sleep 0.02; done
    DISPLAY=:$(cat "$scratch/screen/number")
    export DISPLAY
    HOME=$scratch/screen XDG_CONFIG_HOME=$scratch/screen openbox >/dev/null 2>&1 &
    started+=($!)
    until xdotool get_num_desktops >/dev/null 2>&1; do sleep 0.02; done
    xdotool mousemove 0 0 # a camel under the pointer looks for Escape at every frame
}
