/* SPDX-License-Identifier: MIT */
/* Planes: rectangles of floats in work pixels, and the few raster tools the drawing needs.
 * Owned by whoever has the struct; plane_free. */
#pragma once

#include "point.h"

#include <stdbool.h>
#include <stddef.h>

struct box {
    int left, top, right, bottom; /* right and bottom are outside */
};

struct plane {
    struct box box;
    float *value; /* rows of right - left; never NULL for a plane that was made */
};

/* All zero; never fails (memory.h). */
struct plane plane_make(struct box box);
struct plane plane_copy(const struct plane *plane);
void plane_free(struct plane *plane);

static inline int plane_width(const struct plane *plane)
{
    return plane->box.right - plane->box.left;
}

static inline int plane_height(const struct plane *plane)
{
    return plane->box.bottom - plane->box.top;
}

static inline size_t plane_size(const struct plane *plane)
{
    return (size_t)plane_width(plane) * (size_t)plane_height(plane);
}

/* The value at x, y of the whole picture; 0 outside the box. */
static inline float plane_get(const struct plane *plane, int x, int y)
{
    const struct box *box = &plane->box;
    if (x < box->left || x >= box->right || y < box->top || y >= box->bottom)
        return 0.0f;
    return plane->value[(size_t)(y - box->top) * (size_t)(box->right - box->left) +
                        (size_t)(x - box->left)];
}

/* Gaussian of SIGMA work pixels: exact kernel when small, else three box blurs (W3C Filter
 * Effects, feGaussianBlur). What lies outside the box counts as 0. */
void plane_blur(struct plane *plane, double sigma);

/* Distance in work pixels from each point above one half to the nearest one that is not; 0 for the
 * others. Exact (Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled Functions", 2012).
 * Points outside count as near. */
struct plane plane_distance(const struct plane *cover);

/* Adds a soft bump: HEIGHT times a Gaussian of SPREAD along and across the direction TURN,
 * cut at 3 spreads. */
void plane_bump(struct plane *plane, struct point centre, struct point spread, struct point turn,
                double height);

/* The larger of PLANE and STRENGTH times OTHER, whose box lies within that of PLANE. */
void plane_max(struct plane *plane, const struct plane *other, double strength);
