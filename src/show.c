/* SPDX-License-Identifier: MIT */
/* The one show: hears the cues, moves the camel, has it drawn. */
#include "show.h"

#include "monotonic.h"
#include "mute_policy.h"
#include "sandbox.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STILL_PATIENCE_MS 40 /* a camel that stands still waits for its words, to be one frame */
#define ESTIMATE_MAX      95 /* percent: nobody knows when it is over */
#define HOVER_MS          60 /* how often a hand on the card is looked at */

/* All that is decoded from now on is decoded within; by what it starts, too. */
static void enter_sandbox(const struct show *show)
{
    struct sandbox sandbox;
    sandbox_enter(&sandbox, show->request.sound && mute_policy_names_server());
    trace_event(show->trace, "sandboxed", "privileges?=%d calls?=%d files?=%d", sandbox.privileges,
                sandbox.calls, sandbox.files);
}

/* The caption gets the words that the wings have told. */
static void set_words(struct show *show)
{
    const struct request *request = &show->request;
    memcpy(show->title, request->title, sizeof show->title);
    memcpy(show->status, request->status, sizeof show->status);
    caption_tell(&show->caption, show->title, show->status);
}

static void have_words_set(struct show *show)
{
    caption_start(&show->caption, &show->stage->theme, show->stage->renderer.scale,
                  show->request.memory);
    set_words(show);
    cues_add(&show->cues, CUE_CAPTION, show->caption.set_fd);
}

/* The camel lies down with what the wings have to say of the program's end. */
static void fail(struct show *show)
{
    if (show->failed || !show->request.failed || show->visibility.state == VISIBILITY_HIDDEN)
        return;
    show->failed = true;
    renderer_progress(&show->stage->renderer, -1, false);
    if (!show->request.still)
        motion_fail(&show->motion);
}

/* Everything that the first frame could do without. */
static void begin(struct show *show, int64_t now_ms)
{
    visibility_show(&show->visibility, show->fade_ms, now_ms);
    channel_tell(show->wings, REPLY_SHOWN);
    trace_event(show->trace, "first frame", NULL);
    if (!show->request.still)
        enter_sandbox(show);
    motion_start(&show->motion, now_ms);
    fail(show);
    if (!show->request.still)
        have_words_set(show);
    rehearsal_begin(show);
}

static bool draw(struct show *show, int64_t now_ms)
{
    SDL_Surface *canvas = window_canvas(&show->window);
    if (!canvas)
        return false;
    if (show->window.bare)
        renderer_invalidate(&show->stage->renderer);
    show->exposure = motion_exposure(&show->motion, now_ms, show->stage->renderer.scale);
    bool has_words = renderer_has_new_caption(&show->stage->renderer);
    SDL_Rect rects[RENDERER_RECTS_MAX];
    int rect_count = renderer_compose(&show->stage->renderer, canvas, &show->exposure, rects);
    window_present(&show->window, rects, rect_count);
    if (has_words)
        trace_event(show->trace, "words shown", NULL);
    return true;
}

/* What is drawn on a window that is not on the screen yet is lost; on one that nobody sees, too. */
static bool may_draw(const struct show *show)
{
    return show->exposed && show->window.cover == WINDOW_COVER_NONE &&
           show->visibility.state != VISIBILITY_GONE;
}

static void be_covered(struct show *show, int64_t now_ms)
{
    bool covered = show->window.cover != WINDOW_COVER_NONE;
    trace_event(show->trace, "covered", "covered?=%d", covered);
    motion_hush(&show->motion, covered);
    show->frame_due_ms = now_ms;
}

/* The camel goes on, and comes back where it would have been. */
static void pass_unseen(struct show *show, int64_t now_ms)
{
    if (show->visibility.state != VISIBILITY_HIDDEN && now_ms >= show->frame_due_ms)
        show->frame_due_ms = motion_look(&show->motion, now_ms);
}

/* An exposure has come on screen: when is the next one due, and what will it need? */
static void count_frame(struct show *show, int64_t now_ms)
{
    trace_event(show->trace, "frame", "n=%d act=%s exposure=%d", show->frame_count++,
                show->stage->theme.acts[show->exposure.act].name, show->exposure.frame);
    show->frame_due_ms = motion_next_ms(&show->motion, now_ms);
    if (show->request.still)
        return;
    struct exposure next = motion_upcoming(&show->motion, show->stage->renderer.scale);
    if (next.act != show->exposure.act)
        renderer_forget(&show->stage->renderer, show->exposure.act, next.act);
    renderer_prepare(&show->stage->renderer, &next);
}

/* False: the camel has not moved, for its music has slowed it down. */
static bool has_moved(struct show *show, int64_t now_ms)
{
    struct exposure exposure = motion_exposure(&show->motion, now_ms, show->stage->renderer.scale);
    return exposure.act != show->exposure.act || exposure.frame != show->exposure.frame ||
           exposure.ground_px != show->exposure.ground_px;
}

/* The window has become too small for the card, or its pixels are nowhere to be had: an empty one
 * would be in the way. */
static void give_up(struct show *show, int64_t now_ms)
{
    trace_event(show->trace, "no canvas", NULL);
    channel_tell(show->wings, REPLY_DISPLAY);
    visibility_leave(&show->visibility, 0, now_ms);
}

/* Where the program does not say how far it is, its last times may tell. */
static void estimate_progress(struct show *show, int64_t now_ms)
{
    const struct request *request = &show->request;
    if (request->progress_percent >= 0 || request->expected_ms == 0 || request->still ||
        request->failed)
        return;
    int64_t percent = (now_ms - request->started_ms) * 100 / request->expected_ms;
    renderer_progress(&show->stage->renderer,
                      (int)(percent < ESTIMATE_MAX ? percent : ESTIMATE_MAX), true);
}

static void draw_what_changed(struct show *show, int64_t now_ms)
{
    bool hidden = show->visibility.state == VISIBILITY_HIDDEN;
    bool frame_due = !hidden && now_ms >= show->frame_due_ms;
    if (frame_due && !has_moved(show, now_ms)) {
        show->frame_due_ms = motion_next_ms(&show->motion, now_ms);
        frame_due = false;
    }
    if (hidden || frame_due)
        estimate_progress(show, now_ms);
    if (!frame_due && !renderer_changed(&show->stage->renderer))
        return;
    if (!draw(show, now_ms)) {
        give_up(show, now_ms);
        return;
    }
    if (hidden)
        begin(show, monotonic_ms());
    if (hidden || frame_due)
        count_frame(show, hidden ? show->visibility.shown_ms : now_ms);
}

/* The wings have seen a sign of life. It may have taken its time to get here. */
static void leave(struct show *show)
{
    const struct request *request = &show->request;
    int fade_ms = sign_is_abrupt(request->sign) ? 0 : show->fade_ms;
    visibility_leave(&show->visibility, fade_ms, request->since_ms);
    if (show->leaving)
        return;
    show->leaving = true;
    trace_event(show->trace, "leaving", "fade_ms=%d sign=%s", fade_ms, sign_name(request->sign));
    motion_leave(&show->motion, show->fade_ms);
}

/* Whose window it is, the wings can tell. */
static void tell_toplevels(const struct show *show, enum toplevels_news news)
{
    static const struct {
        enum reply reply;
        const char *name;
    } told[] = {
        [TOPLEVELS_OPENED] = {REPLY_TOPLEVEL_OPENED, "opened"},
        [TOPLEVELS_OPEN] = {REPLY_TOPLEVELS_OPEN, "open"},
        [TOPLEVELS_UNTOLD] = {REPLY_TOPLEVELS_UNTOLD, "untold"},
    };
    if (news == TOPLEVELS_NO_NEWS)
        return;
    channel_tell(show->wings, told[news].reply);
    trace_event(show->trace, "toplevels", "told=%s", told[news].name);
}

/* They have been set; and what of it is to be kept, the wings can keep. */
static void take_words(struct show *show)
{
    char *memory;
    SDL_Surface *words = caption_take(&show->caption, &memory);
    if (words)
        renderer_caption(&show->stage->renderer, words);
    if (memory)
        channel_tell_face(show->wings, memory);
    free(memory);
}

static void hear(struct show *show, const struct cues_news *news)
{
    const struct request *request = &show->request;
    if (news->has_window)
        channel_tell(show->wings, REPLY_WINDOW);
    tell_toplevels(show, news->toplevels);
    if (news->told && request->sign != SIGN_NONE)
        leave(show);
    if (news->told)
        fail(show);
    if (news->told && request->progress_percent >= 0 && !request->failed)
        renderer_progress(&show->stage->renderer, request->progress_percent, false);
    if (news->told &&
        (strcmp(show->status, request->status) != 0 || strcmp(show->title, request->title) != 0))
        set_words(show);
    if (news->captioned)
        take_words(show);
}

static void tell_place(const struct show *show)
{
    struct channel_place place = {show->window.x, show->window.y};
    channel_tell_place(show->wings, place);
    trace_event(show->trace, "dragged", "x=%d y=%d", place.x, place.y);
}

static void hear_window(struct show *show, int64_t now_ms)
{
    enum window_event event;
    while (window_next_event(&show->window, &event)) {
        if (event == WINDOW_EVENT_DISMISSED)
            channel_tell(show->wings, REPLY_DISMISSED);
        if (event == WINDOW_EVENT_KEY)
            rehearsal_key(show, show->window.key, now_ms);
        if (event == WINDOW_EVENT_DRAGGED)
            tell_place(show);
        if (event == WINDOW_EVENT_COVERED)
            be_covered(show, now_ms);
        if (event == WINDOW_EVENT_EXPOSED) {
            show->exposed = true;
            renderer_invalidate(&show->stage->renderer);
        }
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
    if (show->visibility.state == VISIBILITY_HIDDEN)
        return due;
    if (show->frame_due_ms < due)
        due = show->frame_due_ms;
    if (rehearsal_due_ms(show) < due)
        due = rehearsal_due_ms(show);
    if (show->window.hovered && now_ms + HOVER_MS < due)
        due = now_ms + HOVER_MS;
    return due;
}

/* When a camel that is ready at READY_MS may come. */
static int64_t settled_ms(const struct show *show, int64_t ready_ms)
{
    int64_t settled = cues_settled_ms(&show->cues, ready_ms);
    return settled > show->request.not_before_ms ? settled : show->request.not_before_ms;
}

/* Who spoke while the window was being made, or has a window of its own already, is not answered
 * with a flash. */
static void settle(struct show *show, int64_t ready_ms)
{
    do {
        struct cues_news news;
        cues_wait(&show->cues, settled_ms(show, ready_ms), &show->request, &news);
        hear(show, &news);
    } while (show->visibility.state == VISIBILITY_HIDDEN &&
             monotonic_ms() < settled_ms(show, ready_ms));
}

void show_run(struct show *show)
{
    struct visibility *visibility = &show->visibility;
    int64_t now_ms = monotonic_ms();
    if (show->request.still) { /* one frame, and nothing that pops up in it later */
        enter_sandbox(show);
        have_words_set(show);
    }
    hear(show, &(struct cues_news){.told = true}); /* what came with the first page */
    settle(show, show->request.still ? now_ms + STILL_PATIENCE_MS : now_ms);
    if (visibility->state == VISIBILITY_HIDDEN) {
        fade(show, now_ms);
        window_map(&show->window);
    }
    while (visibility->state != VISIBILITY_GONE) {
        struct cues_news news;
        cues_wait(&show->cues, due_ms(show, now_ms), &show->request, &news);
        now_ms = monotonic_ms();
        hear(show, &news);
        rehearsal_hear(show, &news, now_ms);
        rehearsal_pass_time(show, now_ms);
        hear_window(show, now_ms);
        visibility_tick(visibility, now_ms);
        if (may_draw(show))
            draw_what_changed(show, now_ms);
        else
            pass_unseen(show, now_ms);
        if (!show->leaving && motion_rests(&show->motion, now_ms))
            channel_tell(show->wings, REPLY_RESTS);
        fade(show, now_ms);
    }
    window_unmap(&show->window);
    trace_event(show->trace, "gone", NULL); /* first: whoever waits for the display comes at once */
    channel_tell(show->wings, REPLY_GONE);
    monotonic_sleep_until(show->request.since_ms + motion_tail_ms(&show->motion));
}
