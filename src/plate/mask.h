/* SPDX-License-Identifier: MIT */
/* Masks: a byte a pixel, 0 or 1, and the raster tools that clean them. Whoever has the struct owns
 * it; mask_free. Functions that are bool return false for want of memory.
 *
 *     mask_erode(&mask, 2);
 *     mask_dilate(&mask, 2);    what was narrower than five pixels is gone
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mask {
    int width, height;
    uint8_t *value;
};

/* All 0. */
bool mask_make(struct mask *mask, int width, int height);
bool mask_copy(const struct mask *mask, struct mask *copy);
void mask_free(struct mask *mask);

static inline uint8_t *mask_at(const struct mask *mask, int x, int y)
{
    return mask->value + (size_t)y * (size_t)mask->width + (size_t)x;
}

/* By a square of 2 RADIUS + 1 pixels. What lies outside counts as 0 to dilate and as 1 to erode. */
bool mask_dilate(struct mask *mask, int radius);
bool mask_erode(struct mask *mask, int radius);

/* Keeps the largest connected part and those with at least SHARE of its pixels. */
bool mask_keep_large(struct mask *mask, double share);

/* Keeps the connected parts in which SEED is 1 somewhere. */
bool mask_keep_seeded(struct mask *mask, const struct mask *seed);

/* Fills the holes of up to PIXELS_MAX pixels. */
bool mask_fill_holes(struct mask *mask, size_t pixels_max);

size_t mask_count(const struct mask *mask);
