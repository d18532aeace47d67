/* SPDX-License-Identifier: MIT */
/* Sizes are chosen here, all else was found before. */
#include "theme_writer.h"

#include "complaint.h"
#include "parallel.h"
#include "raster_file.h"
#include "soundtrack_file.h"
#include "theme.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define FRAME_WIDTH_MAX  260 /* at 1x, a little more than the plate theme's */
#define FRAME_HEIGHT_MAX 210
#define SCALE_MAX        3
#define SMALLER_AT_MOST  0.75 /* than would fit */
#define MARGIN_PX        24
#define TITLE_MAX        160 /* bytes with the NUL: inih takes lines of 198 */
#define BELOW_PX         48  /* the ground and the caption */
#define GROUND_TILE_PX   32
#define GROUND_ROWS      6

static const uint8_t ink[3] = {0x4a, 0x3c, 0x2c};

struct printing {
    const struct theme_plan *plan;
    const char *folder;
    struct area content;
    int width, height, scale; /* at 1x; and what is printed now */
    atomic_bool failed;
};

static void write_frame(void *data, int index)
{
    struct printing *printing = data;
    struct picture cut = {0}, frame = {0};
    char path[PATH_MAX], suffix[16] = "";
    if (printing->scale > 1)
        snprintf(suffix, sizeof suffix, "@%dx", printing->scale);
    int len =
        snprintf(path, sizeof path, "%s/walk/%02d%s.png", printing->folder, index + 1, suffix);
    bool good = len > 0 && (size_t)len < sizeof path &&
                picture_cut(&printing->plan->roll->exposures[index], printing->content, &cut) &&
                picture_reduce(&cut, printing->width * printing->scale,
                               printing->height * printing->scale, &frame) &&
                raster_file_write(path, &frame);
    picture_free(&cut);
    picture_free(&frame);
    if (!good)
        printing->failed = true;
}

/* The size of a frame at 1x, and the largest scale at which no picture is enlarged. A little
 * smaller is better where the pixels go into it twice, or three times. */
static void choose_size(struct printing *printing, double *reduction, int *largest)
{
    struct area content = printing->content;
    double fits =
        fmin((double)FRAME_WIDTH_MAX / content.width, (double)FRAME_HEIGHT_MAX / content.height);
    *reduction = fmin(fits, 1);
    for (int scale = 2; scale <= SCALE_MAX; scale++)
        if (1.0 / scale <= fits && 1.0 / scale >= SMALLER_AT_MOST * fits)
            *reduction = 1.0 / scale;
    printing->width = (int)fmax(content.width * *reduction + 0.5, 1);
    printing->height = (int)fmax(content.height * *reduction + 0.5, 1);
    *largest = 1;
    while (*largest < SCALE_MAX && *reduction * (*largest + 1) <= 1.001)
        ++*largest;
}

/* A line and marks on it, by which one sees the ground go by. */
static bool write_ground(const char *folder, int scale)
{
    struct picture tile;
    char path[PATH_MAX];
    int len = scale == 1 ? snprintf(path, sizeof path, "%s/ground.png", folder)
                         : snprintf(path, sizeof path, "%s/ground@%dx.png", folder, scale);
    if (len < 0 || (size_t)len >= sizeof path ||
        !picture_make(&tile, GROUND_TILE_PX * scale, GROUND_ROWS * scale))
        return complain("%s: %s", folder, strerror(ENOMEM));
    for (int y = 0; y < tile.height; y++)
        for (int x = 0; x < tile.width; x++) {
            bool line = y < scale, mark = x < 2 * scale && y < 5 * scale;
            memcpy(picture_at(&tile, x, y), ink, sizeof ink);
            picture_at(&tile, x, y)[3] = line ? 160 : mark ? 110 : 0;
        }
    bool good = raster_file_write(path, &tile);
    picture_free(&tile);
    return good;
}

/* What of BYTES can stand in an ini file as one line: whole characters of UTF-8. */
static void put_title(const char *bytes, char title[TITLE_MAX])
{
    size_t len = 0;
    for (; *bytes && len + 1 < TITLE_MAX; bytes++)
        if ((unsigned char)*bytes >= ' ' && *bytes != 127 && *bytes != ';')
            title[len++] = *bytes;
    if (((unsigned char)*bytes & 0xc0) == 0x80) { /* in the middle of a character */
        while (len > 0 && ((unsigned char)title[len - 1] & 0xc0) == 0x80)
            len--;
        len -= len > 0;
    }
    title[len] = '\0';
}

static void print_ini(FILE *file, const struct printing *printing, int ground_y,
                      const struct theme_figures *figures, const char *sound)
{
    const struct theme_plan *plan = printing->plan;
    char title[TITLE_MAX];
    int width = printing->width + 2 * MARGIN_PX, height = printing->height + MARGIN_PX + BELOW_PX;
    put_title(plan->title, title);
    fprintf(file,
            "; Made by ocamlwalk-plate. Sizes are 1x pixels; NAME@2x.png lies beside NAME.png.\n"
            "[theme]\nname = %s\n\n[stage]\nwidth = %d\nheight = %d\ncamel_x = %d\ncamel_y = %d\n"
            "ground = ground.png\nground_y = %d\ncaption_x = 16\ncaption_y = %d\n"
            "caption_size = 11\ncaption_color = #4a3c2c\n\n",
            title, width, height, MARGIN_PX, MARGIN_PX, MARGIN_PX + ground_y, height - 28);
    fprintf(file,
            "[walk]\nframes = walk/%%02d.png\ncount = %d\nframe_ms = %d\n"
            "; What the ground goes by in all of them; 0: it stays where it is.\nstride_px = %d\n",
            plan->roll->loop, plan->frame_ms, figures->stride_px);
    if (sound)
        fprintf(file, "\n[soundtrack]\nfile = %s\n", sound);
}

static bool write_ini(const struct printing *printing, double reduction,
                      const struct theme_figures *figures, const char *sound)
{
    char path[PATH_MAX];
    int len = snprintf(path, sizeof path, "%s/theme.ini", printing->folder);
    FILE *file = len > 0 && (size_t)len < sizeof path ? fopen(path, "we") : NULL;
    if (!file)
        return complain("%s: %s", path, strerror(errno));
    double ground = (printing->plan->roll->ground - printing->content.y) * reduction;
    int ground_y = (int)fmin(fmax(ground, 0), printing->height);
    print_ini(file, printing, ground_y, figures, sound);
    bool good = !ferror(file);
    good = fclose(file) == 0 && good;
    return good || complain("%s: %s", path, strerror(errno));
}

static bool write_sheet(const struct printing *printing)
{
    char path[PATH_MAX];
    int len = snprintf(path, sizeof path, "%s/sheet.png", printing->folder);
    return !printing->plan->roll->sheet.rgba ||
           (len > 0 && (size_t)len < sizeof path &&
            raster_file_write(path, &printing->plan->roll->sheet));
}

bool theme_writer_write(const struct theme_plan *plan, const char *folder,
                        struct theme_figures *figures)
{
    struct printing printing = {
        .plan = plan, .folder = folder, .content = roll_content(plan->roll)};
    char walk[PATH_MAX], sound[SOUNDTRACK_NAME_MAX];
    double reduction;
    int largest;
    snprintf(walk, sizeof walk, "%s/walk", folder);
    if (mkdir(walk, 0777) != 0)
        return complain("%s: %s", walk, strerror(errno));
    choose_size(&printing, &reduction, &largest);
    *figures = (struct theme_figures){printing.width, printing.height, largest,
                                      (int)lround(plan->roll->stride * reduction)};
    if (plan->stride_px)
        figures->stride_px = *plan->stride_px;
    for (printing.scale = 1; printing.scale <= largest; printing.scale++) {
        parallel_each(plan->roll->loop, write_frame, &printing);
        if (printing.failed || !write_ground(folder, printing.scale))
            return false;
    }
    return (!plan->sound || soundtrack_file_copy(plan->sound, folder, sound)) &&
           write_sheet(&printing) &&
           write_ini(&printing, reduction, figures, plan->sound ? sound : NULL);
}
