/* SPDX-License-Identifier: MIT */
/* What the desktop portal says of the user's preferences: the interface of the shared object that
 * is linked with libsystemd. Built on Linux, where that is; elsewhere the plugin is missing
 * (plugin.h). */
#pragma once

#include "preferences.h"

#define PREFERENCES_PORTAL_FILE   "ocamlwalk-preferences.so"
#define PREFERENCES_PORTAL_SYMBOL "preferences_portal"

struct preferences_portal {
    /* Asks on the bus at ADDRESS, for at most some 100 ms, and starts no service. False: no answer;
     * both are PREFERENCE_UNSET then. */
    bool (*ask)(const char *address, enum preference *dark, enum preference *still);
};

extern const struct preferences_portal preferences_portal;
