/* SPDX-License-Identifier: MIT */
/* The program ocamlwalk-draw, which redraws what assets/ holds of pictures: its command line,
 * and the one sentence said when something fails. */
#include "acts.h"
#include "anchors.h"
#include "exposure.h"
#include "icon.h"
#include "image.h"
#include "page.h"
#include "plate.h"
#include "png_writer.h"
#include "strip.h"
#include "zoetrope.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ZOOM_MAX   3
#define COUNT_MAX  99
#define ICON_PHASE 0.05 /* of the walk: all four legs apart */

#define USAGE                                                                                     \
    "usage: ocamlwalk-draw act NAME TABLES ZOOM DIRECTORY [FRAME...]\n"                           \
    "       ocamlwalk-draw rows TABLE.csv COUNT ZOOM DIRECTORY [FRAME...]\n"                      \
    "       ocamlwalk-draw sheet NAME TABLES ZOOM EVERY COLUMNS FILE.png [dark]\n"                \
    "       ocamlwalk-draw strip NAME TABLES ZOOM EVERY FILE.png [silhouette]\n"                  \
    "       ocamlwalk-draw plate|slate|zoetrope ZOOM DIRECTORY\n"                                 \
    "       ocamlwalk-draw icon|page|preview TABLES DIRECTORY\n"                                  \
    "Draws the frames of an act (walk, gallop, stand...; numbered from 1), the rows of a table\n" \
    "as they stand, every EVERYth frame of an act on a sheet or a strip, or the still art of a\n" \
    "plate or the zoetrope, at ZOOM (1..3) pixels for each of the 240x200; or icons, a page of "  \
    "the "                                                                                        \
    "book,\n"                                                                                     \
    "moving pictures. TABLES is the folder of the CSV files.\n"

static bool load_rows(const char *path, struct gait *gait)
{
    static struct table table;
    return table_load(&table, path) && gait_read_sequence(&table, gait);
}

static int number(const char *text, int max)
{
    char *end;
    long value = strtol(text, &end, 10);
    return *end || value < 1 || value > max ? 0 : (int)value;
}

static struct box box_of(const struct cut *cut, int zoom)
{
    return (struct box){cut->left * zoom, cut->top * zoom, (cut->left + cut->width) * zoom,
                        (cut->top + cut->height) * zoom};
}

/* ANCHORS (may be NULL) gets the frame's line. */
static bool draw_frame(const struct gait *gait, const struct act *act, int frame, int zoom,
                       const char *directory, FILE *anchors)
{
    struct image image = exposure_make(gait, frame - 1, act->count, zoom);
    if (zoom < ZOOM_MAX) /* where a patch is seen however short it is */
        image.fidelity *= act->fidelity;
    if (anchors)
        anchors_add(anchors, gait, frame - 1, act->count, &image);
    char path[PATH_MAX], suffix[16] = "";
    if (zoom > 1)
        snprintf(suffix, sizeof suffix, "@%dx", zoom);
    snprintf(path, sizeof path, "%s/%02d%s.png", directory, frame, suffix);
    bool good = image_crop(&image, box_of(&act->cut, zoom)) &&
                png_writer_save(&image, PALETTE_SILVER, path);
    image_free(&image);
    return good;
}

static bool draw_some(const struct gait *gait, const struct act *act, int zoom,
                      const char *directory, char **frames)
{
    for (; *frames; frames++) {
        int frame = number(*frames, act->count);
        if (frame == 0)
            errno = EINVAL;
        if (frame == 0 || !draw_frame(gait, act, frame, zoom, directory, NULL))
            return false;
    }
    return true;
}

static bool draw_all(const struct gait *gait, const struct act *act, int zoom,
                     const char *directory)
{
    FILE *anchors = NULL;
    if (zoom == 1) { /* its numbers are 1x pixels, so it is written once */
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%s/anchors.csv", directory);
        anchors = fopen(path, "w");
        if (!anchors)
            return false;
        anchors_begin(anchors);
    }
    bool good = true;
    for (int frame = 1; good && frame <= act->count; frame++)
        good = draw_frame(gait, act, frame, zoom, directory, anchors);
    if (anchors)
        good = fclose(anchors) == 0 && good;
    return good;
}

static bool draw_gait(const struct gait *gait, const struct act *act, int zoom,
                      const char *directory, char **frames)
{
    return *frames ? draw_some(gait, act, zoom, directory, frames)
                   : draw_all(gait, act, zoom, directory);
}

static bool draw_sheet(const struct gait *gait, int count, int zoom, int every, int columns,
                       const char *path, bool dark)
{
    int shown = (count + every - 1) / every, rows = (shown + columns - 1) / columns;
    int width = EXPOSURE_WIDTH * zoom, height = EXPOSURE_HEIGHT * zoom;
    struct image sheet = image_blank(columns * width, rows * height, dark ? 0.09 : 0.94, 1);
    for (int i = 0; i < shown; i++) {
        struct image image = exposure_make(gait, i * every, count, zoom);
        if (dark)
            image_darken(&image);
        image_over(&sheet, &image, i % columns * width, i / columns * height);
        image_free(&image);
    }
    bool good = png_writer_save(&sheet, PALETTE_SHEET, path);
    image_free(&sheet);
    return good;
}

enum status { STATUS_DONE = 0, STATUS_FAILED = 1, STATUS_USAGE = 2 };

static enum status status_of(bool good)
{
    return good ? STATUS_DONE : STATUS_FAILED;
}

static enum status run_strip(int argc, char **argv, const struct gait *gait, const struct act *act,
                             int zoom)
{
    bool silhouette = argc == 8 && strcmp(argv[7], "silhouette") == 0;
    int every = number(argv[5], COUNT_MAX);
    if (argc != 7 + silhouette || every == 0)
        return STATUS_USAGE;
    return status_of(strip_draw(gait, act, zoom, every, silhouette, argv[6]));
}

static enum status run_act(int argc, char **argv)
{
    static struct acts acts;
    if (!acts_load(&acts, argv[3]))
        return STATUS_FAILED;
    const struct act *act = acts_find(&acts, argv[2]);
    int zoom = number(argv[4], ZOOM_MAX);
    if (!act || zoom == 0)
        return STATUS_USAGE;
    static struct gait gait;
    if (!acts_pose(&acts, act, &gait))
        return STATUS_FAILED;
    if (strcmp(argv[1], "act") == 0)
        return status_of(draw_gait(&gait, act, zoom, argv[5], argv + 6));
    if (strcmp(argv[1], "strip") == 0)
        return run_strip(argc, argv, &gait, act, zoom);
    bool dark = argc == 9 && strcmp(argv[8], "dark") == 0;
    if (argc != 8 + dark || !number(argv[5], COUNT_MAX) || !number(argv[6], COUNT_MAX))
        return STATUS_USAGE;
    return status_of(draw_sheet(&gait, act->count, zoom, number(argv[5], COUNT_MAX),
                                number(argv[6], COUNT_MAX), argv[7], dark));
}

/* One pixel of nothing with the dark camel's palette: what a light camel is turned dark by. */
static bool write_palette(const char *directory)
{
    struct image image = image_blank(1, 1, 0, 0);
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/palette.png", directory);
    bool good = png_writer_save(&image, PALETTE_DARK, path);
    image_free(&image);
    return good;
}

/* Icons, the page, the moving pictures. */
static enum status run_icon_or_page(char **argv)
{
    static struct acts acts;
    if (!acts_load(&acts, argv[2]))
        return STATUS_FAILED;
    const struct act *walking = acts_find(&acts, "walk"), *galloping = acts_find(&acts, "gallop");
    if (!walking || !galloping)
        return STATUS_USAGE;
    static struct gait walk, gallop;
    if (!acts_pose(&acts, walking, &walk) || !acts_pose(&acts, galloping, &gallop))
        return STATUS_FAILED;
    if (strcmp(argv[1], "icon") == 0) {
        struct skeleton pose = gait_at(&walk, ICON_PHASE);
        return status_of(icon_draw(&pose, argv[3]));
    }
    char path[2][PATH_MAX];
    if (strcmp(argv[1], "page") == 0) {
        snprintf(path[0], sizeof path[0], "%s/plate.png", argv[3]);
        return status_of(page_draw(&walk, &gallop, path[0]));
    }
    if (strcmp(argv[1], "preview") != 0)
        return STATUS_USAGE;
    snprintf(path[0], sizeof path[0], "%s/camel-walk.png", argv[3]);
    snprintf(path[1], sizeof path[1], "%s/camel-gallop.png", argv[3]);
    return status_of(page_animate(&walk, walking->count / 2, walking->frame_ms * 2, path[0]) &&
                     page_animate(&gallop, galloping->count, galloping->frame_ms, path[1]));
}

static enum status run(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    bool dark = strcmp(what, "slate") == 0;
    if ((dark || strcmp(what, "plate") == 0) && argc == 4 && number(argv[2], ZOOM_MAX))
        return status_of(plate_draw(number(argv[2], ZOOM_MAX), dark, argv[3]) &&
                         (!dark || write_palette(argv[3])));
    if (strcmp(what, "zoetrope") == 0 && argc == 4 && number(argv[2], ZOOM_MAX))
        return status_of(zoetrope_draw(number(argv[2], ZOOM_MAX), argv[3]));
    if (argc == 4)
        return run_icon_or_page(argv);
    if (argc < 6)
        return STATUS_USAGE;
    if (strcmp(what, "act") == 0 || strcmp(what, "sheet") == 0 || strcmp(what, "strip") == 0)
        return run_act(argc, argv);
    int count = number(argv[3], COUNT_MAX), zoom = number(argv[4], ZOOM_MAX);
    if (strcmp(what, "rows") != 0 || count == 0 || zoom == 0)
        return STATUS_USAGE;
    struct act rows = {
        .count = count, .cut = {0, 0, EXPOSURE_WIDTH, EXPOSURE_HEIGHT}, .fidelity = 1};
    static struct gait gait;
    return status_of(load_rows(argv[2], &gait) && draw_gait(&gait, &rows, zoom, argv[5], argv + 6));
}

int main(int argc, char **argv)
{
    enum status status = run(argc, argv);
    if (status == STATUS_FAILED)
        fprintf(stderr, "ocamlwalk-draw: %s %s: %s\n", argv[1], argv[2], strerror(errno));
    if (status == STATUS_USAGE)
        fputs(USAGE, stderr);
    return (int)status;
}
