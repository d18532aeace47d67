/* SPDX-License-Identifier: MIT */
/* Strips are cut, animations and folders taken frame by frame. */
#include "film.h"

#include "alignment.h"
#include "complaint.h"
#include "contact_sheet.h"
#include "raster_file.h"
#include "stride.h"
#include "theme.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define STRIP_COLUMN_PX                                                      \
    240 /* the first OCamlWalk's frames, of 240x200, twenty of them in a row \
         */
#define STRIP_HEIGHT_PX 200
#define STRIP_FRAME_MS  35
#define SHEET_COLUMNS   6

/* Numbers by their value: 2.png before 10.png. */
static int compare_entries(const struct dirent **a, const struct dirent **b)
{
    const char *one = (*a)->d_name, *other = (*b)->d_name;
    while (*one && *one == *other && !(*one >= '0' && *one <= '9')) {
        one++;
        other++;
    }
    unsigned long long left = strtoull(one, NULL, 10), right = strtoull(other, NULL, 10);
    bool numbers = *one >= '0' && *one <= '9' && *other >= '0' && *other <= '9';
    if (numbers && left != right)
        return left < right ? -1 : 1;
    return strcmp(one, other);
}

/* The art at other scales is passed over. */
static int is_frame(const struct dirent *entry)
{
    const char *name = entry->d_name, *suffix = strrchr(name, '.');
    return name[0] != '.' && suffix && strcmp(suffix, ".png") == 0 && !strchr(name, '@');
}

/* Room for COUNT exposures. */
static bool make_room(int count, struct roll *roll)
{
    if (count > THEME_FRAMES_MAX)
        return complain("%d files are too many: %d at most", count, THEME_FRAMES_MAX);
    roll->exposures = calloc((size_t)count, sizeof *roll->exposures);
    if (!roll->exposures)
        complain("%s", strerror(ENOMEM));
    return roll->exposures;
}

/* The next of COUNT exposures, out of a file of its own. */
static bool add_file(const char *path, int count, struct roll *roll)
{
    struct picture_frames frames;
    if (!raster_file_read(path, false, &frames))
        return false;
    const struct picture *first = &roll->exposures[0], *last = &roll->exposures[roll->count];
    roll->exposures[roll->count++] = frames.pictures[0];
    frames.count = 0;
    picture_frames_free(&frames);
    if (first->width != last->width || first->height != last->height)
        return complain("%s: %dx%d pixels, but the first has %dx%d", path, last->width,
                        last->height, first->width, first->height);
    if ((long long)first->width * first->height * count > PICTURE_PIXELS_MAX)
        return complain("%s: %d frames of %dx%d are too many", path, count, first->width,
                        first->height);
    return true;
}

static bool load_files(char *const *files, int count, struct roll *roll)
{
    bool good = make_room(count, roll);
    for (int i = 0; good && i < count; i++)
        good = add_file(files[i], count, roll);
    return good;
}

/* The PNGs in it, in order. */
static bool load_folder(const char *folder, struct roll *roll)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_frame, compare_entries);
    if (count < 0)
        return complain("%s: %s", folder, strerror(errno));
    bool good = count > 0 ? make_room(count, roll) : complain("%s: no PNG in it", folder);
    for (int i = 0; i < count; i++) {
        char path[PATH_MAX];
        int len = snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (good && (len < 0 || (size_t)len >= sizeof path))
            good = complain("%s: %s", folder, strerror(ENAMETOOLONG));
        good = good && add_file(path, count, roll);
        free(entries[i]);
    }
    free(entries);
    return good;
}

/* How a strip is to be cut, which a key has not been looked for in. */
static bool cut_strip(const char *path, const struct plate_options *options, struct picture *strip,
                      struct roll *roll)
{
    struct layout layout = {options->columns, options->rows, {0}, {0}};
    if (options->has_key)
        picture_key(strip, options->key);
    if (!layout.columns && !layout.rows && strip->height == STRIP_HEIGHT_PX &&
        strip->width % STRIP_COLUMN_PX == 0)
        layout.columns = strip->width / STRIP_COLUMN_PX;
    if (layout.columns > 0) { /* evenly, whatever gutters there are: nobody has turned it */
        int rows = layout.rows > 0 ? layout.rows : 1;
        layout.rows = rows;
        layout.across =
            (struct gutters){.count = layout.columns, .size = strip->width / layout.columns};
        layout.down = (struct gutters){.count = rows, .size = strip->height / rows};
        for (int i = 0; i < layout.columns; i++)
            layout.across.start[i] = i * layout.across.size;
        for (int i = 0; i < rows; i++)
            layout.down.start[i] = i * layout.down.size;
    } else if (layout_find(strip, &layout) != LAYOUT_FOUND) {
        return complain("%s: cannot find the frames: say --columns and --rows", path);
    }
    int count = layout_count(&layout);
    if (count > THEME_FRAMES_MAX || layout.across.size < 1 || layout.down.size < 1)
        return complain("%s: %d frames do not fit: %d at most", path, count, THEME_FRAMES_MAX);
    return roll_cut(strip, &layout, roll) || complain("%s: %s", path, strerror(ENOMEM));
}

static bool load_one(const struct plate_options *options, struct roll *roll, int *frame_ms)
{
    const char *path = options->files[0];
    struct stat status;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return load_folder(path, roll);
    struct picture_frames frames;
    if (!raster_file_read(path, true, &frames))
        return false;
    bool good = true;
    if (frames.count == 1) {
        good = cut_strip(path, options, &frames.pictures[0], roll);
        *frame_ms = STRIP_FRAME_MS;
    } else {
        *roll = (struct roll){.exposures = frames.pictures, .count = frames.count};
        *frame_ms = frames.frame_ms;
        frames = (struct picture_frames){0};
    }
    picture_frames_free(&frames);
    return good;
}

bool film_load(const struct plate_options *options, struct roll *roll, int *frame_ms)
{
    *frame_ms = 0;
    *roll = (struct roll){0};
    if (!(options->file_count == 1 ? load_one(options, roll, frame_ms)
                                   : load_files(options->files, options->file_count, roll)))
        return false;
    for (int i = 0; options->has_key && i < roll->count; i++)
        picture_key(&roll->exposures[i], options->key);
    if (roll->columns == 0 || roll->columns == roll->count)
        roll->columns = roll->count < SHEET_COLUMNS ? roll->count : SHEET_COLUMNS;
    if (options->loop > roll->count)
        return complain("--loop=%d: there are %d exposures", options->loop, roll->count);
    roll->loop = options->loop > 0 ? options->loop : roll->count;
    roll->ground = alignment_ground(roll->exposures, roll->count);
    roll->stride = stride_measure(roll->exposures, roll->loop, roll->ground);
    if (roll_content(roll).width <= 0)
        return complain("%s: all of it is clear", options->files[0]);
    return true;
}

bool film_draw_sheet(struct roll *roll)
{
    roll->proofs = contact_sheet_proofs(roll->exposures, roll->count);
    return (roll->proofs && roll_draw_sheet(roll)) || complain("%s", strerror(ENOMEM));
}
