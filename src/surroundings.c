/* SPDX-License-Identifier: MIT */
/* In a launch: what keeps libraries from starting or awaiting what the camel does not need.
 * Owns the process's environment and dispositions. */
#include "surroundings.h"

#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* libpulse starts a server where none runs, and that would outlive us. It does not if it is told
 * which server to use, so it is told the usual one, unless the user has named another. */
static void forbid_autospawn(void)
{
    const char *runtime = getenv("XDG_RUNTIME_DIR");
    char socket[PATH_MAX], server[PATH_MAX + 8];
    int len =
        snprintf(socket, sizeof socket, "%s/pulse/native", runtime ? runtime : "/nonexistent");

    if (len < 0 || (size_t)len >= sizeof socket || access(socket, F_OK) == 0)
        return;
    snprintf(server, sizeof server, "unix:%s", socket);
    setenv("PULSE_SERVER", server, 0);
}

void surroundings_tidy(void)
{
    /* an X server or sound server that goes away is an error to be handled, not our death */
    signal(SIGPIPE, SIG_IGN);

    /* asking the session bus for input methods and screen savers costs 6 ms, and may start a bus */
    setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 1);

    /* nothing is typed here: without these Xlib reads the compose file of the locale (2 MB for
     * UTF-8 ones) and asks an input method's server, which may be hung */
    setenv("LC_ALL", "C", 1);
    setenv("XMODIFIERS", "@im=none", 1);

    /* the user started the program, not us: these are the program's to use up */
    unsetenv("DESKTOP_STARTUP_ID");
    unsetenv("XDG_ACTIVATION_TOKEN");

    forbid_autospawn();
}
