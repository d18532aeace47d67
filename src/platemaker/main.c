/* SPDX-License-Identifier: MIT */
/* ocamlwalk-plate: a chronophotograph's plate in, a theme out. */
#include "complaint.h"
#include "film.h"
#include "folder.h"
#include "plate_options.h"
#include "progress.h"
#include "raster_file.h"
#include "showing.h"
#include "skew.h"
#include "theme_writer.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SKEW_DEGREES_MIN 0.05 /* less moves no gutter */

static bool no_memory(const char *path)
{
    return complain("%s: %s", path, strerror(ENOMEM));
}

/* The plate at PATH, upright. */
static bool load_plate(const struct plate_options *options, struct picture *plate)
{
    const char *path = options->files[0];
    struct picture_frames frames;
    if (!raster_file_read(path, false, &frames))
        return false;
    *plate = frames.pictures[0];
    frames.count = 0;
    picture_frames_free(&frames);
    double degrees = 0;
    bool good = true;
    if (options->has_key)
        picture_key(plate, options->key);
    else if (!picture_has_alpha(plate))
        good = skew_find(plate, &degrees);
    if (good && (degrees > SKEW_DEGREES_MIN || degrees < -SKEW_DEGREES_MIN)) {
        struct picture turned;
        good = picture_turn(plate, -degrees, &turned);
        if (good) {
            picture_free(plate);
            *plate = turned;
        }
    }
    return good || no_memory(path);
}

/* The panels of the plate, cut out of it. */
static bool cut_panels(const struct plate_options *options, struct roll *roll)
{
    const char *path = options->files[0];
    struct picture plate = {0};
    struct layout layout = {options->columns, options->rows, {0}, {0}};
    if (!load_plate(options, &plate)) {
        picture_free(&plate);
        return false;
    }
    enum layout_found found = layout_find(&plate, &layout);
    bool good = found == LAYOUT_FOUND;
    if (found == LAYOUT_NO_GUTTERS)
        complain("%s: cannot find the gutters: say --columns and --rows", path);
    else if (found == LAYOUT_NO_MEMORY)
        no_memory(path);
    else if (layout_count(&layout) < 3)
        good = complain("%s: %dx%d panels: a walk has three exposures or more", path,
                        layout.columns, layout.rows);
    else if (layout_count(&layout) > GUTTERS_PANELS_MAX)
        good = complain("%s: %dx%d panels are too many: %d at most", path, layout.columns,
                        layout.rows, GUTTERS_PANELS_MAX);
    else if (layout_panel(&layout, 0).width < 16 || layout_panel(&layout, 0).height < 16)
        good = complain("%s: %dx%d panels: each would be smaller than 16x16 pixels", path,
                        layout.columns, layout.rows);
    good = good && (roll_cut(&plate, &layout, roll) || no_memory(path));
    picture_free(&plate);
    return good;
}

static bool develop(const struct plate_options *options, struct progress *progress,
                    struct roll *roll)
{
    const char *path = options->files[0];
    progress_show(progress, "reading", 0);
    if (!cut_panels(options, roll))
        return false;
    progress_show(progress, "cutting out", 30);
    enum roll_result result = roll_develop(roll);
    if (result == ROLL_NO_MEMORY)
        return no_memory(path);
    if (result == ROLL_NOTHING_SEEN)
        return complain("%s: nothing stands out from the backdrop in panel %d: say --key, or "
                        "--columns and --rows if the panels are others",
                        path, roll->count + 1);
    if (options->loop > roll->count)
        return complain("--loop=%d: there are %d exposures", options->loop, roll->count);
    progress_show(progress, "aligning", 70);
    if (!roll_draw_sheet(roll) || !roll_align(roll, options->loop))
        return no_memory(path);
    if (roll->loop == 0)
        return complain("%s: no exposure repeats the first: say --loop=N, of %d", path,
                        roll->count);
    return true;
}

/* What the theme is called: as the user says, else as the file without its folder and suffix. */
static bool choose_name(const struct plate_options *options, char name[PATH_MAX])
{
    const char *file = options->folder ? options->folder : options->files[0];
    size_t len = strlen(file);
    while (!options->folder && len > 1 && file[len - 1] == '/')
        len--;
    if (!options->folder) {
        size_t start = len;
        while (start > 0 && file[start - 1] != '/')
            start--;
        file += start;
        len -= start;
        const char *suffix = memchr(file, '.', len) ? strrchr(file, '.') : NULL;
        if (suffix && suffix > file && suffix < file + len)
            len = (size_t)(suffix - file);
    }
    int written = snprintf(name, PATH_MAX, "%.*s", (int)len, file);
    return (written > 0 && written < PATH_MAX) || complain("%s: %s", file, strerror(ENAMETOOLONG));
}

/* The last component of a name. */
static const char *title_of(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash && slash[1] ? slash + 1 : name;
}

static void tell(const char *name, const struct roll *roll, const struct theme_plan *plan,
                 const struct theme_figures *figures)
{
    printf("%s: %d of %d exposures, %dx%d pixels at 1x%s, %d ms each, stride %d px\n", name,
           roll->loop, roll->count, figures->width, figures->height,
           figures->scale == 3   ? ", @2x and @3x"
           : figures->scale == 2 ? ", @2x"
                                 : "",
           plan->frame_ms, figures->stride_px);
    if (figures->stride_px == 0 && !plan->stride_px)
        complain("no foot is seen to travel: the ground will stand still, unless --stride=PX says "
                 "how far it goes in the walk");
}

/* PREVIEW: the theme is shown and removed, the sheet alone stays. */
static bool write_theme(const struct plate_options *options, const struct roll *roll, int frame_ms,
                        struct progress *progress)
{
    char name[PATH_MAX], preview[PATH_MAX];
    struct folder folder;
    struct theme_figures figures;
    if (!choose_name(options, name) || !folder_begin(&folder, name, options->force))
        return false;
    struct theme_plan plan = {.roll = roll,
                              .title = title_of(name),
                              .sound = options->sound,
                              .frame_ms = frame_ms,
                              .stride_px = options->has_stride ? &options->stride_px : NULL};
    progress_show(progress, "writing", 80);
    bool good = theme_writer_write(&plan, folder.path, &figures);
    if (good && options->preview) {
        int len = snprintf(preview, sizeof preview, "%s-preview.png", folder.final);
        good = len > 0 && (size_t)len < sizeof preview && raster_file_write(preview, &roll->sheet);
        progress_end(progress);
        if (good && printf("%s\n", preview) > 0 && fflush(stdout) == 0)
            showing_run(folder.path, &folder.mask);
        folder_drop(&folder);
        return good;
    }
    good = good && folder_finish(&folder);
    progress_end(progress);
    folder_drop(&folder);
    if (good)
        tell(name, roll, &plan, &figures);
    return good;
}

static bool run(const struct plate_options *options)
{
    struct roll roll = {0};
    struct progress progress;
    int frame_ms = 0;
    progress_begin(&progress);
    bool good = options->import ? film_load(options, &roll, &frame_ms) && film_draw_sheet(&roll)
                                : develop(options, &progress, &roll);
    if (options->frame_ms > 0 || frame_ms == 0)
        frame_ms = options->frame_ms > 0 ? options->frame_ms : PLATE_OPTIONS_FRAME_MS;
    good = good && write_theme(options, &roll, frame_ms < 10 ? 10 : frame_ms, &progress);
    progress_end(&progress);
    roll_free(&roll);
    return good;
}

int main(int argc, char **argv)
{
    struct plate_options options;
    if (!plate_options_parse(&options, argc, argv))
        return EXIT_FAILURE;
    if (options.help || options.version) {
        if (options.help)
            plate_options_print_help();
        else
            puts("ocamlwalk-plate " OCAMLWALK_VERSION);
        return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    return run(&options) ? EXIT_SUCCESS : EXIT_FAILURE;
}
