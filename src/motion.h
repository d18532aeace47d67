/* SPDX-License-Identifier: MIT */
/* What moves the camel: the gait that the program asks for, the beat of the music, the script; and
 * the music itself, which follows the camel.
 *
 *     motion_init(&motion, &theme, &request, &trace);
 *     motion_start(&motion, now_ms);                  the first frame is on screen
 *     struct exposure exposure = motion_exposure(&motion, now_ms, scale);
 *     sleep_until(motion_next_ms(&motion, now_ms));
 */
#pragma once

#include "camel.h"
#include "gait_sampler.h"
#include "request.h"
#include "rest.h"
#include "soundtrack.h"
#include "tempo.h"
#include "theme.h"
#include "trace.h"

#include <stdbool.h>
#include <stdint.h>

struct motion {
    const struct theme *theme; /* borrowed, as are the next two */
    const struct request
        *request; /* as of motion_init; what the program says later is not for us */
    const struct trace *trace;
    struct camel camel;
    struct tempo tempo; /* of the camel's time to the machine's */
    struct gait_sampler sampler;
    struct rest rest;
    struct soundtrack *soundtrack; /* NULL: silence */
    enum gait heard;               /* the section that was heard last */
    int act;                       /* what was seen last */
    bool follows;                  /* the script, to its end and beyond */
};

/* A camel at the first exposure of its walk; lying, if there is a failure to be told. */
void motion_init(struct motion *motion, const struct theme *theme, const struct request *request,
                 const struct trace *trace);

/* Its time begins, and its music if there is any; the program is looked at from now on. */
void motion_start(struct motion *motion, int64_t now_ms);

/* What is to be seen at NOW_MS (monotonic), at SCALE pixels to one of the theme's. */
struct exposure motion_exposure(struct motion *motion, int64_t now_ms, int scale);

/* When that exposure is over, or something else may change it: always later than NOW_MS; INT64_MAX
 * for a camel that is still. */
int64_t motion_next_ms(struct motion *motion, int64_t now_ms);

/* What will most likely be seen then. */
struct exposure motion_upcoming(const struct motion *motion, int scale);

/* True if the program, as motion_exposure saw it last, rests, and somebody wants to know. */
bool motion_rests(struct motion *motion, int64_t now_ms);

/* The program has failed: the camel lies down, in silence, and looks at nothing any more. */
void motion_fail(struct motion *motion);

/* For a rehearsal: the camel goes on as THEME has it, borrowed in place of the one before, which
 * must be there still. Its music stays what it was. */
void motion_recast(struct motion *motion, const struct theme *theme);

/* Likewise: the camel does what it is told to, or what the script says from its beginning. */
void motion_direct(struct motion *motion, enum gait gait);
void motion_repeat(struct motion *motion, int64_t now_ms);

/* How long the script has been running, by the camel's own time; -1: it is not followed any more.
 */
int64_t motion_script_ms(const struct motion *motion, int64_t now_ms);

/* Nobody sees the camel for now, or somebody again: nor does anybody hear it. */
void motion_hush(struct motion *motion, bool hushed);

/* While nobody sees it: looks at the program, as motion_exposure would. When to look again,
 * INT64_MAX for never. */
int64_t motion_look(struct motion *motion, int64_t now_ms);

/* The camel leaves: its music fades. */
void motion_leave(struct motion *motion, int fade_ms);

/* How long after motion_leave there is something to be heard. */
int motion_tail_ms(struct motion *motion);
