/* SPDX-License-Identifier: MIT */
/* Shades the drum. Sizes in 1x pixels of the card, as in theme.ini; numbers ours, by eye. */
#include "zoetrope.h"

#include "image.h"
#include "png_writer.h"
#include "point.h"
#include "random.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>

#define CARD_WIDTH  300
#define CARD_HEIGHT 282

/* From above: the slits' band, a rim, the strip with a rule along each edge, the foot. */
#define STRIP_TOP    76.0
#define STRIP_BOTTOM 256.0
#define RULE_INSET   5.0
#define RULE         0.8
#define RIM          3.0

#define WALL_TONE  0.17
#define PAPER_TONE 0.93
#define RULE_TONE  0.45
#define RIM_SHADE  0.35
#define EDGE_SHADE 0.34 /* of the paper where the drum turns away */
#define TURN       1.25 /* radians from the middle to the edge */
#define GRAIN      0.004
#define GRAIN_SEED 131

#define SLIT_STEP   44 /* three of them in the walk's stride of 132 px */
#define SLIT_WIDTH  7.0
#define SLIT_HEIGHT 50
#define SLIT_TONE   0.97

#define FIDELITY 400.0

/* How much of a pixel, 1 px wide in the file, lies within FROM and TO. */
static double cover(double at, double from, double to, double pixel)
{
    return number_clamp((fmin(at + pixel, to) - fmax(at, from)) / pixel, 0, 1);
}

static double wall_tone(double y, double pixel)
{
    double paper = cover(y, STRIP_TOP, STRIP_BOTTOM, pixel);
    double rules = cover(y, STRIP_TOP + RULE_INSET, STRIP_TOP + RULE_INSET + RULE, pixel) +
                   cover(y, STRIP_BOTTOM - RULE_INSET - RULE, STRIP_BOTTOM - RULE_INSET, pixel);
    double below_rim = (y - STRIP_TOP) / RIM;
    double shade = below_rim > 0 && below_rim < 6 ? RIM_SHADE * exp(-below_rim) : 0;
    double tone = WALL_TONE + (PAPER_TONE - WALL_TONE) * paper;
    return (tone + (RULE_TONE - PAPER_TONE) * rules) * (1 - shade * paper);
}

static bool save(struct image *image, enum palette_kind kind, const char *name, int zoom,
                 const char *directory)
{
    char path[PATH_MAX], suffix[16] = "";
    if (zoom > 1)
        snprintf(suffix, sizeof suffix, "@%dx", zoom);
    snprintf(path, sizeof path, "%s/%s%s.png", directory, name, suffix);
    image->fidelity = FIDELITY; /* what is nearly even shows every step */
    bool good = png_writer_save(image, kind, path);
    image_free(image);
    return good;
}

static bool draw_wall(int zoom, const char *directory)
{
    struct image wall = image_blank(CARD_WIDTH * zoom, CARD_HEIGHT * zoom, WALL_TONE, 1);
    struct random random = random_seed(GRAIN_SEED);
    double pixel = 1.0 / zoom;
    for (int y = 0; y < wall.height; y++) {
        for (int x = 0; x < wall.width; x++) {
            double turn = TURN * ((x + 0.5) * pixel / CARD_WIDTH * 2 - 1);
            double light = EDGE_SHADE + (1 - EDGE_SHADE) * cos(turn);
            double tone = wall_tone(y * pixel, pixel) * light + GRAIN * random_normal(&random);
            wall.tone.value[(size_t)y * (size_t)wall.width + (size_t)x] =
                (float)number_clamp(tone, 0, 1);
        }
    }
    return save(&wall, PALETTE_SHEET, "backdrop", zoom, directory);
}

/* A slit in the middle of the tile, its ends round. */
static bool draw_slits(int zoom, const char *directory)
{
    struct image slits = image_blank(SLIT_STEP * zoom, SLIT_HEIGHT * zoom, SLIT_TONE, 0);
    double radius = SLIT_WIDTH / 2;
    for (int y = 0; y < slits.height; y++) {
        for (int x = 0; x < slits.width; x++) {
            double across = (x + 0.5) / zoom - SLIT_STEP / 2.0, down = (y + 0.5) / zoom;
            double axis = number_clamp(down, radius, SLIT_HEIGHT - radius);
            double inside = radius - hypot(across, down - axis);
            slits.alpha.value[(size_t)y * (size_t)slits.width + (size_t)x] =
                (float)number_clamp(inside * zoom + 0.5, 0, 1);
        }
    }
    return save(&slits, PALETTE_PAPER, "slits", zoom, directory);
}

bool zoetrope_draw(int zoom, const char *directory)
{
    return draw_wall(zoom, directory) && draw_slits(zoom, directory);
}
