/* SPDX-License-Identifier: MIT */
/* What the splash waits for. */
#include "cues.h"

#include "monotonic.h"
#include "program_window.h"

#include <stdlib.h>
#include <unistd.h>

/* How often a display without a descriptor of its own is looked after. */
#define POLL_MS 33

/* How much longer than making our own window the first look at the program's may take. */
#define PROGRAM_WINDOW_MS 60

void cues_open(struct cues *cues, struct channel_receiver *receiver, const struct request *request)
{
    *cues = (struct cues){.receiver = receiver};
    for (int i = 0; i < CUE_COUNT; i++)
        cues->fds[i] = (struct pollfd){.fd = -1, .events = POLLIN};
    cues_add(cues, CUE_WINGS, receiver->fd);
    if (sign_counts(request->until, SIGN_WINDOW)) {
        cues_add(cues, CUE_PROGRAM_WINDOW, program_window_await(request->program));
        cues_add(cues, CUE_TOPLEVELS, toplevels_await(request->program));
    }
    cues->looking = cues->fds[CUE_PROGRAM_WINDOW].fd >= 0;
}

void cues_add(struct cues *cues, enum cue cue, int fd)
{
    cues->fds[cue].fd = fd;
}

bool cues_await_request(struct channel_receiver *receiver, struct request *request)
{
    enum channel_state state;
    while ((state = channel_receive(receiver, request)) == CHANNEL_SAME)
        poll(&(struct pollfd){.fd = receiver->fd, .events = POLLIN}, 1, -1);
    return state == CHANNEL_NEWS || request->play_fd >= 0; /* --play has nobody in the wings */
}

static bool heard(struct cues *cues, enum cue cue)
{
    struct pollfd *fd = &cues->fds[cue];
    if (fd->revents & (POLLERR | POLLNVAL) && !(fd->revents & POLLIN))
        fd->fd = -1; /* it will never say anything again, and must not keep us awake */
    return fd->revents & (POLLIN | POLLHUP);
}

/* True if the program has a window of its own. */
static bool find_program_window(struct cues *cues)
{
    enum program_window_news news;
    bool found = false;
    while ((news = program_window_next(cues->fds[CUE_PROGRAM_WINDOW].fd)) !=
           PROGRAM_WINDOW_NO_NEWS) {
        cues->looking = false;
        found |= news == PROGRAM_WINDOW_FOUND;
    }
    cues->found |= found;
    return found;
}

/* A camel that nobody can send away any more is not to stay. */
static bool hear_wings(struct cues *cues, struct request *request)
{
    enum channel_state state = channel_receive(cues->receiver, request);
    if (state == CHANNEL_CLOSED)
        _exit(EXIT_SUCCESS);
    return state == CHANNEL_NEWS;
}

void cues_wait(struct cues *cues, int64_t due_ms, struct request *request, struct cues_news *news)
{
    int64_t now_ms = monotonic_ms(), left_ms = due_ms > now_ms ? due_ms - now_ms : 0;
    int timeout_ms = left_ms > INT32_MAX ? -1 : (int)left_ms;
    *news = (struct cues_news){.told = false};
    if (cues->fds[CUE_DISPLAY].fd < 0 && (timeout_ms < 0 || timeout_ms > POLL_MS))
        timeout_ms = POLL_MS;
    if (poll(cues->fds, CUE_COUNT, timeout_ms) < 0) /* interrupted: the caller comes again */
        for (int i = 0; i < CUE_COUNT; i++)
            cues->fds[i].revents = 0;
    news->told = cues->fds[CUE_WINGS].revents && hear_wings(cues, request);
    news->has_window = heard(cues, CUE_PROGRAM_WINDOW) && find_program_window(cues);
    if (heard(cues, CUE_TOPLEVELS)) /* one at a time */
        news->toplevels = toplevels_next(cues->fds[CUE_TOPLEVELS].fd);
    news->captioned = heard(cues, CUE_CAPTION);
    news->typed = heard(cues, CUE_KEYS);
    news->changed = heard(cues, CUE_FILES);
    heard(cues, CUE_DISPLAY);
}

int64_t cues_settled_ms(const struct cues *cues, int64_t ready_ms)
{
    if (cues->found)
        return INT64_MAX;
    return cues->looking ? ready_ms + PROGRAM_WINDOW_MS : ready_ms;
}
