/* SPDX-License-Identifier: MIT */
/* In a launch: the director, who hears the cues, asks the stage and has the renderer drawn.
 * Owns theme, renderer, window and cues of the one show. */
#include "show.h"

#include "environment.h"
#include "monotonic.h"
#include "soundtrack_score.h"

#include <string.h>
#include <unistd.h>

#define STILL_PATIENCE_MS 40 /* a camel that stands still waits for its words, to be one frame */
#define HOVER_MS          60 /* how often a hand on the card is looked at */

static void note_sign(const struct show *show, enum sign sign)
{
    trace_event(show->trace, "sign of life", "\"sign\":\"%s\"", sign_name(sign));
}

static void on_display_lost(const void *data)
{
    const struct show *show = data;

    note_sign(show, SIGN_DISPLAY);
    trace_event(show->trace, "splash end", NULL);
}

static bool load_theme(struct show *show, const char *name)
{
    char folder[THEME_PATH_MAX];

    return theme_find(name, folder) && theme_load(&show->theme, folder);
}

/* Theme NAME, or what it names instead of itself on such a preferences, with the art of its first
 * frame at the display's scale. */
static bool set_scene(struct show *show, const char *name)
{
    const struct theme *theme = &show->theme;
    char dark[THEME_NAME_MAX];

    if (!load_theme(show, name))
        return false;
    if (theme->cutout && !show->window.can_be_clear) /* nothing to be cut out of */
        return strcmp(name, THEME_DEFAULT) != 0 && set_scene(show, THEME_DEFAULT);
    memcpy(dark, theme->dark, sizeof dark);
    if (dark[0] && show->preferences.dark == PREFERENCE_YES && !load_theme(show, dark) &&
        !load_theme(show, name))
        return false;
    window_fit(&show->window, theme->width, theme->height);
    return renderer_open(&show->renderer, theme, show->window.scale);
}

bool show_open(struct show *show, const struct arguments *arguments, const struct trace *trace,
               int ended_fd)
{
    struct window *window = &show->window;

    *show = (struct show){.own = *arguments, .arguments = &show->own, .trace = trace, .opacity = 1};
    arguments = &show->own;
    preferences_ask(&show->preferences);
    caption_init(&show->caption);
    cues_open(&show->cues, arguments, ended_fd);
    if (!window_probe(window, &show->preferences, on_display_lost, show))
        return false;
    preferences_read(&show->preferences);
    show->own.still |= show->preferences.still == PREFERENCE_YES;
    if (!set_scene(show, arguments->theme) && !set_scene(show, THEME_DEFAULT))
        return false;
    camel_init(&show->camel, &show->theme, arguments->gaits, arguments->still, (uint32_t)getpid());
    if (!window_open(window, renderer_width(&show->renderer), renderer_height(&show->renderer),
                     show->theme.cutout, arguments->title))
        return false;
    renderer_progress(&show->renderer, arguments->progress_percent);
    if (arguments->status)
        strncat(show->status, arguments->status, sizeof show->status - 1);
    cues_add(&show->cues, CUE_DISPLAY, window->connection_fd);
    visibility_init(&show->visibility);
    show->fade_ms = window->can_fade ? arguments->fade_ms : 0;
    trace_event(trace, "window open",
                "\"x\":%d,\"y\":%d,\"w\":%d,\"h\":%d,\"scale\":%d,\"driver\":\"%s\","
                "\"dark\":%s,\"still\":%s,\"cutout\":%s",
                window->x, window->y, window->width, window->height, window->scale, window->driver,
                show->preferences.dark == PREFERENCE_YES ? "true" : "false",
                arguments->still ? "true" : "false", show->theme.cutout ? "true" : "false");
    return true;
}

static void have_words_set(struct show *show)
{
    caption_start(&show->caption, &show->theme, show->renderer.scale);
    caption_tell(&show->caption, show->arguments->title, show->status);
    cues_add(&show->cues, CUE_CAPTION, show->caption.set_fd);
}

static void note_gait(const struct show *show, enum gait gait)
{
    trace_event(show->trace, "gait", "\"act\":\"%s\"", gait_name(gait));
}

static void look_at_program(struct show *show, int64_t now_ms)
{
    if (show->arguments->still || show->arguments->gaits)
        return;
    note_gait(show, GAIT_WALK);
    gait_sampler_open(&show->sampler, show->arguments->program, now_ms);
}

static void start_music(struct show *show, int64_t now_ms)
{
    const struct arguments *arguments = show->arguments;
    struct soundtrack_score score;
    if (arguments->sound && arguments->volume_percent > 0 &&
        soundtrack_score_read(&score, &show->theme, arguments->volume_percent))
        show->soundtrack = soundtrack_start(&score, now_ms, show->trace);
}

/* What the camel does at NOW_MS, as the program does, and what is to be heard with it. */
static struct exposure exposure_at(struct show *show, int64_t now_ms)
{
    enum gait gait;
    if (gait_sampler_read(&show->sampler, now_ms, &gait)) {
        note_gait(show, gait);
        camel_want(&show->camel, gait);
    }
    struct beat beat;
    bool heard = soundtrack_hears(show->soundtrack, now_ms * 1000, &beat);
    if (heard && beat.section != show->heard)
        trace_event(show->trace, "music", "\"section\":\"%s\"",
                    gait_name(show->heard = beat.section));
    struct exposure exposure =
        camel_exposure(&show->camel, now_ms, heard ? &beat : NULL, show->renderer.scale);
    if (exposure.act != show->act)
        trace_event(show->trace, "act", "\"act\":\"%s\"", show->theme.acts[exposure.act].name);
    show->act = exposure.act;
    soundtrack_change(show->soundtrack, camel_music(&show->camel));
    return exposure;
}

static int64_t next_frame_ms(struct show *show, int64_t now_ms)
{
    int64_t next_ms = camel_next_ms(&show->camel, now_ms);
    int64_t look_ms = gait_sampler_due_ms(&show->sampler);
    return look_ms > now_ms && look_ms < next_ms ? look_ms : next_ms;
}

/* Everything that the first frame could do without. */
static void begin(struct show *show, int64_t now_ms)
{
    visibility_show(&show->visibility, show->fade_ms, now_ms);
    trace_event(show->trace, "first frame", NULL);
    camel_show(&show->camel, now_ms);
    look_at_program(show, now_ms);
    start_music(show, now_ms); /* which keeps its priority: stutters are worse heard */
    environment_give_way();
    if (!show->arguments->still)
        have_words_set(show);
}

static bool draw(struct show *show, int64_t now_ms)
{
    SDL_Rect rects[RENDERER_RECTS_MAX];
    SDL_Surface *canvas = window_canvas(&show->window);
    int rect_count;

    if (!canvas)
        return false;
    if (show->window.bare)
        renderer_invalidate(&show->renderer);
    show->exposure = exposure_at(show, now_ms);
    rect_count = renderer_compose(&show->renderer, canvas, &show->exposure, rects);
    window_present(&show->window, rects, rect_count);
    return true;
}

/* An exposure has come on screen: when is the next one due, and what will it need? */
static void count_frame(struct show *show, int64_t now_ms)
{
    struct exposure next = camel_upcoming(&show->camel, show->renderer.scale);

    trace_event(show->trace, "frame", "\"n\":%u,\"act\":%d,\"exposure\":%d", show->frame_count++,
                show->exposure.act, show->exposure.frame);
    show->frame_due_ms = next_frame_ms(show, now_ms);
    if (show->arguments->still)
        return;
    if (next.act != show->exposure.act)
        renderer_forget(&show->renderer, show->exposure.act, next.act);
    renderer_prepare(&show->renderer, &next);
}

/* False: the camel has not moved, for its music has slowed it down. */
static bool has_moved(struct show *show, int64_t now_ms)
{
    struct exposure exposure = exposure_at(show, now_ms);

    return exposure.act != show->exposure.act || exposure.frame != show->exposure.frame ||
           exposure.ground_px != show->exposure.ground_px;
}

static void draw_what_changed(struct show *show, int64_t now_ms)
{
    bool hidden = show->visibility.state == VISIBILITY_HIDDEN;
    bool frame_due = !hidden && now_ms >= show->frame_due_ms;

    if (frame_due && !has_moved(show, now_ms)) {
        show->frame_due_ms = next_frame_ms(show, now_ms);
        frame_due = false;
    }
    if (!frame_due && !renderer_changed(&show->renderer))
        return;
    if (!draw(show, now_ms))
        return;
    if (hidden)
        begin(show, monotonic_ms());
    if (hidden || frame_due)
        count_frame(show, hidden ? show->visibility.shown_ms : now_ms);
}

/* The one way off the stage. */
static void leave(struct show *show, enum sign sign)
{
    show->sign = sign;
    note_sign(show, sign);
    trace_event(show->trace, "leaving", "\"fade_ms\":%d", show->fade_ms);
    soundtrack_fade(show->soundtrack, show->fade_ms);
}

static void hear(struct show *show, enum sign sign, int64_t now_ms)
{
    if (sign == SIGN_NONE || !sign_counts(show->arguments->until, sign))
        return;
    if (show->sign == SIGN_NONE)
        leave(show, sign);
    visibility_leave(&show->visibility, sign_is_abrupt(sign) ? 0 : show->fade_ms, now_ms);
}

/* When the show has been on for as long as it may; INT64_MAX: it may be on for ever. */
static int64_t timeout_at_ms(const struct show *show)
{
    return show->visibility.state == VISIBILITY_WALKING && show->arguments->timeout_ms > 0
               ? show->visibility.shown_ms + show->arguments->timeout_ms
               : INT64_MAX;
}

static void hear_news(struct show *show, const struct cues_news *news, int64_t now_ms)
{
    SDL_Surface *words;

    hear(show, news->sign, now_ms);
    if (news->message.has_progress)
        renderer_progress(&show->renderer, news->message.progress_percent);
    if (news->message.has_status) {
        memcpy(show->status, news->message.status, sizeof show->status);
        caption_tell(&show->caption, show->arguments->title, show->status);
    }
    if (news->captioned && (words = caption_take(&show->caption)))
        renderer_caption(&show->renderer, words);
}

static void hear_window(struct show *show, int64_t now_ms)
{
    enum window_event event;

    while (window_next_event(&show->window, &event)) {
        if (event == WINDOW_EVENT_DISMISSED)
            hear(show, SIGN_DISMISS, now_ms);
        if (event == WINDOW_EVENT_EXPOSED)
            renderer_invalidate(&show->renderer);
    }
}

static void fade(struct show *show, int64_t now_ms)
{
    float opacity = visibility_opacity(&show->visibility, now_ms);

    if (opacity == show->opacity || show->visibility.state == VISIBILITY_GONE)
        return;
    show->opacity = opacity;
    window_fade(&show->window, opacity);
}

/* When something is to be done although no cue has come. */
static int64_t due_ms(const struct show *show, int64_t now_ms)
{
    int64_t due = visibility_next_ms(&show->visibility, now_ms);

    if (window_has_events(&show->window))
        return now_ms;
    if (timeout_at_ms(show) < due)
        due = timeout_at_ms(show);
    if (show->visibility.state == VISIBILITY_HIDDEN)
        return due;
    if (show->frame_due_ms < due)
        due = show->frame_due_ms;
    if (show->window.hovered && now_ms + HOVER_MS < due)
        due = now_ms + HOVER_MS;
    return due;
}

void show_run(struct show *show)
{
    struct visibility *visibility = &show->visibility;
    int64_t now_ms = monotonic_ms(), curtain_ms = now_ms;
    struct cues_news news;

    if (show->arguments->still) { /* one frame, and nothing that pops up in it later */
        have_words_set(show);
        curtain_ms += STILL_PATIENCE_MS;
    }
    /* who spoke while the window was being made, or has one already, is not answered with a flash
     */
    do {
        int64_t settled_ms = cues_settled_ms(&show->cues);
        cues_wait(&show->cues, settled_ms > curtain_ms ? settled_ms : curtain_ms, &news);
        hear_news(show, &news, now_ms);
    } while (visibility->state == VISIBILITY_HIDDEN &&
             monotonic_ms() < cues_settled_ms(&show->cues));
    if (visibility->state == VISIBILITY_HIDDEN) {
        fade(show, now_ms);
        window_map(&show->window);
    }
    while (visibility->state != VISIBILITY_GONE) {
        cues_wait(&show->cues, due_ms(show, now_ms), &news);
        now_ms = monotonic_ms();
        hear_news(show, &news, now_ms);
        hear_window(show, now_ms);
        visibility_tick(visibility, now_ms);
        if (now_ms >= timeout_at_ms(show))
            hear(show, SIGN_TIMEOUT, now_ms);
        if (visibility->state != VISIBILITY_GONE)
            draw_what_changed(show, now_ms);
        fade(show, now_ms);
    }
    window_unmap(&show->window);
    trace_event(show->trace, "gone", NULL);
    if (show->arguments->claim_fd >= 0)
        close(show->arguments->claim_fd); /* the display is free for another camel */
    monotonic_sleep_until(visibility->leaving_ms + soundtrack_tail_ms(show->soundtrack));
}
