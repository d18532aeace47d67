/* SPDX-License-Identifier: MIT */
/* In a launch: what ties the splash to the launcher, and ends the process if nothing else does.
 * Owns the gone descriptor, a thread and a pipe, until _exit. */
#include "lifeline.h"

#include "monotonic.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#define LAST_BOW_MS 400 /* then the process ends, however far its fade has come */

struct lifeline {
    int gone_fd;
    int ended_fd; /* the writing end */
    const struct trace *trace;
};

static void *hold(void *data)
{
    const struct lifeline *lifeline = data;
    struct pollfd gone = {.fd = lifeline->gone_fd, .events = POLLIN};
    char byte = 0;
    ssize_t byte_count;

    while (poll(&gone, 1, -1) < 0)
        ;
    while ((byte_count = read(lifeline->gone_fd, &byte, 1)) < 0 && errno == EINTR)
        ;
    if (byte_count == 0) {
        trace_event(lifeline->trace, "sign of life", "\"sign\":\"launcher\"");
        _exit(EXIT_SUCCESS);
    }
    if (write(lifeline->ended_fd, &byte, 1) == 1)
        monotonic_sleep_until(monotonic_ms() + LAST_BOW_MS);
    _exit(EXIT_SUCCESS);
}

int lifeline_start(int gone_fd, const struct trace *trace)
{
    struct lifeline *lifeline = malloc(sizeof *lifeline); /* the thread's, until the process ends */
    pthread_t thread;
    int fds[2];

    if (!lifeline)
        return -1;
    if (pipe(fds) != 0)
        goto no_pipe;
    fcntl(fds[0], F_SETFD, FD_CLOEXEC);
    fcntl(fds[1], F_SETFD, FD_CLOEXEC);
    *lifeline = (struct lifeline){.gone_fd = gone_fd, .ended_fd = fds[1], .trace = trace};
    if (pthread_create(&thread, NULL, hold, lifeline) != 0)
        goto no_thread;
    pthread_detach(thread);
    return fds[0];

no_thread:
    close(fds[0]);
    close(fds[1]);
no_pipe:
    free(lifeline);
    return -1;
}
