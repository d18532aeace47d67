/* SPDX-License-Identifier: MIT */
/* Looks at pictures, music and siblings of a theme. */
#include "check_art.h"

#include "animation_file.h"
#include "file.h"
#include "image.h"
#include "pictures.h"
#include "theme_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCALE_MAX    3
#define FILE_LEN_MAX (16 << 20)

/* What a file says of itself. */
struct look {
    bool there, known, has_alpha;
    int width, height;
};

static struct look look_at(const struct theme *theme, const char *file)
{
    static struct animation_file head;
    struct look look = {0};
    char path[THEME_PATH_MAX];
    size_t len;
    look.there = theme_file_find(theme->folder, file, path);
    uint8_t *bytes = look.there ? file_read_all(path, FILE_LEN_MAX, &len) : NULL;
    if (bytes && animation_file_read(&head, bytes, len)) {
        look.known = true;
        look.has_alpha = head.has_alpha;
        look.width = (int)head.width;
        look.height = (int)head.height;
    }
    free(bytes);
    return look;
}

/* Where there is larger art, it is exactly so many times as large. */
static void check_larger(const struct theme *theme, const char *section, const char *key,
                         const char *file, const struct look *look, struct theme_notes *notes)
{
    char name[THEME_NAME_MAX];
    for (int scale = 2; scale <= SCALE_MAX; scale++) {
        if (!image_name_at_scale(file, scale, name))
            continue;
        struct look larger = look_at(theme, name);
        if (!larger.there || !look->known)
            continue;
        if (!larger.known || larger.width != look->width * scale ||
            larger.height != look->height * scale)
            theme_notes_fault(notes, theme_notes_line(notes, section, key),
                              "[%s] %s: %s is %d x %d pixels; wanted: %d x %d, %d times those of "
                              "%s",
                              section, key, name, larger.width, larger.height, look->width * scale,
                              look->height * scale, scale, file);
    }
}

static void note_undecodable(const char *section, const char *key, const char *file,
                             const struct look *look, struct theme_notes *notes)
{
    int line = theme_notes_line(notes, section, key);
    if (!look->there)
        theme_notes_fault(notes, line, "[%s] %s: there is no file %s in the theme's folder",
                          section, key, file);
    else if (!look->known)
        theme_notes_fault(notes, line,
                          "[%s] %s: %s is no picture of at most 16 MiB; wanted: a PNG, or a GIF, "
                          "WebP or JPEG",
                          section, key, file);
    else
        theme_notes_fault(notes, line,
                          "[%s] %s: %s, %d x %d pixels, cannot be decoded: it is damaged, or too "
                          "large",
                          section, key, file, look->width, look->height);
}

static void check_still(const struct theme *theme, const char *key, const char *file, bool covers,
                        struct theme_notes *notes)
{
    if (!file[0])
        return;
    struct look look = look_at(theme, file);
    struct sprite *sprite = image_load(theme, file, 1);
    if (!sprite)
        note_undecodable("stage", key, file, &look, notes);
    else if (covers && (sprite->width < theme->width || sprite->height < theme->height))
        theme_notes_warning(notes, theme_notes_line(notes, "stage", key),
                            "[stage] %s: %s is %d x %d pixels; the card is %d x %d", key, file,
                            sprite->width, sprite->height, theme->width, theme->height);
    sprite_free(sprite);
    check_larger(theme, "stage", key, file, &look, notes);
}

static void check_alpha(const struct theme *theme, const struct theme_act *act, const char *key,
                        const char *file, bool has_alpha, struct theme_notes *notes)
{
    if (!has_alpha && !theme->is_picture)
        theme_notes_warning(notes, theme_notes_line(notes, act->name, key),
                            "[%s] %s: %s has no alpha: all of its rectangle covers the card",
                            act->name, key, file);
}

/* Of numbered files: those that are missing, that have another size than the first, that cannot be
 * decoded. */
static void check_numbered(const struct theme *theme, const struct theme_act *act,
                           struct theme_notes *notes)
{
    char name[THEME_NAME_MAX], missing[THEME_NAME_MAX] = "";
    struct look first = {0};
    int missing_count = 0, line = theme_notes_line(notes, act->name, "frames");
    bool has_alpha = false, differed = false;
    for (int i = 0; i < act->picture_count && theme_frame_name(act, i, name); i++) {
        struct look look = look_at(theme, name);
        if (!look.there) {
            if (missing_count++ == 0)
                memcpy(missing, name, sizeof missing);
            continue;
        }
        struct sprite *sprite = image_load_frame(theme, name, 1);
        if (!sprite)
            note_undecodable(act->name, "frames", name, &look, notes);
        sprite_free(sprite);
        has_alpha |= look.has_alpha || !look.known;
        if (!first.known)
            first = look;
        if (look.known && !differed && (look.width != first.width || look.height != first.height)) {
            differed = true;
            theme_notes_fault(notes, line,
                              "[%s] frames: %s is %d x %d pixels; wanted: %d x %d, as the first",
                              act->name, name, look.width, look.height, first.width, first.height);
        }
        check_larger(theme, act->name, "frames", name, &look, notes);
    }
    if (missing_count > 0)
        theme_notes_fault(notes, line,
                          "[%s] frames: there is no file %s in the theme's folder; of %d files "
                          "%d are missing",
                          act->name, missing, act->picture_count, missing_count);
    else if (theme_frame_name(act, 0, name))
        check_alpha(theme, act, "frames", name, has_alpha, notes);
}

static void check_sheet(const struct theme *theme, const struct theme_act *act,
                        struct theme_notes *notes)
{
    struct look look = look_at(theme, act->sheet);
    if (look.known && (look.width % act->columns || look.height % act->rows))
        theme_notes_fault(notes, theme_notes_line(notes, act->name, "sheet"),
                          "[%s] sheet: %s is %d x %d pixels; wanted: multiples of its %d columns "
                          "and %d rows",
                          act->name, act->sheet, look.width, look.height, act->columns, act->rows);
    if (look.known)
        check_alpha(theme, act, "sheet", act->sheet, look.has_alpha, notes);
    check_larger(theme, act->name, "sheet", act->sheet, &look, notes);
}

/* All that comes of one file, decoded to the end. */
static void check_whole(const struct theme *theme, const struct theme_act *act, const char *key,
                        const char *file, struct theme_notes *notes)
{
    struct look look = look_at(theme, file);
    struct pictures pictures;
    pictures_init(&pictures, theme, act, 1);
    bool good = true;
    for (int i = 0; good && i < act->frame_count; i++) {
        struct sprite *sprite = pictures_decode(&pictures, i);
        good = sprite != NULL;
        sprite_free(sprite);
    }
    pictures_close(&pictures);
    if (!good)
        note_undecodable(act->name, key, file, &look, notes);
}

static void check_act(const struct theme *theme, const struct theme_act *act,
                      struct theme_notes *notes)
{
    if (act->sheet[0]) {
        check_sheet(theme, act, notes);
        check_whole(theme, act, "sheet", act->sheet, notes);
    } else if (act->animation[0]) {
        struct look look = look_at(theme, act->animation);
        check_alpha(theme, act, "animation", act->animation, look.has_alpha, notes);
        check_larger(theme, act->name, "animation", act->animation, &look, notes);
        check_whole(theme, act, "animation", act->animation, notes);
    } else {
        check_numbered(theme, act, notes);
    }
}

static void check_palette(const struct theme *theme, struct theme_notes *notes)
{
    struct look look = {0};
    if (theme->palette[0])
        look = look_at(theme, theme->palette);
    if (theme->palette[0] && !look.known)
        note_undecodable("theme", "palette", theme->palette, &look, notes);
}

static void check_dark(const struct theme *theme, struct theme_notes *notes)
{
    char folder[THEME_PATH_MAX];
    if (theme->dark[0] && !theme_sibling(theme, theme->dark, folder))
        theme_notes_fault(notes, theme_notes_line(notes, "dark", "theme"),
                          "[dark] theme: there is no theme %s beside this one's folder",
                          theme->dark);
}

void check_art(const struct theme *theme, struct theme_notes *notes)
{
    check_palette(theme, notes);
    check_still(theme, "backdrop", theme->backdrop, true, notes);
    check_still(theme, "ground", theme->ground, false, notes);
    check_still(theme, "grid", theme->grid, false, notes);
    for (int i = 0; i < theme->act_count; i++)
        if (theme->acts[i].frame_count > 0)
            check_act(theme, &theme->acts[i], notes);
    check_dark(theme, notes);
}
