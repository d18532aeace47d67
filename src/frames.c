/* SPDX-License-Identifier: MIT */
/* In a launch: the camel itself, one picture at a time.
 * Owns the decoded exposures. */
#include "frames.h"

#include "picture.h"

#include <assert.h>

static SDL_Surface *decode(const struct frames *frames, int index)
{
    char name[THEME_NAME_MAX];

    if (!theme_frame_name(frames->act, index, name))
        return NULL;
    return picture_load(frames->theme, name, frames->scale, PICTURE_KIND_TRANSPARENT);
}

bool frames_open(struct frames *frames, const struct theme *theme, const struct theme_act *act,
                 int scale)
{
    *frames = (struct frames){.theme = theme, .act = act, .scale = scale};
    if (frames->act->frame_count == 0)
        return false;
    return (frames->exposures[0] = decode(frames, 0)) != NULL;
}

SDL_Surface *frames_get(struct frames *frames, int index)
{
    SDL_Surface **exposure = &frames->exposures[index];

    assert(index >= 0 && index < frames->act->frame_count);
    if (*exposure)
        return *exposure;
    *exposure = decode(frames, index);
    if (!*exposure) { /* kept as a second reference, so that the file is not tried again each stride
                       */
        *exposure = frames_get(frames, index - 1);
        (*exposure)->refcount++;
    }
    return *exposure;
}

void frames_close(struct frames *frames)
{
    for (int i = 0; i < THEME_FRAMES_MAX; i++) {
        SDL_FreeSurface(frames->exposures[i]);
        frames->exposures[i] = NULL;
    }
}
