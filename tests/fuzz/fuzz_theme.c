/* SPDX-License-Identifier: MIT */
/* Anybody's theme.ini, as theme_parse reads it. */
#include "fuzz.h"
#include "theme.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    char *text = calloc(1, len + 1);
    if (!text)
        return 0;
    memcpy(text, bytes, len);
    struct theme theme;
    if (theme_parse(&theme, text)) {
        const struct theme_act *walk = &theme.acts[GAIT_WALK];
        assert(theme.width > 0 && theme.width <= THEME_CARD_PX_MAX);
        assert(theme.height > 0 && theme.height <= THEME_CARD_PX_MAX);
        assert(walk->frame_count > 0 && walk->frame_count <= THEME_FRAMES_MAX);
        assert(walk->frame_ms > 0);
        char name[THEME_NAME_MAX];
        if (theme_frame_name(walk, walk->frame_count - 1, name))
            assert(!strstr(name, "..") && *name != '/');
        assert(!strstr(theme.palette, "..") && *theme.palette != '/');
    }
    free(text);
    return 0;
}
