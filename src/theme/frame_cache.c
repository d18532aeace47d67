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

bool frame_cache_open(struct frame_cache *cache, const struct theme *theme,
                      const struct theme_act *act, int scale)
{
    *cache = (struct frame_cache){.theme = theme, .act = act, .scale = scale};
    if (act->frame_count == 0)
        return false;
    cache->sprites[0] = decode(cache, 0);
    return cache->sprites[0];
}

struct sprite *frame_cache_get(struct frame_cache *cache, int index)
{
    assert(index >= 0 && index < cache->act->frame_count);
    struct sprite **sprite = &cache->sprites[index];
    if (*sprite)
        return *sprite;
    *sprite = decode(cache, index);
    if (!*sprite) /* one reference more, so that the file is not tried again at each stride */
        *sprite = sprite_keep(frame_cache_get(cache, index - 1));
    return *sprite;
}

void frame_cache_close(struct frame_cache *cache)
{
    for (int i = 0; i < THEME_FRAMES_MAX; i++) {
        sprite_free(cache->sprites[i]);
        cache->sprites[i] = NULL;
    }
}
