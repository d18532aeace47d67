/* SPDX-License-Identifier: MIT */
/* Compares what a theme says of its times and ways with each other. */
#include "check_sense.h"

#include "file.h"
#include "gait.h"
#include "music_file.h"
#include "theme_file.h"

#include <stdlib.h>
#include <string.h>

#define LEAP_PX       40 /* of the ground from one frame to the next: more is a flicker */
#define SLIP_PX       8  /* of a way's ground, and a quarter of it: less is not seen */
#define SLIP_MS       25 /* of music against strides */
#define MUSIC_LEN_MAX (64 << 20)

static double speed_of(const struct theme_act *gait)
{
    return (double)gait->stride_px / (gait->frame_count * gait->frame_ms);
}

static void check_gait(const struct theme *theme, const struct theme_act *act, bool moves,
                       struct theme_notes *notes)
{
    const struct theme_act *walk = &theme->acts[GAIT_WALK];
    int line = theme_notes_line(notes, act->name, "stride_px");
    bool has_ground = theme->ground[0] || theme->grid[0];
    if (moves && has_ground && act->stride_px == 0)
        theme_notes_warning(notes, line,
                            "[%s] stride_px: 0, so that the ground stands still under its feet; "
                            "wanted: how far it goes by in all %d frames",
                            act->name, act->frame_count);
    if ((int64_t)act->stride_px * walk->stride_px < 0)
        theme_notes_warning(notes, line,
                            "[%s] stride_px: %d, but %d in [walk]: it goes the other way",
                            act->name, act->stride_px, walk->stride_px);
    if (abs(act->stride_px) > LEAP_PX * act->frame_count)
        theme_notes_warning(notes, line,
                            "[%s] stride_px: %d in %d frames; wanted: at most %d pixels a frame",
                            act->name, act->stride_px, act->frame_count, LEAP_PX);
}

/* The speed goes from the one gait's to the other's, as animation/acts.c has it go. */
static void check_way(const struct theme *theme, const struct theme_act *act,
                      struct theme_notes *notes)
{
    const struct theme_act *from = &theme->acts[act->from], *to = &theme->acts[act->to];
    double before = speed_of(from), after = speed_of(to), lead_ms = from->frame_ms;
    double whole_ms = lead_ms + (double)act->frame_count * act->frame_ms, w = lead_ms / whole_ms;
    double ground = (before + after) / 2;
    double led = before * w + (after - before) * (w * w * w - w * w * w * w / 2);
    int wanted = (int)((ground - led) * whole_ms);
    if (abs(act->stride_px - wanted) > SLIP_PX + abs(wanted) / 4)
        theme_notes_warning(notes, theme_notes_line(notes, act->name, "stride_px"),
                            "[%s] stride_px: %d; from the speed of [%s] to that of [%s] it is "
                            "about %d",
                            act->name, act->stride_px, from->name, to->name, wanted);
}

static void check_music_file(const struct theme *theme, const char *file, const char *key,
                             int stride_ms, struct theme_notes *notes)
{
    char path[THEME_PATH_MAX];
    size_t len;
    int line = theme_notes_line(notes, "soundtrack", key);
    if (!theme_file_find(theme->folder, file, path)) {
        theme_notes_fault(notes, line, "[soundtrack] %s: there is no file %s in the theme's folder",
                          key, file);
        return;
    }
    uint8_t *bytes = stride_ms > 0 ? file_read_all(path, MUSIC_LEN_MAX, &len) : NULL;
    int64_t ms = bytes ? music_file_ms(bytes, len) : 0;
    free(bytes);
    if (ms == 0)
        return;
    int64_t strides = (ms + stride_ms / 2) / stride_ms, off_ms = llabs(ms - strides * stride_ms);
    if (off_ms > SLIP_MS)
        theme_notes_warning(notes, line,
                            "[soundtrack] %s: %s lasts %lld ms, which is no whole number of "
                            "strides of %d ms; wanted: another length, or a tempo",
                            key, file, (long long)ms, stride_ms);
}

/* FILES have commas between them. STRIDE_MS 0: any length will do. */
static void check_music(const struct theme *theme, const char *files, const char *key,
                        int stride_ms, struct theme_notes *notes)
{
    char file[THEME_NAME_MAX];
    while (*files) {
        files += strspn(files, ", \t");
        size_t len = strcspn(files, ",");
        memcpy(file, files, len);
        files += len;
        while (len > 0 && strchr(" \t", file[len - 1]))
            len--;
        file[len] = '\0';
        if (len > 0)
            check_music_file(theme, file, key, stride_ms, notes);
    }
}

static int stride_ms_of(const struct theme *theme, enum gait gait)
{
    const struct theme_act *act = &theme->acts[gait];
    bool counts = act->frame_count > 0 && theme->music[gait].tempo == 0;
    return counts ? act->frame_count * act->frame_ms : 0;
}

void check_sense(const struct theme *theme, struct theme_notes *notes)
{
    bool has_walk = theme->acts[GAIT_WALK].frame_count > 0;
    for (int i = 0; has_walk && i < theme->act_count; i++) {
        const struct theme_act *act = &theme->acts[i];
        if (act->frame_count == 0)
            continue;
        if (i < GAIT_COUNT)
            check_gait(theme, act, i == GAIT_WALK || i == GAIT_GALLOP, notes);
        else if (act->from != act->to)
            check_way(theme, act, notes);
    }
    check_music(theme, theme->soundtrack, "file", 0, notes);
    check_music(theme, theme->music[GAIT_WALK].files, "walk", stride_ms_of(theme, GAIT_WALK),
                notes);
    check_music(theme, theme->music[GAIT_GALLOP].files, "gallop", stride_ms_of(theme, GAIT_GALLOP),
                notes);
    check_music(theme, theme->music[GAIT_STAND].files, "stand", 0, notes);
    check_music(theme, theme->music[SECTION_END].files, "end", 0, notes);
}
