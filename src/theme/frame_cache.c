/* SPDX-License-Identifier: MIT */
/* The camel itself, one frame at a time. Owns the decoded frames. */
#include "frame_cache.h"

#include "image.h"

#include <assert.h>

static struct sprite *decode(const struct frame_cache *cache, int index)
{
    char name[THEME_NAME_MAX];
    if (!theme_frame_name(cache->act, index, name))
        return NULL;
    return image_load_frame(cache->theme, name, cache->scale);
}

static struct sprite *keep(struct frame_cache *cache, int index, struct sprite *sprite)
{
    cache->sprites[index] = sprite;
    *cache->kept_len += sprite->len;
    return sprite;
}

/* Frames come round in turn: whichever made room for this one would be missed sooner. So those that
 * were there first stay, and what is too much is decoded at each stride. */
static struct sprite *lend(struct frame_cache *cache, int index, struct sprite *sprite)
{
    sprite_free(cache->lent);
    cache->lent = sprite;
    cache->lent_index = index;
    return sprite;
}

bool frame_cache_open(struct frame_cache *cache, const struct theme *theme,
                      const struct theme_act *act, int scale, size_t *kept_len)
{
    *cache = (struct frame_cache){.theme = theme, .act = act, .scale = scale, .kept_len = kept_len};
    struct sprite *first = act->frame_count > 0 ? decode(cache, 0) : NULL;
    return first && keep(cache, 0, first);
}

struct sprite *frame_cache_get(struct frame_cache *cache, int index)
{
    assert(index >= 0 && index < cache->act->frame_count);
    if (cache->sprites[index])
        return cache->sprites[index];
    if (cache->lent && cache->lent_index == index)
        return cache->lent;
    struct sprite *sprite = decode(cache, index);
    if (!sprite) /* one reference more, so that the file is not tried again at each stride */
        sprite = sprite_keep(frame_cache_get(cache, index - 1));
    bool fits = *cache->kept_len + sprite->len <= FRAME_CACHE_LEN_MAX;
    return fits ? keep(cache, index, sprite) : lend(cache, index, sprite);
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
}
