/* SPDX-License-Identifier: MIT */
/* One show, from the first frame to the last. When it ends is the wings' decision.
 *
 *     static struct show show;
 *     enum ending ending = show_open(&show, &receiver, &request, &trace);
 *     if (ending == ENDING_WELL || ending == ENDING_OTHER_THEME)
 *         show_run(&show);
 *
 * There is no show_close: threads may be using it until the process ends, which is by _exit. */
#pragma once

#include "caption.h"
#include "cues.h"
#include "motion.h"
#include "preferences.h"
#include "rehearsal.h"
#include "request.h"
#include "stage.h"
#include "trace.h"
#include "visibility.h"
#include "window.h"

#include <stdbool.h>
#include <stdint.h>

struct show {
    struct request request;         /* what the wings want, as of now */
    struct channel_receiver *wings; /* who are told; borrowed, as is the trace */
    const struct trace *trace;
    struct preferences preferences;
    struct window window;
    struct stage *stage; /* what is shown; one of the rehearsal's, which has two */
    struct rehearsal rehearsal;
    struct caption caption;
    struct cues cues;
    struct visibility visibility;
    struct motion motion;
    char title[REQUEST_TITLE_MAX];   /* what is in the caption */
    char status[REQUEST_STATUS_MAX]; /* the same */
    bool leaving;                    /* the wings have said so */
    bool failed;                     /* and that the program has failed */
    bool exposed;                    /* the window is on the screen, and waits to be drawn */
    int fade_ms;                     /* it takes to leave; 0 where nothing can fade */
    int64_t frame_due_ms;            /* when the next exposure is to be on screen */
    struct exposure exposure;        /* what was drawn last */
    int frame_count;                 /* exposures shown so far */
    float opacity;                   /* the window's, as of now */
};

/* Gets ready behind a window not yet shown: theme, first frame, window. *SHOW has been zeroed, and
 * most of it is never touched. Returns how a splash ends that shows that, WELL or OTHER_THEME, or
 * why there is no show. */
enum ending show_open(struct show *show, struct channel_receiver *wings,
                      const struct request *request, const struct trace *trace);

/* Shows the window, plays until the wings say that it is over, takes the window off the screen. */
void show_run(struct show *show);
