/* SPDX-License-Identifier: MIT */
/* Asks logind whether the screen is locked, a shared object for the soundtrack's thread. Owns a
 * connection to the system bus, no longer than a question takes. */
#include "screen_lock.h"

#include "bus_call.h"

#include <stdlib.h>
#include <systemd/sd-bus.h>

#define LIMIT_MS 300

static bool is_on(const char *session)
{
    static bool unanswered;
    if (unanswered)
        return false;
    struct bus_call call = {
        .service = "org.freedesktop.login1",
        .interface = "org.freedesktop.DBus.Properties",
        .method = "Get",
        .arguments = {"org.freedesktop.login1.Session", "LockedHint"},
        .type = SD_BUS_TYPE_BOOLEAN,
    };
    char *path = NULL;
    sd_bus *bus = NULL;
    if (sd_bus_path_encode("/org/freedesktop/login1/session", session, &path) >= 0 &&
        sd_bus_open_system(&bus) >= 0) {
        call.path = path;
        bus_call_all(bus, &call, 1, LIMIT_MS);
    }
    sd_bus_close_unref(bus); /* flushing might wait */
    free(path);
    unanswered = !call.answered;
    return call.has_value && call.value;
}

const struct screen_lock screen_lock = {.is_on = is_on};
