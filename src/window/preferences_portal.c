/* SPDX-License-Identifier: MIT */
/* Asks the desktop's portal, a shared object for the one thread that does so. Owns a connection to
 * the session bus, no longer than the questions take. */
#include "preferences_portal.h"

#include "bus_call.h"

#include <systemd/sd-bus.h>

#define LIMIT_MS 100

/* Values of color-scheme, org.freedesktop.appearance; 0 is no preference. */
#define SCHEME_DARK  1
#define SCHEME_LIGHT 2

static struct bus_call setting(const char *group, const char *key, char type)
{
    return (struct bus_call){
        .service = "org.freedesktop.portal.Desktop",
        .path = "/org/freedesktop/portal/desktop",
        .interface = "org.freedesktop.portal.Settings",
        .method = "Read",
        .arguments = {group, key},
        .type = type,
    };
}

static enum preference dark_of(const struct bus_call *scheme)
{
    if (!scheme->has_value)
        return PREFERENCE_UNSET;
    return scheme->value == SCHEME_DARK    ? PREFERENCE_YES
           : scheme->value == SCHEME_LIGHT ? PREFERENCE_NO
                                           : PREFERENCE_UNSET;
}

static enum preference still_of(const struct bus_call *animations)
{
    if (!animations->has_value)
        return PREFERENCE_UNSET;
    return animations->value ? PREFERENCE_NO : PREFERENCE_YES;
}

static bool ask(const char *address, enum preference *dark, enum preference *still)
{
    enum { SCHEME, ANIMATIONS, CALL_COUNT };
    struct bus_call calls[CALL_COUNT] = {
        [SCHEME] = setting("org.freedesktop.appearance", "color-scheme", SD_BUS_TYPE_UINT32),
        [ANIMATIONS] =
            setting("org.gnome.desktop.interface", "enable-animations", SD_BUS_TYPE_BOOLEAN),
    };
    sd_bus *bus = NULL;
    if (sd_bus_new(&bus) >= 0 && sd_bus_set_address(bus, address) >= 0 &&
        sd_bus_set_bus_client(bus, true) >= 0 && sd_bus_start(bus) >= 0)
        bus_call_all(bus, calls, CALL_COUNT, LIMIT_MS);
    sd_bus_close_unref(bus); /* flushing might wait */
    *dark = dark_of(&calls[SCHEME]);
    *still = still_of(&calls[ANIMATIONS]);
    return *dark != PREFERENCE_UNSET || *still != PREFERENCE_UNSET;
}

const struct preferences_portal preferences_portal = {.ask = ask};
