/* SPDX-License-Identifier: MIT */
/* What keeps libraries from starting or awaiting what the camel does not need. Owns the splash's
 * environment and dispositions. */
#include "environment.h"

#include "descriptors.h"
#include "faults.h"

#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define SESSION_BUS "OCAMLWALK_SESSION_BUS"

static bool exists(const char *folder, const char *file)
{
    char path[PATH_MAX];
    int len = folder ? snprintf(path, sizeof path, "%s/%s", folder, file) : -1;
    return len > 0 && (size_t)len < sizeof path && access(path, F_OK) == 0;
}

/* libpulse starts a server where none runs, and that would outlive us. It does not if it is told
 * which servers there may be: the usual ones, unless the user has named another. */
static void forbid_sound_server(void)
{
    const char *runtime = getenv("XDG_RUNTIME_DIR");
    char servers[PATH_MAX];
    int len = snprintf(servers, sizeof servers, "unix:%s/pulse/native unix:/run/pulse/native",
                       runtime ? runtime : "/nonexistent");
    if (!exists(runtime, "pulse/native") && len > 0 && (size_t)len < sizeof servers)
        setenv("PULSE_SERVER", servers, 0);
}

/* libpulse writes a cookie into the home of a user who has none yet. Any 256 bytes keep it from
 * that; a server on this machine goes by the user id. */
static void forbid_sound_cookie(void)
{
    const char *home = getenv("HOME");
    if (!exists(getenv("XDG_CONFIG_HOME"), "pulse/cookie") &&
        !exists(home, ".config/pulse/cookie") && !exists(home, ".pulse-cookie"))
        setenv("PULSE_COOKIE", "/dev/zero", 0);
}

/* What a desktop's mixer files us under, and mutes or ducks us by. SDL has a hint for it that its
 * PulseAudio driver does not pass on (2.26); libpulse hears of it so, and keeps the user's word. */
static void name_sound_role(void)
{
    const char *properties = getenv("PULSE_PROP");
    char ours[PATH_MAX];
    int len = snprintf(ours, sizeof ours, "media.role=music %s", properties ? properties : "");
    if (len > 0 && (size_t)len < sizeof ours)
        setenv("PULSE_PROP", ours, 1);
}

/* Libraries that ask the session bus for input methods and screen savers take 6 ms for it, and may
 * start a bus. */
static void hide_session_bus(void)
{
    const char *address = getenv("DBUS_SESSION_BUS_ADDRESS");
    setenv(SESSION_BUS, address ? address : "", 1);
    setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 1);
}

const char *environment_session_bus(void)
{
    const char *address = getenv(SESSION_BUS);
    return address ? address : "";
}

void environment_prepare(void)
{
    faults_leave();

    /* Libraries complain where nobody should hear it: ALSA writes eight lines for a machine without
     * a sound card, which for --play would be the user's own terminal. */
    descriptors_null_stdio();

    /* An X server or sound server that goes away is an error to be handled, not our death. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a limit of the program's: shared memory is a file, too */

    hide_session_bus();

    /* Nothing is typed here: without these Xlib reads the compose file of the locale (2 MB for
     * UTF-8 ones, 20 KB even for C) and asks an input method's server, which may be hung. */
    setenv("LC_ALL", "C", 1);
    setenv("XCOMPOSEFILE", "/dev/null", 1);
    setenv("XMODIFIERS", "@im=none", 1);

    /* What window managers know a program's windows by: else the name of the executable. */
    setenv("SDL_VIDEO_X11_WMCLASS", "ocamlwalk", 0);
    setenv("SDL_VIDEO_WAYLAND_WMCLASS", "ocamlwalk", 0);

    /* The user started the program, not us: these are the program's to use up. */
    unsetenv("DESKTOP_STARTUP_ID");
    unsetenv("XDG_ACTIVATION_TOKEN");

    forbid_sound_server();
    forbid_sound_cookie();
    name_sound_role();
}
