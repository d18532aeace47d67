/* SPDX-License-Identifier: MIT */
/* In a launch: manners behind a locked screen; a shared object, asked by the soundtrack's thread.
 * Owns a connection to the system bus, no longer than a question takes. */
#include "screen_lock.h"

#include "monotonic.h"

#include <errno.h>
#include <stdlib.h>
#include <systemd/sd-bus.h>

#define WAIT_MS 300

struct answer {
    bool came;
    int locked;
};

static int on_answer(sd_bus_message *message, void *data, sd_bus_error *error)
{
    struct answer *answer = data;

    (void)error;
    answer->came = true;
    if (sd_bus_message_is_method_error(message, NULL) ||
        sd_bus_message_read(message, "v", "b", &answer->locked) < 0)
        answer->locked = 0;
    return 0;
}

static bool ask(sd_bus *bus, const char *session, struct answer *answer)
{
    sd_bus_message *question = NULL;
    char *path = NULL;
    bool asked = sd_bus_path_encode("/org/freedesktop/login1/session", session, &path) >= 0 &&
                 sd_bus_message_new_method_call(bus, &question, "org.freedesktop.login1", path,
                                                "org.freedesktop.DBus.Properties", "Get") >= 0 &&
                 sd_bus_message_append(question, "ss", "org.freedesktop.login1.Session",
                                       "LockedHint") >= 0 &&
                 /* a machine without logind shall not start one for a camel */
                 sd_bus_message_set_auto_start(question, false) >= 0 &&
                 sd_bus_call_async(bus, NULL, question, on_answer, answer, WAIT_MS * 1000) >= 0;

    sd_bus_message_unref(question);
    free(path);
    return asked;
}

/* Not by sd_bus_call: the time limit of that begins when the bus has said hello, for which it waits
 * 90 s. */
static void await(sd_bus *bus, const struct answer *answer)
{
    int64_t end_ms = monotonic_ms() + WAIT_MS, left_ms;
    int result = 0;

    while (!answer->came && (result >= 0 || result == -EINTR) &&
           (left_ms = end_ms - monotonic_ms()) > 0)
        if ((result = sd_bus_process(bus, NULL)) == 0)
            result = sd_bus_wait(bus, (uint64_t)left_ms * 1000);
}

static bool is_on(const char *session)
{
    static bool unanswered;
    struct answer answer = {.came = false};
    sd_bus *bus = NULL;

    if (unanswered)
        return false;
    if (sd_bus_open_system(&bus) >= 0 && ask(bus, session, &answer))
        await(bus, &answer);
    unanswered = !answer.came;
    sd_bus_close_unref(bus); /* flushing might wait */
    return answer.came && answer.locked;
}

const struct screen_lock screen_lock = {.is_on = is_on};
