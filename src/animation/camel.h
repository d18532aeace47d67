/* SPDX-License-Identifier: MIT */
/* The animal: what it does at this moment, in step with its music.
 *
 * Brings together the acts, the script and the camel's own time. Pure: no clock, no sound, no
 * pixels; times are monotonic milliseconds of the caller's. Before it is shown, or if it is to be
 * still, it stands at the first exposure of its walk.
 *
 *     camel_init(&camel, &theme, NULL, false, seed);
 *     camel_show(&camel, now_ms);                                   the first frame is on screen
 *     camel_want(&camel, GAIT_GALLOP);                              the program is busy
 *     struct beat beat;
 *     bool heard = soundtrack_hears(soundtrack, now_ms * 1000, &beat);
 *     struct exposure exposure = camel_exposure(&camel, now_ms, heard ? &beat : NULL, scale);
 *     soundtrack_change(soundtrack, camel_music(&camel));
 *     sleep_until(camel_next_ms(&camel, now_ms));
 */
#pragma once

#include "acts.h"
#include "audio_clock.h"
#include "gait.h"
#include "step.h"

#include <stdbool.h>
#include <stdint.h>

struct camel {
    struct acts acts;
    struct step step;   /* the camel's own time, which keeps to the music's */
    const char *script; /* what is left of it */
    bool scripted;      /* the script alone says what is wanted, even when it has come to its end */
    bool still;
    int64_t shown_ms; /* -1: not yet */
};

/* A camel as THEME (borrowed) has it. SCRIPT says which gait is wanted when, see script.h, and goes
 * before camel_want; borrowed, NULL for none. STILL: one that never moves. SEED is what chance is
 * drawn by. */
void camel_init(struct camel *camel, const struct theme *theme, const char *script, bool still,
                uint32_t seed);

/* Before that: it begins in GAIT instead of its walk. */
void camel_begin_in(struct camel *camel, enum gait gait);

/* The first frame is on screen: the camel's time begins. */
void camel_show(struct camel *camel, int64_t now_ms);

/* What the program asks for, from now on. */
void camel_want(struct camel *camel, enum gait gait);

/* What somebody asks for who goes before program and script, which is over. */
void camel_direct(struct camel *camel, enum gait gait);

/* SCRIPT begins at NOW_MS, from the walk; borrowed. */
void camel_follow(struct camel *camel, const char *script, int64_t now_ms);

/* The camel goes on as THEME has it, borrowed in place of the one before, which it may look at once
 * more. */
void camel_recast(struct camel *camel, const struct theme *theme);

/* What is to be seen at NOW_MS, with BEAT heard (NULL: silence), at SCALE pixels to one of the
 * theme's. */
struct exposure camel_exposure(struct camel *camel, int64_t now_ms, const struct beat *beat,
                               int scale);

/* When that exposure is over: always later than NOW_MS; INT64_MAX for a camel that is still. */
int64_t camel_next_ms(struct camel *camel, int64_t now_ms);

/* What will most likely be seen then. */
struct exposure camel_upcoming(const struct camel *camel, int scale);

/* The gait whose music is to be heard with what the camel does. */
enum gait camel_music(const struct camel *camel);
