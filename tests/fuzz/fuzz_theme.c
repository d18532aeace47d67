/* SPDX-License-Identifier: MIT */
/* Anybody's theme.ini, as theme_parse reads it. */
#include "fuzz.h"
#include "theme.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct theme theme;
    char *text = calloc(1, len + 1), name[THEME_NAME_MAX];
    if (text == NULL)
        return 0;
    memcpy(text, bytes, len);
    if (theme_parse(&theme, text)) {
        const struct theme_act *walk = &theme.acts[GAIT_WALK];
        assert(theme.width > 0 && theme.width <= THEME_CARD_PX_MAX);
        assert(theme.height > 0 && theme.height <= THEME_CARD_PX_MAX);
        assert(walk->frame_count > 0 && walk->frame_count <= THEME_FRAMES_MAX);
        assert(walk->frame_ms > 0);
        if (theme_frame_name(walk, walk->frame_count - 1, name))
            assert(strstr(name, "..") == NULL && *name != '/');
    }
    free(text);
    return 0;
}
