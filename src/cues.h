/* SPDX-License-Identifier: MIT */
/* Everything that the splash waits for, in one poll(2): the wings, the display, the words, the
 * program's own window.
 *
 * Does not decide what a cue leads to: it says what was heard.
 *
 *     struct cues cues;
 *     struct cues_news news;
 *     cues_open(&cues, &receiver, &request);
 *     cues_wait(&cues, due_ms, &request, &news);
 *     if (news.told) … request has changed …
 */
#pragma once

#include "channel.h"
#include "request.h"
#include "toplevels.h"

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

enum cue {
    CUE_WINGS,          /* the wings say something, or are gone */
    CUE_CAPTION,        /* words have been set in type */
    CUE_DISPLAY,        /* the display server has events for the window */
    CUE_PROGRAM_WINDOW, /* the program's windows have been looked at */
    CUE_TOPLEVELS,      /* the compositor tells of windows, or does not */
    CUE_KEYS,           /* something was typed at the terminal, in a rehearsal */
    CUE_FILES,          /* the theme under work has changed, likewise */
    CUE_COUNT,
};

struct cues {
    struct pollfd fds[CUE_COUNT];      /* fd -1: no such cue */
    struct channel_receiver *receiver; /* borrowed */
    bool looking;                      /* the program's windows have not been looked at yet */
    bool found;                        /* it has one */
};

struct cues_news {
    bool told;                     /* the request has changed */
    bool captioned;                /* CUE_CAPTION was readable */
    bool has_window;               /* the program has a window of its own */
    enum toplevels_news toplevels; /* what is told of windows under Wayland */
    bool typed;                    /* CUE_KEYS was readable, or has ended */
    bool changed;                  /* CUE_FILES was readable */
};

/* RECEIVER is borrowed. REQUEST says which program there is, and whether its window counts. */
void cues_open(struct cues *cues, struct channel_receiver *receiver, const struct request *request);

/* Adds the descriptor of a cue that is there only later; borrowed, -1 for none. */
void cues_add(struct cues *cues, enum cue cue, int fd);

/* Waits for the wings' first words, which are to be in REQUEST then. False: there are none. */
bool cues_await_request(struct channel_receiver *receiver, struct request *request);

/* Sleeps until a cue or DUE_MS (monotonic; INT64_MAX for never) and says what was heard; what the
 * wings say is in REQUEST then. A spurious wake-up is no news and no error. Where the wings are
 * gone, the process ends. */
void cues_wait(struct cues *cues, int64_t due_ms, struct request *request, struct cues_news *news);

/* When, monotonic, a camel that is ready at READY_MS may come: once it is known that the program
 * has no window of its own, or not much later than that; INT64_MAX if it has one, for the wings,
 * once told, say that it is over. A camel that comes sooner may be a flash. */
int64_t cues_settled_ms(const struct cues *cues, int64_t ready_ms);
