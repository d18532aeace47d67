/* SPDX-License-Identifier: MIT */
/* Where a user keeps configuration, data and state. */
#include "xdg.h"

#include <stdio.h>
#include <stdlib.h>

static const struct {
    const char *variable, *below_home;
} folders[] = {
    [XDG_CONFIG] = {"XDG_CONFIG_HOME", "/.config"},
    [XDG_DATA] = {"XDG_DATA_HOME", "/.local/share"},
    [XDG_STATE] = {"XDG_STATE_HOME", "/.local/state"},
};

bool xdg_path(enum xdg_folder folder, const char *below, char *path, size_t size)
{
    const char *root = getenv(folders[folder].variable), *middle = "";
    if (!root || *root != '/') { /* the specification: a relative one is to be ignored */
        root = getenv("HOME");
        middle = folders[folder].below_home;
    }
    if (!root || *root != '/')
        return false;
    int len = snprintf(path, size, "%s%s/%s", root, middle, below);
    return len > 0 && (size_t)len < size;
}
