/* SPDX-License-Identifier: MIT */
/* What the desktop portal says of the user's wishes: the interface of the shared object that holds
 * libsystemd. Built on Linux, where that is; elsewhere the part is missing (late.h). */
#pragma once

#include "desktop.h"

#define DESKTOP_PORTAL_FILE   "ocamlwalk-desktop.so"
#define DESKTOP_PORTAL_SYMBOL "desktop_portal"

struct desktop_portal {
    /* Asks on the bus at ADDRESS, for at most some 100 ms, and starts nobody. False: no answer. */
    bool (*ask)(const char *address, enum desktop_wish *dark, enum desktop_wish *still);
};

extern const struct desktop_portal desktop_portal;
