/* SPDX-License-Identifier: MIT */
/* A theme, ready to be shown. */
#include "stage.h"

static enum ending open_stage(struct stage *stage, const char *folder, bool dark,
                              struct window *window)
{
    struct theme *theme = &stage->theme;
    char sibling[THEME_PATH_MAX];
    if (!folder[0] || !theme_load(theme, folder))
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

/* What is wrong is looked for only then: to note in which line each key stands takes time, and most
 * themes are good. */
enum ending stage_open(struct stage *stage, const char *folder, bool dark, struct window *window,
                       struct theme_notes *notes)
{
    static struct theme again;
    enum ending ending = open_stage(stage, folder, dark, window);
    theme_notes_init(notes);
    if (ending != ENDING_WELL && folder[0])
        theme_load_noted(&again, folder, notes);
    return ending;
}

void stage_close(struct stage *stage)
{
    renderer_close(&stage->renderer);
}
