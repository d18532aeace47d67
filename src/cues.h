/* SPDX-License-Identifier: MIT */
/* Everything that can end or change the show, in one poll(2).
 *
 * Does not decide what a cue leads to: it says what was heard, the stage decides.
 *
 *     struct cues cues;
 *     struct cues_news news;
 *     cues_open(&cues, &arguments, ended_fd);
 *     cues_wait(&cues, due_ms, &news);
 *     if (news.sign != SIGN_NONE) …
 */
#pragma once

#include "arguments.h"
#include "notify.h"
#include "sign.h"
#include "terminal.h"
#include "watch.h"

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

enum cue {
    CUE_ENDED,          /* the lifeline: the program ended */
    CUE_WATCH,          /* somebody wrote where the program writes */
    CUE_NOTIFY,         /* the program says something of itself */
    CUE_CAPTION,        /* words have been set in type */
    CUE_DISPLAY,        /* the display server has events for the window */
    CUE_PROGRAM_WINDOW, /* the program's windows have been looked at */
    CUE_COUNT,
};

struct cues {
    struct pollfd fds[CUE_COUNT]; /* fd -1: no such cue */
    struct watch watch;
    struct notify notify;
    bool poll_watch;    /* the watch has no descriptor and wants to be asked */
    int64_t settled_ms; /* see cues_settled_ms */
    struct terminal terminal;
    bool has_terminal;   /* the program might wait at it */
    int64_t terminal_ms; /* when it is to be looked at, monotonic */
};

struct cues_news {
    enum sign sign;                /* NONE: nothing that could end the show */
    bool captioned;                /* CUE_CAPTION was readable */
    struct notify_message message; /* status and progress that were told, the last of each */
};

/* Takes the watch and notify descriptors of ARGUMENTS; borrows ENDED_FD (-1 for none). */
void cues_open(struct cues *cues, const struct arguments *arguments, int ended_fd);

/* Adds the descriptor of a cue that is there only later; borrowed, -1 for none. */
void cues_add(struct cues *cues, enum cue cue, int fd);

/* Sleeps until a cue or DUE_MS (monotonic; INT64_MAX for never) and says what was heard. A spurious
 * wake-up is no news and no error. */
void cues_wait(struct cues *cues, int64_t due_ms, struct cues_news *news);

/* When, monotonic, it will be known at the latest whether the program has a window already; 0 if it
 * is. A camel that comes before that may be a flash. */
int64_t cues_settled_ms(const struct cues *cues);

/* Harmless twice. */
void cues_close(struct cues *cues);
