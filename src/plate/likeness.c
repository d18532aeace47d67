/* SPDX-License-Identifier: MIT */
/* Small copies of exposures, compared pixel by pixel. */
#include "likeness.h"

#include "parallel.h"

#include <stdlib.h>

#define HEIGHT_PX 100 /* of the copies */
#define REACH_PX  1

/* In outline and in tone: the left legs forward look like the right ones but for their shade. ONE
 * lies X, Y further on. */
static float compare_at(const struct picture *one, const struct picture *other, int x, int y)
{
    long long off = 0, seen = 1;
    for (int row = REACH_PX; row < other->height - REACH_PX; row++)
        for (int column = REACH_PX; column < other->width - REACH_PX; column++) {
            const uint8_t *a = picture_at(one, column + x, row + y);
            const uint8_t *b = picture_at(other, column, row);
            off += abs(a[3] - b[3]) + abs(a[3] * picture_luma(a) - b[3] * picture_luma(b)) / 255;
            seen += a[3] + b[3];
        }
    return (float)off / (float)seen;
}

/* At the best of all places about: what is left of a camera's tremor is no difference. */
static float compare(const struct picture *one, const struct picture *other)
{
    float least = compare_at(one, other, 0, 0);
    for (int y = -REACH_PX; y <= REACH_PX; y++)
        for (int x = -REACH_PX; x <= REACH_PX; x++) {
            float off = x || y ? compare_at(one, other, x, y) : least;
            least = off < least ? off : least;
        }
    return least;
}

struct comparison {
    const struct picture *small;
    int count;
    float *distances;
};

static void compare_row(void *data, int i)
{
    struct comparison *comparison = data;
    size_t count = (size_t)comparison->count;
    for (size_t j = 0; j < (size_t)i; j++) {
        float off = compare(&comparison->small[i], &comparison->small[j]);
        comparison->distances[(size_t)i * count + j] = off;
        comparison->distances[j * count + (size_t)i] = off;
    }
    comparison->distances[(size_t)i * count + (size_t)i] = 0;
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
    struct comparison comparison = {small, count, distances};
    if (good)
        parallel_each(count, compare_row, &comparison);
    for (int i = 0; small && i < count; i++)
        picture_free(&small[i]);
    free(small);
    return good;
}
