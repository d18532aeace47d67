/* SPDX-License-Identifier: MIT */
/* What a show needs before anything of it is seen. Opens theme, renderer, window and cues, which
 * are the show's from then on. */
#include "show.h"

#include "position.h"
#include "theme_notes.h"

static void on_display_lost(const void *data)
{
    const struct show *show = data;
    channel_tell(show->wings, REPLY_DISPLAY);
    trace_event(show->trace, "splash end", NULL);
}

static enum ending open_theme(struct show *show, const char *folder)
{
    static struct theme_notes notes;
    bool dark = show->preferences.dark == PREFERENCE_YES;
    enum ending ending = stage_open(show->stage, folder, dark, &show->window, &notes);
    const struct theme_note *fault = theme_notes_first_fault(&notes);
    if (ending != ENDING_WELL && fault)
        trace_event(show->trace, "theme refused", "line=%d words=%s", fault->line, fault->words);
    return ending;
}

static enum ending open_some_theme(struct show *show)
{
    const struct request *request = &show->request;
    enum ending ending = open_theme(show, request->theme);
    if (ending != ENDING_WELL && open_theme(show, request->default_theme) == ENDING_WELL)
        return ENDING_OTHER_THEME;
    return ending;
}

static void note_window(const struct show *show)
{
    const struct window *window = &show->window;
    trace_event(show->trace, "window open",
                "x=%d y=%d w=%d h=%d scale=%d driver=%s dark?=%d still?=%d cutout?=%d", window->x,
                window->y, window->width, window->height, window->scale, window->driver,
                show->preferences.dark == PREFERENCE_YES, show->request.still,
                show->stage->theme.cutout);
}

/* What the user has said, or else what the user's hand has. */
static struct position find_position(const struct request *request)
{
    struct position position = POSITION_CENTER;
    if (request->last_x != REQUEST_NOWHERE && request->last_y != REQUEST_NOWHERE)
        position =
            (struct position){.kind = POSITION_LAST, .x = request->last_x, .y = request->last_y};
    if (request->position[0])
        position_parse(request->position, &position);
    return position;
}

enum ending show_open(struct show *show, struct channel_receiver *wings,
                      const struct request *request, const struct trace *trace)
{
    show->request = *request;
    show->wings = wings;
    show->trace = trace;
    show->opacity = 1;
    show->stage = &show->rehearsal.stages[0];
    struct window *window = &show->window;
    bool asked_for = request->script[0]; /* to be seen: a demo */
    preferences_ask(&show->preferences);
    caption_init(&show->caption);
    cues_open(&show->cues, wings, request);
    struct position position = find_position(request);
    if (!window_probe(window, &show->preferences, &position, on_display_lost, show))
        return ENDING_NO_DISPLAY;
    if (window_takes_focus(window) && !asked_for && request->splash != REQUEST_SPLASH_ALWAYS)
        return ENDING_NO_MANNERS;
    window->heeds_fullscreen = !asked_for;
    preferences_read(&show->preferences);
    show->request.still |= show->preferences.still == PREFERENCE_YES;
    enum ending ending = open_some_theme(show);
    if (ending != ENDING_WELL && ending != ENDING_OTHER_THEME)
        return ending;
    motion_init(&show->motion, &show->stage->theme, &show->request, trace);
    if (!window_open(window, renderer_width(&show->stage->renderer),
                     renderer_height(&show->stage->renderer), show->stage->theme.cutout,
                     request->title))
        return window_is_connected(window) ? ENDING_NO_WINDOW : ENDING_NO_DISPLAY;
    renderer_progress(&show->stage->renderer, request->progress_percent, false);
    cues_add(&show->cues, CUE_DISPLAY, window->connection_fd);
    visibility_init(&show->visibility);
    show->fade_ms = window->can_fade ? request->fade_ms : 0;
    note_window(show);
    return ending;
}
