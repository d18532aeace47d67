/* SPDX-License-Identifier: MIT */
/* The display on Linux: X11 or Wayland. */
#include "display.h"

#include "notify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *environment(const char *name)
{
    const char *value = getenv(name);
    return !value || *value == '\0' ? NULL : value;
}

/* ":0", "unix:0" and "/path:0" are on this machine; "host:0" and ssh's "localhost:10.0" are
 * somewhere else. */
static bool is_local(const char *display)
{
    return display[0] == ':' || display[0] == '/' || strncmp(display, "unix:", 5) == 0 ||
           strncmp(display, "unix/", 5) == 0;
}

/* systemd.exec(5): a service's output goes to the journal, and these say so. A terminal that was
 * started as a service leaves them to all that runs in it, whose output goes somewhere else. */
static bool is_service(void)
{
    const char *journal = environment("JOURNAL_STREAM");
    unsigned long long device, inode;
    char *end;
    if (!environment("INVOCATION_ID") || !journal)
        return false;
    device = strtoull(journal, &end, 10);
    inode = *end == ':' ? strtoull(end + 1, NULL, 10) : 0;
    for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++) {
        struct stat status;
        if (fstat(fd, &status) == 0 && status.st_dev == device && status.st_ino == inode)
            return true;
    }
    return false;
}

bool display_available(bool always, const char **reason)
{
    const char *x11 = environment("DISPLAY"), *wayland = environment("WAYLAND_DISPLAY");
    const char *against = NULL;
    if (!x11 && !wayland)
        against = "no display";
    else if (!always && x11 && !is_local(x11))
        against = "the display is on another machine";
    else if (!always && environment("CI"))
        against = "CI is set";
    else if (!always && notify_is_ours(environment("NOTIFY_SOCKET")))
        against = "inside another ocamlwalk";
    else if (!always && is_service())
        against = "a service, whose output goes to the journal";
    if (reason)
        *reason = against;
    return !against;
}

bool display_name(char *name, size_t size)
{
    const char *display = environment("DISPLAY");
    bool x11 = display;
    if (!x11)
        display = environment("WAYLAND_DISPLAY");
    if (!display)
        return false;
    int len = (int)(x11 ? strcspn(display, ".") : strlen(display));
    return snprintf(name, size, "%.*s", len, display) < (int)size;
}

void display_describe(char *text, size_t size)
{
    const char *x11 = environment("DISPLAY"), *wayland = environment("WAYLAND_DISPLAY");
    if (x11 && wayland) /* in this order, as the splash does */
        snprintf(text, size, "X, %s; else Wayland, %s", x11, wayland);
    else if (x11 || wayland)
        snprintf(text, size, "%s, %s", x11 ? "X" : "Wayland", x11 ? x11 : wayland);
    else
        snprintf(text, size, "none: neither DISPLAY nor WAYLAND_DISPLAY is set");
}
