/* SPDX-License-Identifier: MIT */
/* In a launch: asks the desktop's portal, a shared object for the one thread that does so.
 * Owns a connection to the session bus, no longer than the questions take. */
#include "preferences_portal.h"

#include "monotonic.h"

#include <errno.h>
#include <stdlib.h>
#include <systemd/sd-bus.h>

#define WAIT_MS 100

struct answer {
    int open; /* questions */
    enum preference dark, still;
};

/* org.freedesktop.appearance color-scheme: 0 no preference, 1 dark, 2 light. Read wraps its variant
 * in another. */
static int on_scheme(sd_bus_message *message, void *data, sd_bus_error *error)
{
    struct answer *answer = data;
    uint32_t scheme;

    (void)error;
    answer->open--;
    if (!sd_bus_message_is_method_error(message, NULL) &&
        sd_bus_message_enter_container(message, 'v', "v") >= 0 &&
        sd_bus_message_read(message, "v", "u", &scheme) >= 0)
        answer->dark = scheme == 1   ? PREFERENCE_YES
                       : scheme == 2 ? PREFERENCE_NO
                                     : PREFERENCE_UNSET;
    return 0;
}

static int on_animations(sd_bus_message *message, void *data, sd_bus_error *error)
{
    struct answer *answer = data;
    int enabled;

    (void)error;
    answer->open--;
    if (!sd_bus_message_is_method_error(message, NULL) &&
        sd_bus_message_enter_container(message, 'v', "v") >= 0 &&
        sd_bus_message_read(message, "v", "b", &enabled) >= 0)
        answer->still = enabled ? PREFERENCE_NO : PREFERENCE_YES;
    return 0;
}

static bool ask_setting(sd_bus *bus, const char *group, const char *key,
                        sd_bus_message_handler_t on_answer, struct answer *answer)
{
    sd_bus_message *question = NULL;
    bool asked = sd_bus_message_new_method_call(bus, &question, "org.freedesktop.portal.Desktop",
                                                "/org/freedesktop/portal/desktop",
                                                "org.freedesktop.portal.Settings", "Read") >= 0 &&
                 sd_bus_message_append(question, "ss", group, key) >= 0 &&
                 /* a desktop without a portal shall not start one for a camel */
                 sd_bus_message_set_auto_start(question, false) >= 0 &&
                 sd_bus_call_async(bus, NULL, question, on_answer, answer, WAIT_MS * 1000) >= 0;

    sd_bus_message_unref(question);
    answer->open += asked;
    return asked;
}

static void await(sd_bus *bus, const struct answer *answer)
{
    int64_t end_ms = monotonic_ms() + WAIT_MS, left_ms;
    int result = 0;

    while (answer->open > 0 && (result >= 0 || result == -EINTR) &&
           (left_ms = end_ms - monotonic_ms()) > 0)
        if ((result = sd_bus_process(bus, NULL)) == 0)
            result = sd_bus_wait(bus, (uint64_t)left_ms * 1000);
}

static bool ask(const char *address, enum preference *dark, enum preference *still)
{
    struct answer answer = {0};
    sd_bus *bus = NULL;

    if (sd_bus_new(&bus) >= 0 && sd_bus_set_address(bus, address) >= 0 &&
        sd_bus_set_bus_client(bus, true) >= 0 && sd_bus_start(bus) >= 0 &&
        ask_setting(bus, "org.freedesktop.appearance", "color-scheme", on_scheme, &answer) &&
        ask_setting(bus, "org.gnome.preferences.interface", "enable-animations", on_animations,
                    &answer))
        await(bus, &answer);
    sd_bus_close_unref(bus); /* flushing might wait */
    *dark = answer.dark;
    *still = answer.still;
    return answer.dark != PREFERENCE_UNSET || answer.still != PREFERENCE_UNSET;
}

const struct preferences_portal preferences_portal = {.ask = ask};
