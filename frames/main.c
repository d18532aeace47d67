/* SPDX-License-Identifier: MIT */
/* Not part of a launch: the program ocamlwalk-draw, which redraws what frames/ and assets/ hold.
 * Owns the command line and the one sentence said when something fails. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exposure.h"
#include "plate.h"

enum { ZOOM_MAX = 3, COUNT_MAX = 99, PATH_LEN_MAX = 4096 };

static const char usage[] = "usage: ocamlwalk-draw gait TABLE.csv COUNT ZOOM DIRECTORY [FRAME...]\n"
                            "       ocamlwalk-draw rows TABLE.csv COUNT ZOOM DIRECTORY [FRAME...]\n"
                            "       ocamlwalk-draw sheet TABLE.csv COUNT ZOOM COLUMNS FILE.png\n"
                            "       ocamlwalk-draw plate ZOOM DIRECTORY\n"
                            "Draws COUNT frames of one stride (numbered from 1), the rows of a "
                            "table that is no closed stride,\n"
                            "a sheet of a stride, or the art of the plate theme, at ZOOM (1..3) "
                            "pixels for each of the 240x200.\n";

static bool load_gait(const char *path, bool closed, struct gait *gait)
{
    static struct table table;

    return table_load(&table, path) && (closed ? skeleton_loop : skeleton_gait)(&table, gait);
}

static int number(const char *text, int max)
{
    char *end;
    long value = strtol(text, &end, 10);

    return *end || value < 1 || value > max ? 0 : (int)value;
}

static bool draw_frame(const struct gait *gait, int frame, int count, int zoom,
                       const char *directory)
{
    char path[PATH_LEN_MAX], suffix[16] = "";
    struct print print = exposure_make(gait, frame - 1, count, zoom);

    if (zoom > 1)
        snprintf(suffix, sizeof suffix, "@%dx", zoom);
    snprintf(path, sizeof path, "%s/%02d%s.png", directory, frame, suffix);
    bool good = print_write(&print, PRINT_SILVER, path);
    print_free(&print);
    return good;
}

static bool draw_gait(const struct gait *gait, int count, int zoom, const char *directory,
                      char **frames)
{
    if (!*frames) {
        for (int frame = 1; frame <= count; frame++) {
            if (!draw_frame(gait, frame, count, zoom, directory))
                return false;
        }
    }
    for (; *frames; frames++) {
        int frame = number(*frames, count);

        if (frame == 0)
            errno = EINVAL;
        if (frame == 0 || !draw_frame(gait, frame, count, zoom, directory))
            return false;
    }
    return true;
}

static bool draw_sheet(const struct gait *gait, int count, int zoom, int columns, const char *path)
{
    int rows = (count + columns - 1) / columns, width = EXPOSURE_WIDTH * zoom,
        height = EXPOSURE_HEIGHT * zoom;
    struct print sheet = print_blank(columns * width, rows * height, 0.94, 1);

    for (int i = 0; i < count; i++) {
        struct print print = exposure_make(gait, i, count, zoom);

        print_lay(&sheet, &print, i % columns * width, i / columns * height);
        print_free(&print);
    }
    bool good = print_write(&sheet, PRINT_SHEET, path);
    print_free(&sheet);
    return good;
}

/* 2: the command line made no sense */
static int run(int argc, char **argv)
{
    struct gait gait;
    const char *what = argc > 1 ? argv[1] : "";

    if (strcmp(what, "plate") == 0 && argc == 4 && number(argv[2], ZOOM_MAX))
        return plate_draw(number(argv[2], ZOOM_MAX), argv[3]) ? 0 : 1;
    if (argc < 6)
        return 2;
    int count = number(argv[3], COUNT_MAX), zoom = number(argv[4], ZOOM_MAX);
    if (count == 0 || zoom == 0)
        return 2;
    bool closed = strcmp(what, "rows") != 0;
    if (!closed || strcmp(what, "gait") == 0)
        return load_gait(argv[2], closed, &gait) && draw_gait(&gait, count, zoom, argv[5], argv + 6)
                   ? 0
                   : 1;
    if (strcmp(what, "sheet") == 0 && argc == 7 && number(argv[5], COUNT_MAX))
        return load_gait(argv[2], closed, &gait) &&
                       draw_sheet(&gait, count, zoom, number(argv[5], COUNT_MAX), argv[6])
                   ? 0
                   : 1;
    return 2;
}

int main(int argc, char **argv)
{
    int status = run(argc, argv);

    if (status == 1)
        fprintf(stderr, "ocamlwalk-draw: %s %s: %s\n", argv[1], argv[2], strerror(errno));
    if (status == 2)
        fputs(usage, stderr);
    return status;
}
