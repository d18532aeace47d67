/* SPDX-License-Identifier: MIT */
/* Where a user keeps configuration, data and state. Source: the XDG Base Directory Specification
 * 0.8. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum xdg_folder {
    XDG_CONFIG, /* $XDG_CONFIG_HOME, or ~/.config */
    XDG_DATA,   /* $XDG_DATA_HOME, or ~/.local/share */
    XDG_STATE,  /* $XDG_STATE_HOME, or ~/.local/state */
};

/* BELOW ("ocamlwalk/options") in FOLDER, as a path. False: the environment names no such folder, or
 * the path would be too long. */
bool xdg_path(enum xdg_folder folder, const char *below, char *path, size_t size);
