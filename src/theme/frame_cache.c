/* SPDX-License-Identifier: MIT */
/* The camel itself, one frame at a time. Owns the decoded frames. */
#include "frame_cache.h"

#include <assert.h>

#define RUN_PX (1 << 17) /* decoded in a millisecond: at 1x four frames of the plate, at 2x one */

static struct sprite *keep(struct frame_cache *cache, int picture, struct sprite *sprite)
{
    cache->sprites[picture] = sprite;
    *cache->kept_len += sprite->len;
    return sprite;
}

/* Frames come round in turn: whichever made room for this one would be missed sooner. So those that
 * were there first stay, and what is too much is decoded at each stride. */
static struct sprite *lend(struct frame_cache *cache, int picture, struct sprite *sprite)
{
    sprite_free(cache->lent);
    cache->lent = sprite;
    cache->lent_picture = picture;
    return sprite;
}

bool frame_cache_open(struct frame_cache *cache, const struct theme *theme,
                      const struct theme_act *act, int scale, size_t *kept_len)
{
    *cache = (struct frame_cache){.act = act, .kept_len = kept_len};
    pictures_init(&cache->pictures, theme, act, scale);
    struct sprite *first = act->frame_count > 0 ? pictures_decode(&cache->pictures, 0) : NULL;
    if (first)
        return keep(cache, theme_frame_picture(act, 0), first);
    frame_cache_close(cache);
    return false;
}

bool frame_cache_is_open(const struct frame_cache *cache)
{
    return cache->act != NULL;
}

/* NULL: it is not there. */
static struct sprite *find(const struct frame_cache *cache, int picture)
{
    if (cache->sprites[picture])
        return cache->sprites[picture];
    return cache->lent && cache->lent_picture == picture ? cache->lent : NULL;
}

static struct sprite *decode(struct frame_cache *cache, int index)
{
    struct sprite *sprite = pictures_decode(&cache->pictures, index);
    if (!sprite) /* one reference more, so that the file is not tried again at each stride */
        sprite = sprite_keep(frame_cache_get(cache, index - 1));
    int picture = theme_frame_picture(cache->act, index);
    bool fits = *cache->kept_len + sprite->len <= FRAME_CACHE_LEN_MAX;
    return fits ? keep(cache, picture, sprite) : lend(cache, picture, sprite);
}

/* The frames after INDEX, as many as may be had at little cost by a decoder that has just run: a
 * frame later the processor's caches have nothing of it left. */
static void decode_some(struct frame_cache *cache, int index, int64_t px)
{
    while (++index < cache->act->frame_count && px < RUN_PX &&
           *cache->kept_len < FRAME_CACHE_LEN_MAX / 2) {
        if (find(cache, theme_frame_picture(cache->act, index)))
            continue;
        const struct sprite *sprite = decode(cache, index);
        px += (int64_t)sprite->width * sprite->height;
    }
}

struct sprite *frame_cache_get(struct frame_cache *cache, int index)
{
    assert(index >= 0 && index < cache->act->frame_count);
    struct sprite *sprite = find(cache, theme_frame_picture(cache->act, index));
    if (sprite)
        return sprite;
    sprite = decode(cache, index);
    decode_some(cache, index, (int64_t)sprite->width * sprite->height);
    return sprite;
}

void frame_cache_close(struct frame_cache *cache)
{
    for (int i = 0; i < THEME_FRAMES_MAX; i++) {
        if (cache->sprites[i])
            *cache->kept_len -= cache->sprites[i]->len;
        sprite_free(cache->sprites[i]);
        cache->sprites[i] = NULL;
    }
    sprite_free(cache->lent);
    cache->lent = NULL;
    pictures_close(&cache->pictures);
    cache->act = NULL;
}
