/* SPDX-License-Identifier: MIT */
/* One show, from the first frame to the last.
 *
 *     static struct show show;
 *     if (show_open(&show, &arguments, &trace, ended_fd))
 *         show_run(&show);
 *
 * There is no show_close: threads may be using it until the process ends, which is by _exit. */
#pragma once

#include "arguments.h"
#include "camel.h"
#include "caption.h"
#include "cues.h"
#include "gait_sampler.h"
#include "preferences.h"
#include "renderer.h"
#include "sign.h"
#include "soundtrack.h"
#include "theme.h"
#include "trace.h"
#include "visibility.h"
#include "window.h"

#include <stdbool.h>
#include <stdint.h>

struct show {
    struct arguments own;              /* as given, and as the desktop wishes */
    const struct arguments *arguments; /* those */
    const struct trace *trace;         /* borrowed */
    struct preferences preferences;
    struct theme theme;
    struct window window;
    struct renderer renderer;
    struct caption caption;
    struct cues cues;
    struct visibility visibility;
    enum sign sign; /* what ended the show, NONE before */
    int fade_ms;    /* 0: nothing can fade */
    struct camel camel;
    struct gait_sampler sampler;
    struct soundtrack *soundtrack;  /* NULL: silence */
    enum gait heard;                /* what was heard last */
    int act;                        /* what was seen last */
    char status[NOTIFY_STATUS_MAX]; /* what the program said last */
    int64_t frame_due_ms;           /* when the next exposure is to be on screen */
    struct exposure exposure;       /* what was drawn last */
    unsigned frame_count;           /* exposures shown so far */
    float opacity;                  /* the window's, as of now */
};

/* Gets ready behind a window not yet shown: theme, first frame, window. ENDED_FD is the lifeline's,
 * borrowed; -1 for none. False: no show, for want of a display or of any theme. */
bool show_open(struct show *show, const struct arguments *arguments, const struct trace *trace,
               int ended_fd);

/* Shows the window, plays until a sign of life, takes the window off the screen. */
void show_run(struct show *show);
