/* SPDX-License-Identifier: MIT */
/* Questions on D-Bus that nobody waits long for. */
#include "bus_call.h"

#include "monotonic.h"

#include <errno.h>

/* The desktop portal's Read wraps its variant in another. */
static int on_answer(sd_bus_message *message, void *data, sd_bus_error *error)
{
    (void)error;
    struct bus_call *call = data;
    call->answered = true;
    if (sd_bus_message_is_method_error(message, NULL))
        return 0;
    char type;
    const char *contents;
    while (sd_bus_message_peek_type(message, &type, &contents) > 0) {
        if (type == SD_BUS_TYPE_VARIANT) {
            if (sd_bus_message_enter_container(message, type, contents) < 0)
                return 0;
            continue;
        }
        /* Both types take four bytes. */
        call->has_value =
            type == call->type && sd_bus_message_read_basic(message, type, &call->value) > 0;
        return 0;
    }
    return 0;
}

/* The limit of time is not sd-bus's, whose expiry would look like an answer. */
static bool send_call(sd_bus *bus, struct bus_call *call)
{
    sd_bus_message *message = NULL;
    bool sent = sd_bus_message_new_method_call(bus, &message, call->service, call->path,
                                               call->interface, call->method) >= 0 &&
                sd_bus_message_append(message, "ss", call->arguments[0], call->arguments[1]) >= 0 &&
                /* A machine without the service shall not start one for a camel. */
                sd_bus_message_set_auto_start(message, false) >= 0 &&
                sd_bus_call_async(bus, NULL, message, on_answer, call, UINT64_MAX) >= 0;
    sd_bus_message_unref(message);
    return sent;
}

static bool all_answered(const struct bus_call *calls, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!calls[i].answered)
            return false;
    return true;
}

void bus_call_all(sd_bus *bus, struct bus_call *calls, size_t count, int limit_ms)
{
    for (size_t i = 0; i < count; i++)
        if (!send_call(bus, &calls[i]))
            return;
    int64_t end_ms = monotonic_ms() + limit_ms, left_ms;
    int result = 0;
    while (!all_answered(calls, count) && (result >= 0 || result == -EINTR) &&
           (left_ms = end_ms - monotonic_ms()) > 0) {
        result = sd_bus_process(bus, NULL);
        if (result == 0)
            result = sd_bus_wait(bus, (uint64_t)left_ms * 1000);
    }
}
