/* SPDX-License-Identifier: MIT */
/* First which pixels, by thresholds; then how much of each, by what is seen beside it. */
#include "cutout.h"

#include "difference.h"
#include "ground_shadow.h"
#include "mask.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LOW_MIN         6   /* levels: what hangs together with more than HIGH begins here */
#define LOW_NOISE       1.4 /* times the noise of a pixel, of which nine are taken together */
#define FLOOR_MAX       20 /* levels of backdrop that differ in a panel: more is another backdrop */
#define HIGH_TIMES      3  /* of LOW */
#define LINE_SHARE      180  /* of the panel's height: half as thick as a line of the backdrop */
#define PART_SHARE      0.02 /* of the animal: a smaller part is a speck */
#define HOLE_SHARE      2500 /* of the panel's pixels: a smaller hole is none */
#define BODY_HOLE_SHARE 150  /* and one above the legs, if it is smaller than this */
#define CLEAN_SHARE     0.004
#define OUTWARD_PX      1 /* from the mask's edge, as far as an outline is soft */
#define INWARD_PX       3
#define AROUND_PX       5 /* where an outline's pixel has its colour from */
#define CONTRAST_MIN    14.0
#define ALPHA_MIN       20
#define COLOUR_ALPHA    0.35 /* below this a pixel tells nothing of the animal's colour */

struct table {
    struct picture *panel;
    struct picture backdrop; /* with the shadow on it */
    uint8_t *levels;
    struct mask mask, inside, band;
};

/* Fills what is a hole of the body: above the legs there are none, where the animal is no lighter
 * or darker than the backdrop there seem to be. */
static bool fill_body(struct mask *mask)
{
    struct mask filled;
    size_t width = (size_t)mask->width, count = width * (size_t)mask->height;
    if (!mask_copy(mask, &filled))
        return false;
    bool good = mask_fill_holes(&filled, count / BODY_HOLE_SHARE);
    size_t first = 0, last = count;
    while (first < count && !mask->value[first])
        first++;
    while (last > first && !mask->value[last - 1])
        last--;
    size_t legs = (first / width + last / width) / 2 * width;
    if (good)
        memcpy(mask->value, filled.value, legs);
    mask_free(&filled);
    return good;
}

/* What differs from the backdrop, and hangs together with what differs much. */
static bool find_mask(struct table *table, double noise)
{
    struct mask *mask = &table->mask;
    size_t count = (size_t)mask->width * (size_t)mask->height;
    int line = mask->height / LINE_SHARE > 0 ? mask->height / LINE_SHARE : 1;
    struct mask seed;
    difference_measure(table->panel, &table->backdrop, table->levels);
    int floor = difference_floor(table->levels, mask->width, mask->height);
    double low = fmax(LOW_MIN, fmax(LOW_NOISE * noise, fmin(floor, FLOOR_MAX)));
    if (!mask_make(&seed, mask->width, mask->height))
        return false;
    for (size_t i = 0; i < count; i++) {
        mask->value[i] = table->levels[i] > low;
        seed.value[i] = table->levels[i] > HIGH_TIMES * low;
    }
    bool good = mask_erode(mask, line) && mask_dilate(mask, line) &&
                mask_keep_seeded(mask, &seed) && mask_keep_large(mask, PART_SHARE) &&
                mask_dilate(mask, line) && mask_erode(mask, line) &&
                mask_fill_holes(mask, count / HOLE_SHARE) && fill_body(mask);
    mask_free(&seed);
    return good;
}

/* Twice: what the first finds may have a shadow, which belongs to the backdrop then. */
static bool find_animal(struct table *table, double noise)
{
    return find_mask(table, noise) &&
           ground_shadow_cast(&table->mask, table->panel, &table->backdrop) &&
           find_mask(table, noise);
}

/* The animal's colour near X, Y: the mean of the mask's pixels, those that differ most from the
 * backdrop counting most. */
static bool find_colour(const struct table *table, int x, int y, double colour[3])
{
    double weights = 0;
    colour[0] = colour[1] = colour[2] = 0;
    for (int row = y - AROUND_PX; row <= y + AROUND_PX; row++)
        for (int column = x - AROUND_PX; column <= x + AROUND_PX; column++) {
            if (row < 0 || column < 0 || row >= table->mask.height || column >= table->mask.width ||
                !*mask_at(&table->mask, column, row))
                continue;
            double level = table->levels[(size_t)row * (size_t)table->mask.width + (size_t)column];
            const uint8_t *pixel = picture_at(table->panel, column, row);
            weights += level * level;
            for (int i = 0; i < 3; i++)
                colour[i] += level * level * pixel[i];
        }
    for (int i = 0; i < 3 && weights > 0; i++)
        colour[i] /= weights;
    return weights > 0;
}

/* How much of the pixel at X, Y is the animal, 0 to 1; and COLOUR, the animal's there. */
static double find_share(const struct table *table, int x, int y, double colour[3])
{
    const uint8_t *pixel = picture_at(table->panel, x, y);
    const uint8_t *behind = picture_at(&table->backdrop, x, y);
    double along = 0, whole = 0;
    if (!find_colour(table, x, y, colour))
        return 0;
    for (int i = 0; i < 3; i++) {
        along += (pixel[i] - behind[i]) * (colour[i] - behind[i]);
        whole += (colour[i] - behind[i]) * (colour[i] - behind[i]);
    }
    if (whole < CONTRAST_MIN * CONTRAST_MIN)
        return *mask_at(&table->mask, x, y);
    double share = fmin(fmax(along / whole, 0), 1);
    for (int i = 0; i < 3 && share > COLOUR_ALPHA; i++)
        colour[i] = fmin(fmax((pixel[i] - (1 - share) * behind[i]) / share, 0), 255);
    return share;
}

/* Outlines first, from a copy's point of view: what they take is not what they have become. */
static bool feather(struct table *table)
{
    struct picture cut;
    if (!picture_cut(table->panel, (struct area){0, 0, table->panel->width, table->panel->height},
                     &cut))
        return false;
    for (int y = 0; y < cut.height; y++)
        for (int x = 0; x < cut.width; x++) {
            uint8_t *pixel = picture_at(&cut, x, y);
            double colour[3], share;
            if (*mask_at(&table->inside, x, y)) {
                pixel[3] = 255;
            } else if (!*mask_at(&table->band, x, y)) {
                pixel[0] = pixel[1] = pixel[2] = pixel[3] = 0;
            } else {
                share = find_share(table, x, y, colour);
                for (int i = 0; i < 3; i++)
                    pixel[i] = (uint8_t)(colour[i] + 0.5);
                pixel[3] = (uint8_t)(share * 255 + 0.5);
                pixel[3] = pixel[3] < ALPHA_MIN ? 0 : pixel[3];
            }
        }
    picture_free(table->panel);
    *table->panel = cut;
    return true;
}

bool cutout_make(struct picture *panel, const struct backdrop *backdrop)
{
    struct table table = {.panel = panel};
    table.levels = malloc((size_t)panel->width * (size_t)panel->height);
    struct area whole = {0, 0, panel->width, panel->height};
    bool good = table.levels && picture_cut(&backdrop->picture, whole, &table.backdrop) &&
                mask_make(&table.mask, panel->width, panel->height) &&
                find_animal(&table, backdrop->noise) && mask_copy(&table.mask, &table.inside) &&
                mask_erode(&table.inside, INWARD_PX) && mask_copy(&table.mask, &table.band) &&
                mask_dilate(&table.band, OUTWARD_PX) && feather(&table);
    free(table.levels);
    picture_free(&table.backdrop);
    mask_free(&table.mask);
    mask_free(&table.inside);
    mask_free(&table.band);
    return good;
}

bool cutout_clean(struct picture *panel)
{
    struct mask mask;
    if (!mask_make(&mask, panel->width, panel->height))
        return false;
    size_t count = (size_t)panel->width * (size_t)panel->height;
    for (size_t i = 0; i < count; i++)
        mask.value[i] = panel->rgba[4 * i + 3] >= ALPHA_MIN;
    bool good = mask_keep_large(&mask, CLEAN_SHARE) && mask_dilate(&mask, 1);
    for (size_t i = 0; good && i < count; i++)
        if (!mask.value[i])
            panel->rgba[4 * i + 3] = 0;
    mask_free(&mask);
    return good;
}
