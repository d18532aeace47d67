/* SPDX-License-Identifier: MIT */
/* The exposures of one act, decoded as they come due.
 *
 * The first is decoded by frames_open, because the camel waits for it; any other when it is asked
 * for, or better one step ahead, while the one before it is being looked at.
 *
 *     struct frames frames;
 *     if (frames_open(&frames, &theme.acts[THEME_GAIT_WALK], 1))
 *         print_show(frames_get(&frames, 7), canvas, 60, 42);
 *     frames_close(&frames);
 */
#pragma once

#include "print.h"
#include "theme.h"

#include <stdbool.h>

struct frames {
    const struct theme *theme;   /* borrowed, must outlive the frames */
    const struct theme_act *act; /* one of its */
    int scale;
    struct print *exposures[THEME_FRAMES_MAX]; /* NULL: not decoded yet */
};

/* False: the act has no first exposure; nothing is left open. */
bool frames_open(struct frames *frames, const struct theme *theme, const struct theme_act *act,
                 int scale);

/* Exposure INDEX, which stays the frames' own; where it cannot be decoded, the nearest one before
 * that can. Never NULL. */
struct print *frames_get(struct frames *frames, int index);

/* Harmless twice. */
void frames_close(struct frames *frames);
