/* SPDX-License-Identifier: MIT */
/* A theme, ready to be shown. */
#include "stage.h"

enum ending stage_open(struct stage *stage, const char *folder, bool dark, struct window *window,
                       struct theme_notes *notes)
{
    struct theme *theme = &stage->theme;
    char sibling[THEME_PATH_MAX];
    theme_notes_init(notes);
    if (!folder[0] || !theme_load_noted(theme, folder, notes))
        return ENDING_NO_THEME;
    if (theme->is_picture && !window->can_be_clear)
        theme->cutout = false;
    if (theme->cutout && !window->can_be_clear) /* nothing to be cut out of */
        return ENDING_NO_THEME;
    if (theme->dark[0] && dark && theme_sibling(theme, theme->dark, sibling) &&
        !theme_load(theme, sibling) && !theme_load(theme, folder))
        return ENDING_NO_THEME;
    if (!window_fit(window, theme->width, theme->height))
        return ENDING_NO_ROOM;
    return renderer_open(&stage->renderer, theme, window->scale) ? ENDING_WELL : ENDING_NO_THEME;
}

void stage_close(struct stage *stage)
{
    renderer_close(&stage->renderer);
}
