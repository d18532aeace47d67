/* SPDX-License-Identifier: MIT */
/* In a launch: the camel itself, one picture at a time.
 * Owns the decoded exposures. */
#include "frame_cache.h"

#include "image.h"

#include <assert.h>

static struct sprite *decode(const struct frame_cache *cache, int index)
{
    char name[THEME_NAME_MAX];

    if (!theme_frame_name(cache->act, index, name))
        return NULL;
    return image_load(cache->theme, name, cache->scale);
}

bool frame_cache_open(struct frame_cache *cache, const struct theme *theme,
                      const struct theme_act *act, int scale)
{
    *cache = (struct frame_cache){.theme = theme, .act = act, .scale = scale};
    if (cache->act->frame_count == 0)
        return false;
    return (cache->exposures[0] = decode(cache, 0)) != NULL;
}

struct sprite *frame_cache_get(struct frame_cache *cache, int index)
{
    struct sprite **exposure = &cache->exposures[index];

    assert(index >= 0 && index < cache->act->frame_count);
    if (*exposure)
        return *exposure;
    *exposure = decode(cache, index);
    if (!*exposure) { /* kept as a second reference, so that the file is not tried again each stride
                       */
        *exposure = sprite_keep(frame_cache_get(cache, index - 1));
    }
    return *exposure;
}

void frame_cache_close(struct frame_cache *cache)
{
    for (int i = 0; i < THEME_FRAMES_MAX; i++) {
        sprite_free(cache->exposures[i]);
        cache->exposures[i] = NULL;
    }
}
