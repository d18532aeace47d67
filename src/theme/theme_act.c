/* SPDX-License-Identifier: MIT */
/* Makes acts whole: counts frames, gives each its picture and its time. */
#include "theme_act.h"

#include "file.h"
#include "theme_file.h"
#include "theme_key.h"
#include "theme_notes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FRAME_MS_MIN         10
#define FRAME_MS             100
#define FILE_LEN_MAX         (8 << 20)
#define BACKWARDS_PIXELS_MAX (16 << 20)
#define NOTE(act, key)       theme_notes_line(notes, (act)->name, key)
#define OTHER_SECTIONS       "theme, stage, dark and soundtrack"

static int common_divisor(int one, int other)
{
    while (other) {
        int rest = one % other;
        one = other;
        other = rest;
    }
    return one;
}

/* The greatest time that all parts' times are multiples of. */
static int common_ms(const struct animation_file *file)
{
    int common = 0;
    for (int i = 0; i < file->part_count; i++)
        common = common_divisor(common, file->parts[i].ms);
    return common;
}

/* Frames of one length, of which a part that is seen for longer has several. */
static void count_frames(struct theme_act *act, const struct animation_file *file)
{
    int64_t whole_ms = 0, seen_ms = 0;
    for (int i = 0; i < file->part_count; i++)
        whole_ms += file->parts[i].ms;
    int ms = common_ms(file);
    if (ms < FRAME_MS_MIN)
        ms = FRAME_MS_MIN;
    if (whole_ms / ms > THEME_FRAMES_MAX)
        ms = (int)((whole_ms + THEME_FRAMES_MAX - 1) / THEME_FRAMES_MAX);
    int count = 0;
    for (int i = 0; i < file->part_count; i++) {
        seen_ms += file->parts[i].ms;
        int end = (int)((seen_ms + ms / 2) / ms);
        if (end <= count)
            end = count + 1;
        for (; count < end && count < THEME_FRAMES_MAX; count++)
            act->pictures[count] = (uint8_t)i;
    }
    act->frame_count = count;
    act->frame_ms = ms;
}

void theme_act_time(struct theme_act *act, const struct animation_file *file)
{
    int wanted_count = act->frame_count;
    act->timed = true;
    if (act->frame_ms == 0) {
        count_frames(act, file);
    } else {
        act->frame_count = file->part_count;
        for (int i = 0; i < act->frame_count; i++)
            act->pictures[i] = (uint8_t)i;
    }
    act->picture_count = file->part_count;
    if (wanted_count > 0 && wanted_count < act->frame_count)
        act->frame_count = wanted_count;
    if (act->backwards)
        for (int i = 0, j = act->frame_count - 1; i < j; i++, j--) {
            uint8_t picture = act->pictures[i];
            act->pictures[i] = act->pictures[j];
            act->pictures[j] = picture;
        }
    for (int i = act->frame_count - 2; act->pingpong && i > 0; i--)
        if (act->frame_count < THEME_FRAMES_MAX)
            act->pictures[act->frame_count++] = act->pictures[i];
}

static bool complete_animation(const struct theme *theme, struct theme_act *act,
                               struct theme_notes *notes)
{
    static struct animation_file file; /* read by one thread, before the first frame */
    char path[THEME_PATH_MAX];
    size_t len;
    if (!theme_file_find(theme->folder, act->animation, path)) {
        theme_notes_fault(notes, NOTE(act, "animation"),
                          "[%s] animation: there is no file %s in the theme's folder", act->name,
                          act->animation);
        return false;
    }
    uint8_t *bytes = file_read_all(path, FILE_LEN_MAX, &len);
    bool good = bytes && animation_file_read(&file, bytes, len);
    free(bytes);
    if (!good) {
        theme_notes_fault(notes, NOTE(act, "animation"),
                          "[%s] animation: %s is no picture of at most 8 MiB; wanted: a GIF, "
                          "WebP, PNG or JPEG",
                          act->name, act->animation);
        return false;
    }
    uint64_t pixels = (uint64_t)file.width * file.height;
    if (file.part_count > 1 && pixels > ANIMATION_PIXELS_MAX) {
        theme_notes_fault(notes, NOTE(act, "animation"),
                          "[%s] animation: %s has %ux%u pixels; wanted: at most 1 Mi", act->name,
                          act->animation, file.width, file.height);
        return false;
    }
    if (act->backwards && pixels * (uint64_t)file.part_count > BACKWARDS_PIXELS_MAX) {
        theme_notes_fault(
            notes, NOTE(act, "backwards"),
            "[%s] backwards: %s is too large, for its last frame wants all of them; wanted: "
            "at most 16 Mi pixels in all frames",
            act->name, act->animation);
        return false;
    }
    if (file.found_count > ANIMATION_PARTS_MAX)
        theme_notes_warning(notes, NOTE(act, "animation"),
                            "[%s] animation: %s has %d frames; the first %d are shown", act->name,
                            act->animation, file.found_count, ANIMATION_PARTS_MAX);
    theme_act_time(act, &file);
    return true;
}

/* What is not said of a grid follows from what is. */
static bool complete_sheet(struct theme_act *act, struct theme_notes *notes)
{
    if (act->columns == 0 && act->rows == 0 && act->frame_count == 0) {
        theme_notes_fault(notes, NOTE(act, "sheet"),
                          "[%s] columns: not given; wanted: how many frames are side by side in %s",
                          act->name, act->sheet);
        return false;
    }
    if (act->columns == 0) {
        if (act->rows == 0)
            act->rows = 1;
        int count = act->frame_count + act->first - 1;
        act->columns = count > 0 ? (count + act->rows - 1) / act->rows : 1;
    }
    if (act->rows == 0) {
        int count = act->frame_count + act->first - 1;
        act->rows = act->frame_count > 0 ? (count + act->columns - 1) / act->columns : 1;
    }
    int64_t there = (int64_t)act->columns * act->rows - (act->first - 1);
    if (act->frame_count == 0 && there > 0)
        act->frame_count = there < THEME_FRAMES_MAX ? (int)there : THEME_FRAMES_MAX;
    if (act->first < 1 || act->frame_count > there || there < 1) {
        theme_notes_fault(notes, NOTE(act, "count"),
                          "[%s] count: %d frames from number %d on; wanted: no more than %d "
                          "columns and %d rows have",
                          act->name, act->frame_count, act->first, act->columns, act->rows);
        return false;
    }
    return true;
}

static bool complete_numbered(struct theme_act *act, struct theme_notes *notes)
{
    if (act->frame_count == 0)
        theme_notes_fault(notes, NOTE(act, "frames"),
                          "[%s] count: not given; wanted: how many files there are, 1 to %d",
                          act->name, THEME_FRAMES_MAX);
    return act->frame_count > 0;
}

static bool complete_frames(const struct theme *theme, struct theme_act *act,
                            struct theme_notes *notes)
{
    int ways = !!act->frames[0] + !!act->sheet[0] + !!act->animation[0];
    if (ways != 1) {
        theme_notes_fault(notes, NOTE(act, ""), "[%s] %s; wanted: one of frames, sheet, animation",
                          act->name, ways == 0 ? "has no frames" : "has frames in several ways");
        return false;
    }
    if (!act->sheet[0] && (act->columns > 0 || act->rows > 0 || act->trim))
        theme_notes_warning(notes, NOTE(act, act->trim ? "trim" : "columns"),
                            "[%s] columns, rows and trim are of a sheet, and there is none",
                            act->name);
    if (act->animation[0])
        return complete_animation(theme, act, notes);
    if (!(act->sheet[0] ? complete_sheet(act, notes) : complete_numbered(act, notes)))
        return false;
    if (act->frame_ms == 0)
        act->frame_ms = FRAME_MS;
    act->picture_count = act->frame_count;
    if (act->pingpong && act->frame_count > 2)
        act->frame_count = 2 * act->frame_count - 2 < THEME_FRAMES_MAX ? 2 * act->frame_count - 2
                                                                       : THEME_FRAMES_MAX;
    return true;
}

static bool has_act(const struct theme *theme, int act)
{
    return act >= 0 && theme->acts[act].frame_count > 0;
}

/* A section that is neither a gait nor a way between gaits is most likely a slip. */
static void note_unknown_section(const struct theme_act *act, struct theme_notes *notes)
{
    static const char *const names[] = {"walk",  "gallop", "stand",      "couch",
                                        "theme", "stage",  "soundtrack", "dark"};
    const char *nearest = NULL;
    int least = 3;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int distance = theme_key_distance(names[i], act->name);
        if (distance < least) {
            nearest = names[i];
            least = distance;
        }
    }
    if (nearest)
        theme_notes_fault(notes, NOTE(act, ""), "[%s] is no section; did you mean [%s]?", act->name,
                          nearest);
    else
        theme_notes_fault(notes, NOTE(act, ""),
                          "[%s] is no section; wanted: a gait (walk, gallop, stand, couch), a way "
                          "between gaits with from and to, or " OTHER_SECTIONS,
                          act->name);
}

/* The frame of the gait at one end of a way, which must be had. */
static bool joins(const struct theme *theme, const struct theme_act *act, const char *key, int gait,
                  int frame, struct theme_notes *notes)
{
    if (!has_act(theme, gait)) {
        if (gait < 0)
            theme_notes_fault(notes, NOTE(act, ""), "[%s] %s: not given; wanted: a gait", act->name,
                              key);
        else
            theme_notes_fault(notes, NOTE(act, key), "[%s] %s: this theme has no %s", act->name,
                              key, gait_name((enum gait)gait));
        return false;
    }
    if (frame > theme->acts[gait].frame_count) {
        theme_notes_fault(notes, NOTE(act, key), "[%s] %s_frame: %d; the %s has %d frames",
                          act->name, key, frame, gait_name((enum gait)gait),
                          theme->acts[gait].frame_count);
        return false;
    }
    return true;
}

static bool complete_way(const struct theme *theme, struct theme_act *act,
                         struct theme_notes *notes)
{
    if (act->from < 0 && act->to < 0) {
        note_unknown_section(act, notes);
        return false;
    }
    return joins(theme, act, "from", act->from, act->from_frame, notes) &&
           joins(theme, act, "to", act->to, act->to_frame, notes) &&
           complete_frames(theme, act, notes);
}

/* Which section has been told of at all. */
static bool is_told(const struct theme_act *act)
{
    return act->frames[0] || act->sheet[0] || act->animation[0] || act->frame_count > 0 ||
           act->frame_ms > 0;
}

void theme_act_complete_all(struct theme *theme, struct theme_notes *notes)
{
    for (int i = 0; i < theme->act_count; i++) {
        struct theme_act *act = &theme->acts[i];
        bool had = false;
        if (i < GAIT_COUNT) {
            act->from = act->to = -1;
            had = is_told(act) && complete_frames(theme, act, notes);
        } else {
            had = complete_way(theme, act, notes);
        }
        if (!had)
            act->frame_count = 0;
    }
}

int theme_frame_picture(const struct theme_act *act, int index)
{
    if (act->timed)
        return act->pictures[index];
    int count = act->picture_count > 0 ? act->picture_count : act->frame_count;
    if (act->pingpong && index >= count)
        index = 2 * count - 2 - index;
    return act->backwards ? count - 1 - index : index;
}

bool theme_frame_name(const struct theme_act *act, int index, char name[THEME_NAME_MAX])
{
    const char *place = NULL, *whole = act->sheet[0] ? act->sheet : act->animation;
    size_t place_len = theme_key_number_place(act->frames, &place);
    if (whole[0]) {
        memcpy(name, whole, strlen(whole) + 1);
        return true;
    }
    if (place_len == 0)
        return false;
    int digits = place_len == 4 ? place[2] - '0' : 1;
    int number = act->first + theme_frame_picture(act, index);
    int len = snprintf(name, THEME_NAME_MAX, "%.*s%0*d%s", (int)(place - act->frames), act->frames,
                       digits, number, place + place_len);
    return len > 0 && len < THEME_NAME_MAX;
}
