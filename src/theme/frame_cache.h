/* SPDX-License-Identifier: MIT */
/* The frames of one act, decoded as they come due.
 *
 * The first is decoded by frame_cache_open, because the camel waits for it; any other when it is
 * asked for, or better one step ahead, while the one before it is being looked at.
 *
 *     struct frame_cache cache;
 *     if (frame_cache_open(&cache, &theme, &theme.acts[GAIT_WALK], 1))
 *         sprite_draw(frame_cache_get(&cache, 7), canvas, 60, 42);
 *     frame_cache_close(&cache);
 */
#pragma once

#include "sprite.h"
#include "theme.h"

#include <stdbool.h>

struct frame_cache {
    const struct theme *theme;   /* borrowed, must outlive the cache */
    const struct theme_act *act; /* one of its */
    int scale;
    struct sprite *sprites[THEME_FRAMES_MAX]; /* NULL: not decoded yet */
};

/* False: the act has no first frame; nothing is left open. */
bool frame_cache_open(struct frame_cache *cache, const struct theme *theme,
                      const struct theme_act *act, int scale);

/* Frame INDEX, which stays the cache's own; where it cannot be decoded, the nearest one before that
 * can. Never NULL. */
struct sprite *frame_cache_get(struct frame_cache *cache, int index);

/* Harmless twice. */
void frame_cache_close(struct frame_cache *cache);
