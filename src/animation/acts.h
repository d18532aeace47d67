/* SPDX-License-Identifier: MIT */
/* What the camel does, in time: gaits and the ways between them, as a theme tells of them.
 *
 * A gait goes round and round until another is wanted; then, when the exposure that borders on it
 * has been seen, the transition is shown once, so that no foot jumps. Where a theme knows none, the
 * gait ends its stride first. While nothing else is wanted one of the gait's idle variants is shown
 * now and then, by chance, so that a standing camel never looks like a loop.
 *
 * Pure, no clock of its own: times are milliseconds of the camel's own time, which must not go
 * back. A late frame is followed by the right one, and nothing drifts.
 *
 *     acts_init(&acts, &theme, seed);
 *     struct exposure exposure = acts_exposure(&acts, ms, scale);
 *     sleep_until(shown_ms + acts_next_ms(&acts));
 *     acts_want(&acts, GAIT_GALLOP, ms);
 */
#pragma once

#include "gait.h"
#include "theme.h"

#include <stdint.h>

/* What is to be seen. */
struct exposure {
    int act;           /* in theme->acts */
    int frame;         /* 0 to frame_count-1 */
    int64_t ground_px; /* gone by since the beginning, pixels of the window's scale: the ground
                          moves with the drawn feet, not between them */
};

struct acts {
    const struct theme *theme; /* borrowed, must outlive the acts */
    enum gait wanted;
    int act;
    int entry;        /* the exposure that the act was entered with */
    double began_ms;  /* when that was */
    double ground_px; /* gone by then, 1x pixels */
    double now_ms;    /* what was last asked about */
    double leave_ms;  /* when the gait is left: infinity for never */
    int next, next_entry;
    int idle; /* the last idle variant, which does not come twice in a row; -1: none */
    uint32_t chance;
};

/* Begins with the first exposure of the walk, at 0 ms. SEED is what chance is drawn by. */
void acts_init(struct acts *acts, const struct theme *theme, uint32_t seed);

/* Right after that: it begins with the first exposure of GAIT, or whatever comes nearest to it in
 * this theme, instead. */
void acts_begin_in(struct acts *acts, enum gait gait);

/* It goes on in THEME, borrowed in place of the one before, at what was seen last: in the same
 * gait, or in the one that it was on its way to. */
void acts_recast(struct acts *acts, const struct theme *theme);

/* From MS on the camel tends towards GAIT, or whatever comes nearest to it in this theme. */
void acts_want(struct acts *acts, enum gait gait, double ms);

/* What is seen at MS, pixels of the ground SCALE to one of the theme's. */
struct exposure acts_exposure(struct acts *acts, double ms, int scale);

/* When the exposure that was last asked for is over. */
double acts_next_ms(const struct acts *acts);

/* When the present gait's first exposure stood, or would have stood: a stride begins there. */
double acts_stride_ms(const struct acts *acts);

/* The gait that the camel is in, or on its way to. */
enum gait acts_gait(const struct acts *acts);
