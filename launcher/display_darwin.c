/* SPDX-License-Identifier: MIT */
/* The display on macOS: the window server, unless the login came over the network. */
#include "display.h"

#include "notify.h"

#include <stdio.h>
#include <stdlib.h>

bool display_available(bool always, const char **reason)
{
    const char *against = NULL;
    if (!always && getenv("SSH_CONNECTION"))
        against = "the display is on another machine";
    else if (!always && getenv("CI"))
        against = "CI is set";
    else if (!always && notify_is_ours(getenv("NOTIFY_SOCKET")))
        against = "inside another ocamlwalk";
    if (reason)
        *reason = against;
    return !against;
}

bool display_name(char *name, size_t size)
{
    return snprintf(name, size, "macOS") < (int)size;
}

void display_describe(char *text, size_t size)
{
    snprintf(text, size, "macOS's own");
}
