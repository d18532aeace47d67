/* SPDX-License-Identifier: MIT */
/* Questions on D-Bus that nobody waits long for, and that start no service.
 *
 * Not by sd_bus_call: the time limit of that begins when the bus has said hello, for which it waits
 * 90 s. Only for methods like org.freedesktop.DBus.Properties.Get: two strings are asked, one value
 * comes back in a variant. Source: sd-bus(3). For plugins only; the splash itself is not linked
 * with libsystemd.
 *
 *     struct bus_call call = {
 *         .service = "org.freedesktop.login1",
 *         .path = "/org/freedesktop/login1/session/auto",
 *         .interface = "org.freedesktop.DBus.Properties",
 *         .method = "Get",
 *         .arguments = {"org.freedesktop.login1.Session", "LockedHint"},
 *         .type = SD_BUS_TYPE_BOOLEAN,
 *     };
 *     sd_bus *bus = NULL;
 *     if (sd_bus_open_system(&bus) >= 0)
 *         bus_call_all(bus, &call, 1, 300);
 *     sd_bus_close_unref(bus);      not flush_close: flushing might wait
 *     if (call.has_value) … call.value
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <systemd/sd-bus.h>

struct bus_call {
    const char *service, *path, *interface, *method;
    const char *arguments[2];
    char type;      /* of the value: SD_BUS_TYPE_BOOLEAN or SD_BUS_TYPE_UINT32 */
    bool answered;  /* be it by an error */
    bool has_value; /* of that type */
    uint32_t value;
};

/* Makes all CALLS at once on BUS, which may still be connecting, and returns when each is answered,
 * at the latest after LIMIT_MS. BUS is to be closed then: answers that come later have no place. */
void bus_call_all(sd_bus *bus, struct bus_call *calls, size_t count, int limit_ms);
