/* SPDX-License-Identifier: MIT */
/* A leg goes up from the ground, a shadow does not. */
#include "ground_shadow.h"

#include <stdlib.h>
#include <string.h>

#define ZONE_SHARE  5  /* of the animal's height, above its lower end */
#define FLAT_SHARE  6  /* of it: what is as high is no shadow */
#define REACH_SHARE 10 /* of the panel's width, to either side: a toe does not decide */
#define DARKEST     20 /* percent of the ground's tone */
#define LIGHTEST    97
#define PERCENT_MAX 128
#define NOT_GROUND  255

/* The rows between which a shadow may lie, and how high is flat. */
struct zone {
    int start, end, flat;
};

static bool find_zone(const struct mask *mask, struct zone *zone)
{
    int top = mask->height, bottom = 0;
    for (int y = 0; y < mask->height; y++)
        for (int x = 0; x < mask->width; x++)
            if (*mask_at(mask, x, y)) {
                top = y < top ? y : top;
                bottom = y + 1;
            }
    *zone =
        (struct zone){bottom - (bottom - top) / ZONE_SHARE, bottom, (bottom - top) / FLAT_SHARE};
    return bottom > top;
}

/* How bright PIXEL is against the ground, percent. */
static int percent_of(const uint8_t *pixel, const uint8_t *ground)
{
    int percent = 100 * (picture_luma(pixel) + 1) / (picture_luma(ground) + 1);
    return percent < PERCENT_MAX ? percent : PERCENT_MAX - 1;
}

/* Of each pixel in the zone what percent of its light the ground has; NOT_GROUND for the animal. */
static void measure(const struct zone *zone, const struct mask *mask, const struct picture *panel,
                    const struct picture *backdrop, uint8_t *percents)
{
    for (int x = 0; x < mask->width; x++)
        for (int y = zone->start; y < zone->end; y++) {
            uint8_t *percent = percents + (size_t)(y - zone->start) * (size_t)mask->width + x;
            int found = percent_of(picture_at(panel, x, y), picture_at(backdrop, x, y));
            int start = y, end = y;
            while (start > 0 && y - start < zone->flat && *mask_at(mask, x, start))
                start--;
            while (end < zone->end && *mask_at(mask, x, end))
                end++;
            if (!*mask_at(mask, x, y))
                *percent = 100;
            else if (end - start <= zone->flat && found > DARKEST && found < LIGHTEST)
                *percent = (uint8_t)found;
            else
                *percent = NOT_GROUND;
        }
}

/* Darkens row Y by the running medians of PERCENTS about each pixel. */
static void darken_row(struct picture *backdrop, int y, const uint8_t *percents)
{
    int histogram[PERCENT_MAX] = {0}, count = 0;
    int width = backdrop->width, reach = width / REACH_SHARE + 1;
    for (int x = -reach; x < width; x++) {
        int comes = x + reach, goes = x - reach - 1;
        if (comes < width && percents[comes] != NOT_GROUND) {
            histogram[percents[comes]]++;
            count++;
        }
        if (goes >= 0 && percents[goes] != NOT_GROUND) {
            histogram[percents[goes]]--;
            count--;
        }
        if (x < 0 || count == 0)
            continue;
        int median = 0;
        for (int below = histogram[0]; 2 * below < count; below += histogram[median])
            median++;
        uint8_t *pixel = picture_at(backdrop, x, y);
        for (int c = 0; c < 3 && median < 100; c++)
            pixel[c] = (uint8_t)(pixel[c] * median / 100);
    }
}

bool ground_shadow_cast(const struct mask *mask, const struct picture *panel,
                        struct picture *backdrop)
{
    struct zone zone;
    if (!find_zone(mask, &zone) || zone.start >= zone.end)
        return true;
    size_t width = (size_t)mask->width;
    uint8_t *percents = malloc((size_t)(zone.end - zone.start) * width);
    if (!percents)
        return false;
    measure(&zone, mask, panel, backdrop, percents);
    for (int y = zone.start; y < zone.end; y++)
        darken_row(backdrop, y, percents + (size_t)(y - zone.start) * width);
    free(percents);
    return true;
}
