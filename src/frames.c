/* SPDX-License-Identifier: MIT */
/* In a launch: the camel itself, one picture at a time.
 * Owns the decoded exposures. */
#include "frames.h"

#include "picture.h"

#include <assert.h>

static struct print *decode(const struct frames *frames, int index)
{
    char name[THEME_NAME_MAX];

    if (!theme_frame_name(frames->act, index, name))
        return NULL;
    return picture_load(frames->theme, name, frames->scale);
}

bool frames_open(struct frames *frames, const struct theme *theme, const struct theme_act *act,
                 int scale)
{
    *frames = (struct frames){.theme = theme, .act = act, .scale = scale};
    if (frames->act->frame_count == 0)
        return false;
    return (frames->exposures[0] = decode(frames, 0)) != NULL;
}

struct print *frames_get(struct frames *frames, int index)
{
    struct print **exposure = &frames->exposures[index];

    assert(index >= 0 && index < frames->act->frame_count);
    if (*exposure)
        return *exposure;
    *exposure = decode(frames, index);
    if (!*exposure) { /* kept as a second reference, so that the file is not tried again each stride
                       */
        *exposure = print_keep(frames_get(frames, index - 1));
    }
    return *exposure;
}

void frames_close(struct frames *frames)
{
    for (int i = 0; i < THEME_FRAMES_MAX; i++) {
        print_free(frames->exposures[i]);
        frames->exposures[i] = NULL;
    }
}
