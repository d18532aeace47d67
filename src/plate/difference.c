/* SPDX-License-Identifier: MIT */
/* Levels of difference, their noise, and what is suspected by them. */
#include "difference.h"

#include <stdlib.h>
#include <string.h>

#define MARGIN_SHARE 80 /* of the panel's height, around what is suspect */
#define HOLE_SHARE   40 /* of its pixels: a larger hole is no hole */
#define SPECK_SHARE  0.004
#define SIGMA        1.4826 /* of the median distance */

static int apart(const uint8_t *a, const uint8_t *b)
{
    int most = 0;
    for (int i = 0; i < 3; i++) {
        int distance = abs(a[i] - b[i]);
        most = distance > most ? distance : most;
    }
    return most;
}

/* The sums over three pixels of row Y, of each that has them. */
static void add_row(const struct picture *panel, const struct picture *backdrop, int y,
                    uint16_t *sums)
{
    const uint8_t *a = picture_at(panel, 0, y), *b = picture_at(backdrop, 0, y);
    int left = apart(a, b), middle = left;
    for (int x = 0; x < panel->width; x++) {
        int right = x + 1 < panel->width ? apart(a + 4 * (x + 1), b + 4 * (x + 1)) : middle;
        sums[x] = (uint16_t)(left + middle + right);
        left = middle;
        middle = right;
    }
}

void difference_measure(const struct picture *panel, const struct picture *backdrop,
                        uint8_t *levels)
{
    int width = panel->width, height = panel->height;
    uint16_t *sums = malloc(3 * (size_t)width * sizeof *sums);
    memset(levels, 0, (size_t)width * (size_t)height);
    for (int y = 0; sums && y < height; y++) {
        if (y == 0)
            add_row(panel, backdrop, 0, sums);
        if (y + 1 < height)
            add_row(panel, backdrop, y + 1, sums + (size_t)((y + 1) % 3) * (size_t)width);
        const uint16_t *above = sums + (size_t)((y > 0 ? y - 1 : 0) % 3) * (size_t)width;
        const uint16_t *here = sums + (size_t)(y % 3) * (size_t)width;
        const uint16_t *below = sums + (size_t)((y + 1 < height ? y + 1 : y) % 3) * (size_t)width;
        for (int x = 0; x < width; x++)
            levels[(size_t)y * (size_t)width + (size_t)x] =
                (uint8_t)((above[x] + here[x] + below[x] + 4) / 9);
    }
    free(sums);
}

double difference_noise(const struct picture *panel, const struct picture *backdrop,
                        const struct mask *suspect)
{
    size_t histogram[256] = {0}, count = 0, below = 0;
    for (int y = 0; y < panel->height; y++)
        for (int x = 0; x < panel->width; x++)
            if (!*mask_at(suspect, x, y)) {
                histogram[abs(picture_luma(picture_at(panel, x, y)) -
                              picture_luma(picture_at(backdrop, x, y)))]++;
                count++;
            }
    int median = 0;
    while (median < 255 && 2 * (below + histogram[median]) < count)
        below += histogram[median++];
    double within =
        histogram[median] > 0 ? (count / 2.0 - (double)below) / (double)histogram[median] : 0;
    return SIGMA * (median - 0.5 + within > 0 ? median - 0.5 + within : 0.25);
}

bool difference_suspect(const struct picture *panel, const struct picture *backdrop, int threshold,
                        struct mask *suspect)
{
    size_t count = (size_t)panel->width * (size_t)panel->height;
    uint8_t *levels = malloc(count);
    int margin = panel->height / MARGIN_SHARE > 3 ? panel->height / MARGIN_SHARE : 3;
    if (levels) {
        difference_measure(panel, backdrop, levels);
        for (size_t i = 0; i < count; i++)
            suspect->value[i] = levels[i] > threshold;
    }
    free(levels);
    return levels && mask_erode(suspect, 1) && mask_dilate(suspect, 1) &&
           mask_keep_large(suspect, SPECK_SHARE) && mask_dilate(suspect, margin) &&
           mask_fill_holes(suspect, count / HOLE_SHARE);
}
