/* SPDX-License-Identifier: MIT */
/* In a launch: the ears of the splash.
 * Owns the watch and the notify socket that came through the wings. */
#include "cues.h"

#include "monotonic.h"
#include "program_window.h"

#include <fcntl.h>
#include <string.h>

/* How often a watch or a display without a descriptor of its own is looked after. */
#define POLL_MS 33

/* How long the first look at the program's windows may take: longer than making our own does. */
#define PROGRAM_WINDOW_MS 60

/* How often the program may be found waiting at its terminal: nothing tells when it begins to. */
#define TERMINAL_MS 90

/* Of the time, one part at most goes into that: large process trees are looked at less often. */
#define TERMINAL_SHARE 500

/* A program started by some library must not inherit what ties the launch together. */
static void keep_private(const struct arguments *arguments)
{
    const int fds[] = {arguments->gone_fd,       arguments->watch_fd,      arguments->notify_fd,
                       arguments->output_fds[0], arguments->output_fds[1], arguments->trace_fd,
                       arguments->claim_fd};

    for (size_t i = 0; i < sizeof fds / sizeof *fds; i++)
        if (fds[i] >= 0)
            fcntl(fds[i], F_SETFD, FD_CLOEXEC);
}

void cues_open(struct cues *cues, const struct arguments *arguments, int ended_fd)
{
    *cues = (struct cues){0};
    for (int i = 0; i < CUE_COUNT; i++)
        cues->fds[i] = (struct pollfd){.fd = -1, .events = POLLIN};
    keep_private(arguments);
    watch_adopt(&cues->watch, arguments->watch_fd, arguments->output_fds, arguments->program,
                arguments->written);
    notify_adopt(&cues->notify, arguments->notify_fd);
    cues->poll_watch =
        arguments->program > 0 && arguments->watch_fd < 0 && (arguments->until & 1u << SIGN_OUTPUT);
    cues_add(cues, CUE_ENDED, ended_fd);
    if (arguments->until & 1u << SIGN_OUTPUT)
        cues_add(cues, CUE_WATCH, cues->watch.fd);
    cues_add(cues, CUE_NOTIFY, cues->notify.fd);
    if (arguments->until & 1u << SIGN_WINDOW)
        cues_add(cues, CUE_PROGRAM_WINDOW, program_window_await(arguments->program));
    if (cues->fds[CUE_PROGRAM_WINDOW].fd >= 0)
        cues->settled_ms = monotonic_ms() + PROGRAM_WINDOW_MS;
    if (arguments->until & 1u << SIGN_TERMINAL)
        cues->has_terminal = terminal_open(&cues->terminal, arguments->program);
}

void cues_add(struct cues *cues, enum cue cue, int fd)
{
    cues->fds[cue].fd = fd;
}

static bool heard(struct cues *cues, enum cue cue)
{
    struct pollfd *fd = &cues->fds[cue];

    if (fd->revents & (POLLERR | POLLNVAL) && !(fd->revents & POLLIN))
        fd->fd = -1; /* it will never say anything again, and must not keep us awake */
    return fd->revents & (POLLIN | POLLHUP);
}

static void hear_program(struct cues *cues, struct cues_news *news)
{
    struct notify_message message;

    while (notify_receive(&cues->notify, &message)) {
        if (message.ready)
            news->sign = SIGN_READY;
        if (message.has_status) {
            news->message.has_status = true;
            memcpy(news->message.status, message.status, sizeof message.status);
        }
        if (message.has_progress) {
            news->message.has_progress = true;
            news->message.progress_percent = message.progress_percent;
        }
    }
}

/* True if the program waits for its user. */
static bool find_reader(struct cues *cues)
{
    int64_t now_ms = monotonic_ms(), spent_us, pause_ms;
    bool found;

    if (!cues->has_terminal || now_ms < cues->terminal_ms)
        return false;
    spent_us = monotonic_spent_us();
    found = terminal_awaited(&cues->terminal);
    pause_ms = (monotonic_spent_us() - spent_us) * TERMINAL_SHARE / 1000;
    cues->terminal_ms = now_ms + (pause_ms > TERMINAL_MS ? pause_ms : TERMINAL_MS);
    return found;
}

/* True if the program has a window of its own. */
static bool find_guest(struct cues *cues)
{
    enum program_window_news guest;

    while ((guest = program_window_next(cues->fds[CUE_PROGRAM_WINDOW].fd)) !=
           PROGRAM_WINDOW_NO_NEWS) {
        cues->settled_ms = 0;
        if (guest == PROGRAM_WINDOW_FOUND)
            return true;
    }
    return false;
}

void cues_wait(struct cues *cues, int64_t due_ms, struct cues_news *news)
{
    int64_t now_ms = monotonic_ms();
    int64_t wake_ms = cues->has_terminal && cues->terminal_ms < due_ms ? cues->terminal_ms : due_ms;
    int64_t left_ms = wake_ms > now_ms ? wake_ms - now_ms : 0;
    bool restless = cues->poll_watch || cues->fds[CUE_DISPLAY].fd < 0;
    int timeout_ms = left_ms > INT32_MAX ? -1 : (int)left_ms;

    *news = (struct cues_news){0};
    if (restless && (timeout_ms < 0 || timeout_ms > POLL_MS))
        timeout_ms = POLL_MS;
    if (poll(cues->fds, CUE_COUNT, timeout_ms) < 0) /* interrupted: the caller comes again */
        for (int i = 0; i < CUE_COUNT; i++)
            cues->fds[i].revents = 0;
    if (find_reader(cues))
        news->sign = SIGN_TERMINAL;
    if (heard(cues, CUE_NOTIFY))
        hear_program(cues, news);
    if (heard(cues, CUE_PROGRAM_WINDOW) && find_guest(cues))
        news->sign = SIGN_WINDOW;
    if ((heard(cues, CUE_WATCH) || cues->poll_watch) && watch_fired(&cues->watch))
        news->sign = SIGN_OUTPUT;
    if (heard(cues, CUE_ENDED))
        news->sign = SIGN_EXIT;
    news->captioned = heard(cues, CUE_CAPTION);
    heard(cues, CUE_DISPLAY);
}

int64_t cues_settled_ms(const struct cues *cues)
{
    return cues->settled_ms;
}

void cues_close(struct cues *cues)
{
    if (cues->has_terminal)
        terminal_close(&cues->terminal);
    cues->has_terminal = false;
    watch_close(&cues->watch);
    notify_close(&cues->notify);
}
