/* SPDX-License-Identifier: MIT */
/* Small copies of exposures, compared pixel by pixel. */
#include "likeness.h"

#include <stdlib.h>

#define HEIGHT_PX 128 /* of the copies */

/* In outline and in tone: the left legs forward look like the right ones but for their shade. */
static float compare(const struct picture *a, const struct picture *b)
{
    long long off = 0, seen = 1;
    for (size_t i = 0; i < (size_t)a->width * (size_t)a->height; i++) {
        const uint8_t *one = a->rgba + 4 * i, *other = b->rgba + 4 * i;
        off += abs(one[3] - other[3]) +
               abs(one[3] * picture_luma(one) - other[3] * picture_luma(other)) / 255;
        seen += one[3] + other[3];
    }
    return (float)off / (float)seen;
}

bool likeness_measure(const struct picture *exposures, int count, float *distances)
{
    struct picture *small = calloc((size_t)count, sizeof *small);
    bool good = small;
    for (int i = 0; good && i < count; i++) {
        int height = exposures[i].height < HEIGHT_PX ? exposures[i].height : HEIGHT_PX;
        int width = exposures[i].width * height / exposures[i].height;
        good = picture_reduce(&exposures[i], width > 0 ? width : 1, height, &small[i]);
    }
    for (int i = 0; good && i < count; i++)
        for (int j = 0; j <= i; j++) {
            float off = i == j ? 0 : compare(&small[i], &small[j]);
            distances[(size_t)i * (size_t)count + (size_t)j] = off;
            distances[(size_t)j * (size_t)count + (size_t)i] = off;
        }
    for (int i = 0; small && i < count; i++)
        picture_free(&small[i]);
    free(small);
    return good;
}
