/* SPDX-License-Identifier: MIT */
/* A leg goes up from the ground, a shadow does not. */
#include "ground_shadow.h"

#define ZONE_SHARE 6  /* of the animal's height, above its lower end */
#define FLAT_SHARE 9  /* of it: what is as high is no shadow */
#define DARKEST    50 /* percent of the ground's tone */
#define LIGHTEST   98

/* Whether a shadow on BEHIND could look like PIXEL. */
static bool is_shade(const uint8_t *pixel, const uint8_t *behind)
{
    int tone = picture_luma(pixel), ground = picture_luma(behind);
    return 100 * tone > DARKEST * ground && 100 * tone < LIGHTEST * ground;
}

bool ground_shadow_remove(struct mask *mask, const struct picture *panel,
                          const struct picture *backdrop)
{
    int top = mask->height, bottom = 0;
    for (int y = 0; y < mask->height; y++)
        for (int x = 0; x < mask->width; x++)
            if (*mask_at(mask, x, y)) {
                top = y < top ? y : top;
                bottom = y + 1;
            }
    int zone = bottom - (bottom - top) / ZONE_SHARE, flat = (bottom - top) / FLAT_SHARE;
    for (int x = 0; x < mask->width; x++)
        for (int y = zone > 0 ? zone : 0; y < bottom;) {
            int start = y, end = y;
            while (start > 0 && *mask_at(mask, x, start - 1) && *mask_at(mask, x, start))
                start--;
            while (end < bottom && *mask_at(mask, x, end))
                end++;
            for (int row = y; row < end && end - start < flat; row++)
                if (is_shade(picture_at(panel, x, row), picture_at(backdrop, x, row)))
                    *mask_at(mask, x, row) = 0;
            y = end + 1;
        }
    return true;
}
