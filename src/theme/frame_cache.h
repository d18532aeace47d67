/* SPDX-License-Identifier: MIT */
/* The frames of one act, decoded as they come due.
 *
 * The first is decoded by frame_cache_open, because the camel waits for it; any other when it is
 * asked for, or better one step ahead, while the one before it is being looked at, and small ones a
 * few at a time. All caches together keep a bounded number of bytes: what is beyond is decoded each
 * time it is asked for.
 *
 *     size_t kept_len = 0;
 *     struct frame_cache cache;
 *     if (frame_cache_open(&cache, &theme, &theme.acts[GAIT_WALK], 1, &kept_len))
 *         sprite_draw(frame_cache_get(&cache, 7), canvas, 60, 42);
 *     frame_cache_close(&cache);
 */
#pragma once

#include "pictures.h"
#include "sprite.h"
#include "theme.h"

#include <stdbool.h>
#include <stddef.h>

#define FRAME_CACHE_LEN_MAX (128 << 20) /* bytes: the plate at 3x, all acts, takes a third */

struct frame_cache {
    const struct theme_act *act; /* of the theme, which must outlive the cache; NULL: not open */
    struct pictures pictures;
    struct sprite *sprites[THEME_FRAMES_MAX]; /* by picture; NULL: not kept, or not decoded yet */
    size_t *kept_len;                         /* by this cache and those that share it */
    struct sprite *lent;                      /* the last that was not kept */
    int lent_picture;
};

/* KEPT_LEN, borrowed, is shared by caches that share a budget; 0 before the first is opened. False:
 * the act has no first frame; nothing is left open. */
bool frame_cache_open(struct frame_cache *cache, const struct theme *theme,
                      const struct theme_act *act, int scale, size_t *kept_len);

/* Of one that has been opened, or is all zero. */
bool frame_cache_is_open(const struct frame_cache *cache);

/* Frame INDEX, which stays the cache's own, and is there until the next call; where it cannot be
 * decoded, the nearest one before that can. Never NULL. */
struct sprite *frame_cache_get(struct frame_cache *cache, int index);

/* Harmless twice. */
void frame_cache_close(struct frame_cache *cache);
