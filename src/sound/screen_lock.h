/* SPDX-License-Identifier: MIT */
/* Whether the screen is locked: the interface of the shared object that is linked with libsystemd.
 *
 * logind writes most of a session down where it can be read (mute_policy.h), but this it tells on
 * D-Bus only: the property LockedHint of org.freedesktop.login1(5), set by the screen lockers of
 * the larger desktops. Built on Linux, where libsystemd is; elsewhere the plugin is missing
 * (plugin.h), and nothing is locked. */
#pragma once

#include <stdbool.h>

#define SCREEN_LOCK_FILE   "ocamlwalk-screen-lock.so"
#define SCREEN_LOCK_SYMBOL "screen_lock"

struct screen_lock {
    /* True: logind says that SESSION is locked; "auto" is the caller's own. False, too, if nobody
     * answers within 300 ms, who is then not asked again. One thread, not the main one. */
    bool (*is_on)(const char *session);
};

extern const struct screen_lock screen_lock;
