/* SPDX-License-Identifier: MIT */
/* Levels of difference, their noise, and what is suspected by them. */
#include "difference.h"

#include <stdlib.h>
#include <string.h>

#define MARGIN_SHARE 80  /* of the panel's height, around what is suspect */
#define HOLE_SHARE   150 /* of its pixels: a larger hole is no hole */
#define AROUND_SHARE 16  /* of the height, about the animal: hair and shadows */
#define SPECK_SHARE  0.004
#define SIGMA        1.4826 /* of the median distance */

/* Of the three pixels around each in row Y, the sums of what each channel is off. */
static void add_row(const struct picture *panel, const struct picture *backdrop, int y, int *sums)
{
    const uint8_t *a = picture_at(panel, 0, y), *b = picture_at(backdrop, 0, y);
    for (int x = 0; x < panel->width; x++)
        for (int c = 0; c < 3; c++) {
            int left = 4 * (x > 0 ? x - 1 : x) + c, here = 4 * x + c;
            int right = 4 * (x + 1 < panel->width ? x + 1 : x) + c;
            sums[3 * x + c] = a[left] - b[left] + a[here] - b[here] + a[right] - b[right];
        }
}

void difference_measure(const struct picture *panel, const struct picture *backdrop,
                        uint8_t *levels)
{
    size_t row_len = 3 * (size_t)panel->width;
    int height = panel->height;
    int *sums = calloc(3 * row_len, sizeof *sums);
    memset(levels, 0, (size_t)panel->width * (size_t)height);
    for (int y = 0; sums && y < height; y++) {
        if (y == 0)
            add_row(panel, backdrop, 0, sums);
        if (y + 1 < height)
            add_row(panel, backdrop, y + 1, sums + (size_t)((y + 1) % 3) * row_len);
        const int *above = sums + (size_t)((y > 0 ? y - 1 : 0) % 3) * row_len;
        const int *here = sums + (size_t)(y % 3) * row_len;
        const int *below = sums + (size_t)((y + 1 < height ? y + 1 : y) % 3) * row_len;
        for (size_t i = 0; i < row_len; i++) {
            uint8_t off = (uint8_t)((abs(above[i] + here[i] + below[i]) + 4) / 9);
            uint8_t *most = levels + (size_t)y * (size_t)panel->width + i / 3;
            *most = off > *most ? off : *most;
        }
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

/* The level that parts two kinds of pixels best (Otsu, "A threshold selection method from
 * gray-level histograms", 1979). */
static int part(const size_t histogram[256], size_t count)
{
    double all = 0, below_sum = 0, best = -1;
    size_t below = 0;
    int found = 0;
    for (int i = 0; i < 256; i++)
        all += (double)i * (double)histogram[i];
    for (int i = 0; i < 255; i++) {
        below += histogram[i];
        below_sum += (double)i * (double)histogram[i];
        if (below == 0 || below == count)
            continue;
        double apart = below_sum / (double)below - (all - below_sum) / (double)(count - below);
        double between = (double)below * (double)(count - below) * apart * apart;
        if (between > best) {
            best = between;
            found = i;
        }
    }
    return found;
}

int difference_floor(const uint8_t *levels, int width, int height)
{
    size_t histogram[256] = {0}, outside[256] = {0}, count = (size_t)width * (size_t)height;
    size_t total = 0, below = 0;
    struct mask animal;
    for (size_t i = 0; i < count; i++)
        histogram[levels[i]]++;
    int threshold = part(histogram, count), level = 0;
    if (!mask_make(&animal, width, height))
        return 0;
    for (size_t i = 0; i < count; i++)
        animal.value[i] = levels[i] > threshold;
    if (mask_erode(&animal, 1) && mask_dilate(&animal, height / AROUND_SHARE + 1))
        for (size_t i = 0; i < count; i++)
            if (!animal.value[i]) {
                outside[levels[i]]++;
                total++;
            }
    while (level < 255 && 10 * (below + outside[level]) < 9 * total)
        below += outside[level++];
    mask_free(&animal);
    return level;
}
