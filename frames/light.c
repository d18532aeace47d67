/* SPDX-License-Identifier: MIT */
/* Inflates a shape and lights it. */
#include "light.h"

/* Where the light comes from: above, a little ahead of the camel and in front of the picture, as on
 * an open track at noon. Ours; unit length. */
#define LIGHT_X 0.2260f
#define LIGHT_Y (-0.8020f)
#define LIGHT_Z 0.5529f

static float at(const struct plane *plane, int x, int y)
{
    int width = plane_width(plane), height = plane_height(plane);
    x = x < 0 ? 0 : x >= width ? width - 1 : x;
    y = y < 0 ? 0 : y >= height ? height - 1 : y;
    return plane->value[(size_t)y * (size_t)width + (size_t)x];
}

struct plane light_relief(const struct art *art, const struct plane *distance, double radius,
                          double soft)
{
    struct plane height = plane_make(distance->box), lambert = plane_make(distance->box);
    float reach = (float)(radius * art->scale);
    for (size_t i = 0; i < plane_size(distance); i++) {
        float in = 1.0f - (distance->value[i] < reach ? distance->value[i] / reach : 1.0f);
        height.value[i] = reach * sqrtf(1.0f - in * in);
    }
    plane_blur(&height, soft * art->scale);
    for (int y = 0; y < plane_height(&height); y++) {
        for (int x = 0; x < plane_width(&height); x++) {
            float slope_x = (at(&height, x + 1, y) - at(&height, x - 1, y)) / 2;
            float slope_y = (at(&height, x, y + 1) - at(&height, x, y - 1)) / 2;
            float facing = (LIGHT_Z - slope_x * LIGHT_X - slope_y * LIGHT_Y) /
                           sqrtf(slope_x * slope_x + slope_y * slope_y + 1.0f);
            size_t i = (size_t)y * (size_t)plane_width(&height) + (size_t)x;
            lambert.value[i] = facing < 0.0f ? 0.0f : facing;
        }
    }
    plane_free(&height);
    return lambert;
}
