/* SPDX-License-Identifier: MIT */
/* The animal: what it does at this moment, in step with its music, as the program does.
 *
 * Brings together the acts, the camel's own time and the soundtrack's; knows no pixels. Before it
 * is shown, or if it is to be still, it stands at the first exposure of its walk.
 *
 *     camel_init(&camel, &theme, &arguments, &trace);
 *     camel_show(&camel, now_ms);                  the first frame is on screen
 *     struct exposure exposure = camel_exposure(&camel, now_ms, scale);
 *     sleep_until(camel_next_ms(&camel, now_ms));
 */
#pragma once

#include "activity.h"
#include "acts.h"
#include "arguments.h"
#include "audio_clock.h"
#include "gait_policy.h"
#include "soundtrack.h"
#include "trace.h"

#include <stdbool.h>
#include <stdint.h>

struct camel {
    const struct arguments *arguments; /* borrowed, as is the trace */
    const struct trace *trace;
    struct acts acts;
    struct step step;              /* the camel's own time, which keeps to the music's */
    struct soundtrack *soundtrack; /* NULL: silence */
    enum gait heard;               /* what was heard last */
    const char *script;            /* what is left of it; NULL: the camel goes by the program */
    struct activity activity;
    struct gait_policy policy;
    enum gait gait;   /* what the program asks for */
    int64_t look_ms;  /* when the program is looked at next; INT64_MAX: never */
    int64_t shown_ms; /* -1: not yet */
    int act;          /* what was seen last */
};

void camel_init(struct camel *camel, const struct theme *theme, const struct arguments *arguments,
                const struct trace *trace);

/* The first frame is on screen: the camel's time begins, and its music if there is any. */
void camel_show(struct camel *camel, int64_t now_ms);

/* What is to be seen at NOW_MS (monotonic), at SCALE pixels to one of the theme's. */
struct exposure camel_exposure(struct camel *camel, int64_t now_ms, int scale);

/* When that exposure is over, or something else may change it: always later than NOW_MS; INT64_MAX
 * for a camel that is still. */
int64_t camel_next_ms(struct camel *camel, int64_t now_ms);

/* What will most likely be seen then. */
struct exposure camel_upcoming(const struct camel *camel, int scale);

/* The camel leaves: its music fades. */
void camel_leave(struct camel *camel, int fade_ms);

/* How long after camel_leave there is something to be heard. */
int camel_tail_ms(struct camel *camel);
