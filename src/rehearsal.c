/* SPDX-License-Identifier: MIT */
/* The show of a theme under work. Owns the watch on its folder. */
#include "rehearsal.h"

#include "key.h"
#include "quiet_write.h"
#include "scale.h"
#include "show.h"
#include "tempo.h"
#include "theme_notes.h"
#include "utf8.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SETTLED_MS  150 /* a theme that has not changed for so long has been saved */
#define FAULTS_MAX  3
#define ESCAPE_MS   50 /* what a terminal sends for an arrow comes in one piece, or nearly */
#define SPEED_STEP  1.25
#define EVEN_WITHIN 0.01
#define ROUND_MS    16000 /* then the script begins again */

/* --- What is said --- */

static void complain(const struct show *show, const char *where, int line, const char *what)
{
    char text[THEME_PATH_MAX + THEME_WORDS_MAX + 32], place[16] = "";
    if (line > 0)
        snprintf(place, sizeof place, ":%d", line);
    snprintf(text, sizeof text - 1, "ocamlwalk: %s%s: %s", where, place, what);
    utf8_disarm(text);
    strcat(text, "\n");
    if (show->request.complaints_fd >= 0)
        quiet_write(show->request.complaints_fd, text, strlen(text));
}

/* The first few, as --check-theme has them, which knows of more. */
static void tell_faults(const struct show *show, bool is_picture, const struct theme_notes *notes)
{
    char file[THEME_PATH_MAX + 16];
    const char *path = show->request.theme;
    int said_count = 0;
    snprintf(file, sizeof file, "%s%s", path, is_picture ? "" : "/theme.ini");
    for (int i = 0; i < notes->count && i < THEME_NOTES_MAX && said_count < FAULTS_MAX; i++) {
        if (notes->notes[i].is_warning)
            continue;
        complain(show, file, notes->notes[i].line, notes->notes[i].words);
        said_count++;
    }
    if (notes->fault_count > said_count)
        complain(show, path, 0, "and more: ask ocamlwalk --check-theme");
}

static void print_place(const struct show *show, const char *key, int value)
{
    char line[64];
    int len = snprintf(line, sizeof line, "%s = %d\n", key, value);
    if (show->request.words_fd >= 0)
        quiet_write(show->request.words_fd, line, (size_t)len);
}

/* --- The theme --- */

static void tell_why(const struct show *show, enum ending ending, const struct theme *theme,
                     const struct theme_notes *notes)
{
    const char *path = show->request.theme;
    if (ending == ENDING_NO_ROOM)
        complain(show, path, 0, "the card is larger than the monitor");
    else if (notes->fault_count > 0)
        tell_faults(show, theme->is_picture, notes);
    else if (theme->cutout && !show->window.can_be_clear)
        complain(show, path, 0, "a cutout wants a compositor, and none runs here");
    else
        complain(show, path, 0, "its first frame cannot be shown");
}

/* The caption of BEFORE stays until its words have been set for the theme as it is now. */
static void restyle(struct show *show, struct stage *before)
{
    const struct theme *theme = &show->stage->theme;
    SDL_Surface *words = before->renderer.caption;
    before->renderer.caption = NULL;
    if (theme->caption_size == 0) {
        SDL_FreeSurface(words);
        return;
    }
    renderer_caption(&show->stage->renderer, words);
    caption_restyle(&show->caption, theme, show->stage->renderer.scale, show->title, show->status);
    cues_add(&show->cues, CUE_CAPTION, show->caption.set_fd);
}

static bool resize(struct show *show, const struct stage *before)
{
    const struct renderer *now = &show->stage->renderer;
    bool fits = renderer_width(now) == renderer_width(&before->renderer) &&
                renderer_height(now) == renderer_height(&before->renderer) &&
                before->theme.cutout == show->stage->theme.cutout;
    return fits || window_resize(&show->window, renderer_width(now), renderer_height(now),
                                 show->stage->theme.cutout);
}

static void nudge(struct rehearsal *rehearsal, struct theme *theme)
{
    if (theme->camel_x != rehearsal->read_x || theme->camel_y != rehearsal->read_y)
        rehearsal->nudge_x = rehearsal->nudge_y = 0; /* it has been written down */
    rehearsal->read_x = theme->camel_x;
    rehearsal->read_y = theme->camel_y;
    theme->camel_x += rehearsal->nudge_x;
    theme->camel_y += rehearsal->nudge_y;
}

/* STAGE is shown from now on. */
static void change_stage(struct show *show, struct stage *stage)
{
    struct stage *before = show->stage;
    nudge(&show->rehearsal, &stage->theme);
    show->stage = stage;
    renderer_progress(&stage->renderer, before->renderer.progress_percent,
                      before->renderer.progress_estimated);
    motion_recast(&show->motion, &stage->theme);
    restyle(show, before);
    if (!resize(show, before))
        channel_tell(show->wings, REPLY_DISPLAY);
    stage_close(before);
    show->exposure = (struct exposure){.act = show->motion.act};
    show->frame_due_ms = 0;
}

/* What is shown stays where the theme cannot be. */
static void read_again(struct show *show)
{
    struct rehearsal *rehearsal = &show->rehearsal;
    struct window *window = &show->window;
    struct stage *stage = &rehearsal->stages[show->stage == &rehearsal->stages[0]];
    const char *folder = show->request.theme;
    static struct theme_notes notes;
    int scale = window->scale;
    rehearsal->changed_ms = -1;
    window->scale = rehearsal->scale;
    enum ending ending =
        stage_open(stage, folder, show->preferences.dark == PREFERENCE_YES, window, &notes);
    if (ending != ENDING_WELL) {
        window->scale = scale;
        rehearsal->broken = true;
        tell_why(show, ending, &stage->theme, &notes);
    } else {
        change_stage(show, stage);
        if (rehearsal->broken)
            complain(show, folder, 0, "is good again");
        rehearsal->broken = false;
    }
    trace_event(show->trace, "theme read", "n=%d well?=%d x=%d y=%d w=%d h=%d scale=%d dark?=%d",
                ++rehearsal->count, ending == ENDING_WELL, window->x, window->y, window->width,
                window->height, window->scale, show->preferences.dark == PREFERENCE_YES);
}

/* All that it is made of: its dark sibling, too. */
static void watch_files(struct show *show)
{
    struct rehearsal *rehearsal = &show->rehearsal;
    static struct theme theme;
    char sibling[THEME_PATH_MAX];
    folder_watch_add(&rehearsal->watch, show->request.theme);
    if (theme_load(&theme, show->request.theme) && theme.dark[0] &&
        theme_sibling(&theme, theme.dark, sibling))
        folder_watch_add(&rehearsal->watch, sibling);
}

void rehearsal_begin(struct show *show)
{
    struct rehearsal *rehearsal = &show->rehearsal;
    const struct request *request = &show->request;
    if (!request->rehearsal)
        return;
    rehearsal->begun = true;
    rehearsal->changed_ms = -1;
    rehearsal->scale = show->window.scale;
    rehearsal->read_x = show->stage->theme.camel_x;
    rehearsal->read_y = show->stage->theme.camel_y;
    show->window.takes_keys = true;
    if (folder_watch_open(&rehearsal->watch))
        watch_files(show);
    else
        complain(show, request->theme, 0, "this system does not tell when it changes");
    cues_add(&show->cues, CUE_FILES, rehearsal->watch.fd);
    cues_add(&show->cues, CUE_KEYS, request->keys_fd);
    trace_event(show->trace, "rehearsal", "watching?=%d", rehearsal->watch.fd >= 0);
}

/* --- Keys --- */

static void change_speed(struct show *show, double factor, int64_t now_ms)
{
    struct tempo *tempo = &show->motion.tempo;
    double speed = tempo->speed * factor;
    if (speed > 1 - EVEN_WITHIN && speed < 1 + EVEN_WITHIN)
        speed = 1;
    tempo_set(tempo, now_ms, speed);
}

static void turn_dark(struct show *show)
{
    bool dark = show->preferences.dark == PREFERENCE_YES;
    show->preferences.dark = dark ? PREFERENCE_NO : PREFERENCE_YES;
    read_again(show);
}

static void change_scale(struct show *show)
{
    struct rehearsal *rehearsal = &show->rehearsal;
    rehearsal->scale = rehearsal->scale % SCALE_MAX + 1;
    read_again(show);
}

static int within_card(int place)
{
    return place < -THEME_CARD_PX_MAX  ? -THEME_CARD_PX_MAX
           : place > THEME_CARD_PX_MAX ? THEME_CARD_PX_MAX
                                       : place;
}

static void move_camel(struct show *show, int by_x, int by_y)
{
    struct rehearsal *rehearsal = &show->rehearsal;
    struct theme *theme = &show->stage->theme;
    theme->camel_x = within_card(theme->camel_x + by_x);
    theme->camel_y = within_card(theme->camel_y + by_y);
    rehearsal->nudge_x = theme->camel_x - rehearsal->read_x;
    rehearsal->nudge_y = theme->camel_y - rehearsal->read_y;
    renderer_invalidate(&show->stage->renderer);
    if (by_x != 0)
        print_place(show, "camel_x", theme->camel_x);
    if (by_y != 0)
        print_place(show, "camel_y", theme->camel_y);
}

void rehearsal_key(struct show *show, int key, int64_t now_ms)
{
    if (!show->rehearsal.begun || show->leaving)
        return;
    trace_event(show->trace, "key", "key=%d", key);
    switch (key) {
    case '1':
    case '2':
    case '3':
    case '4':
        motion_direct(&show->motion, (enum gait)(GAIT_WALK + key - '1'));
        break;
    case '0':
    case 'a':
        motion_repeat(&show->motion, now_ms);
        break;
    case ' ':
        tempo_stop(&show->motion.tempo, now_ms, !show->motion.tempo.stopped);
        break;
    case '+':
    case '=': /* the same key, on many keyboards */
        change_speed(show, SPEED_STEP, now_ms);
        break;
    case '-':
        change_speed(show, 1 / SPEED_STEP, now_ms);
        break;
    case 'd':
        turn_dark(show);
        break;
    case 's':
        change_scale(show);
        break;
    case KEY_LEFT:
    case KEY_RIGHT:
        move_camel(show, key == KEY_LEFT ? -1 : 1, 0);
        break;
    case KEY_UP:
    case KEY_DOWN:
        move_camel(show, 0, key == KEY_UP ? -1 : 1);
        break;
    case 'q':
    case KEY_ESCAPE:
        channel_tell(show->wings, REPLY_DISMISSED);
        break;
    default:
        return;
    }
    show->frame_due_ms = 0; /* it may be due at another time now */
}

/* WAITED: what has not come by now will not come. */
static void understand(struct show *show, bool waited, int64_t now_ms)
{
    struct rehearsal *rehearsal = &show->rehearsal;
    size_t used, done = 0;
    int key;
    while ((used = key_read(rehearsal->typed + done, rehearsal->typed_len - done, waited, &key))) {
        done += used;
        rehearsal_key(show, key, now_ms);
    }
    rehearsal->typed_len -= done;
    memmove(rehearsal->typed, rehearsal->typed + done, rehearsal->typed_len);
}

static void hear_terminal(struct show *show, int64_t now_ms)
{
    struct rehearsal *rehearsal = &show->rehearsal;
    ssize_t len = read(show->request.keys_fd, rehearsal->typed + rehearsal->typed_len,
                       sizeof rehearsal->typed - rehearsal->typed_len);
    if (len == 0)
        cues_add(&show->cues, CUE_KEYS, -1);
    if (len <= 0)
        return;
    rehearsal->typed_len += (size_t)len;
    rehearsal->typed_ms = now_ms;
    understand(show, false, now_ms);
    if (rehearsal->typed_len == sizeof rehearsal->typed) /* no key is so long */
        rehearsal->typed_len = 0;
}

/* --- In the show's loop --- */

void rehearsal_hear(struct show *show, const struct cues_news *news, int64_t now_ms)
{
    struct rehearsal *rehearsal = &show->rehearsal;
    if (!rehearsal->begun)
        return;
    if (news->typed)
        hear_terminal(show, now_ms);
    if (news->changed && folder_watch_fired(&rehearsal->watch))
        rehearsal->changed_ms = now_ms;
}

int64_t rehearsal_due_ms(const struct show *show)
{
    const struct rehearsal *rehearsal = &show->rehearsal;
    int64_t due_ms = INT64_MAX;
    if (!rehearsal->begun || show->leaving)
        return due_ms;
    if (rehearsal->changed_ms >= 0)
        due_ms = rehearsal->changed_ms + SETTLED_MS;
    if (rehearsal->typed_len > 0 && rehearsal->typed_ms + ESCAPE_MS < due_ms)
        due_ms = rehearsal->typed_ms + ESCAPE_MS;
    return due_ms;
}

void rehearsal_pass_time(struct show *show, int64_t now_ms)
{
    struct rehearsal *rehearsal = &show->rehearsal;
    if (!show->rehearsal.begun || show->leaving)
        return;
    if (rehearsal->typed_len > 0 && now_ms >= rehearsal->typed_ms + ESCAPE_MS)
        understand(show, true, now_ms);
    if (motion_script_ms(&show->motion, now_ms) >= ROUND_MS)
        motion_repeat(&show->motion, now_ms);
    if (rehearsal->changed_ms >= 0 && now_ms >= rehearsal->changed_ms + SETTLED_MS) {
        watch_files(show); /* first: what comes into a new folder meanwhile is told then */
        read_again(show);
    }
}
