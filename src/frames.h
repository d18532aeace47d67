/* SPDX-License-Identifier: MIT */
/* The exposures of one act, decoded as they come due.
 *
 * The first is decoded by frames_open, because the camel waits for it; any other when it is asked
 * for, or better one step ahead, while the one before it is being looked at.
 *
 *     struct frames frames;
 *     if (frames_open(&frames, &theme.acts[THEME_GAIT_WALK], 1))
 *         SDL_BlitSurface(frames_get(&frames, 7), NULL, canvas, &place);
 *     frames_close(&frames);
 */
#pragma once

#include "theme.h"

#include <SDL.h>
#include <stdbool.h>

struct frames {
    const struct theme *theme;   /* borrowed, must outlive the frames */
    const struct theme_act *act; /* one of its */
    int scale;
    SDL_Surface *exposures[THEME_FRAMES_MAX]; /* NULL: not decoded yet */
};

/* False: the act has no first exposure; nothing is left open. */
bool frames_open(struct frames *frames, const struct theme *theme, const struct theme_act *act,
                 int scale);

/* Exposure INDEX, which stays the frames' own; where it cannot be decoded, the nearest one before
 * that can. Never NULL. */
SDL_Surface *frames_get(struct frames *frames, int index);

/* Harmless twice. */
void frames_close(struct frames *frames);
