/* SPDX-License-Identifier: MIT */
/* In a launch: what ties the splash to the launcher, and ends the process if nothing else does.
 * Owns the gone descriptor, a thread and a pipe, until _exit. */
#include "parent_watch.h"

#include "monotonic.h"
#include "worker.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#define LAST_BOW_MS 400 /* then the process ends, however far its fade has come */

struct parent_watch {
    int gone_fd;
    const struct trace *trace;
};

static void hold(void *data, int orders_fd, int ended_fd)
{
    const struct parent_watch *lifeline = data;
    struct pollfd gone = {.fd = lifeline->gone_fd, .events = POLLIN};
    char byte = 0;
    ssize_t byte_count;

    (void)orders_fd;

    while (poll(&gone, 1, -1) < 0)
        ;
    while ((byte_count = read(lifeline->gone_fd, &byte, 1)) < 0 && errno == EINTR)
        ;
    if (byte_count == 0) {
        trace_event(lifeline->trace, "sign of life", "\"sign\":\"launcher\"");
        _exit(EXIT_SUCCESS);
    }
    if (write(ended_fd, &byte, 1) == 1)
        monotonic_sleep_until(monotonic_ms() + LAST_BOW_MS);
    _exit(EXIT_SUCCESS);
}

int parent_watch_start(int gone_fd, const struct trace *trace)
{
    struct parent_watch *lifeline =
        malloc(sizeof *lifeline); /* the thread's, until the process ends */
    struct worker worker;

    if (!lifeline)
        return -1;
    *lifeline = (struct parent_watch){.gone_fd = gone_fd, .trace = trace};
    if (!worker_start(&worker, hold, lifeline))
        free(lifeline);
    return worker.news_fd;
}
