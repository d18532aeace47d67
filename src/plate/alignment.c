/* SPDX-License-Identifier: MIT */
/* Columns of the upper body, counted, and moved until they agree with what all have in common. */
#include "alignment.h"

#include <stdlib.h>
#include <string.h>

#define BODY_PERCENT   60 /* of the animal's height: below are the legs */
#define REACH_SHARE    12 /* of the width, after the first guess */
#define ROUNDS         4
#define FOLLOWED_SHARE 40  /* of the width */
#define GROUND_SHARE   100 /* of the height: a foot that ends higher than that is in the air */
#define SOLID_ALPHA    128

struct stage {
    struct picture *exposures;
    int count, width;
    float *profiles; /* of each exposure, how much body each column has */
    float *common;
    int *shift; /* of each exposure, to the right */
    const int *moved_x;
};

static int compare_ints(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static int median_of(int *values, int count)
{
    if (count == 0)
        return 0;
    qsort(values, (size_t)count, sizeof *values, compare_ints);
    return values[count / 2];
}

int alignment_ground(const struct picture *exposures, int count)
{
    int *bottoms = malloc((size_t)count * sizeof *bottoms), found = 0;
    for (int i = 0; bottoms && i < count; i++) {
        struct area content = picture_content(&exposures[i], SOLID_ALPHA);
        if (content.width > 0)
            bottoms[found++] = content.y + content.height;
    }
    int ground = bottoms ? median_of(bottoms, found) : 0;
    free(bottoms);
    return ground;
}

/* The columns of an exposure's body; returns where their middle is. */
static int take_profile(const struct picture *exposure, float *profile)
{
    struct area content = picture_content(exposure, SOLID_ALPHA);
    int end = content.y + content.height * BODY_PERCENT / 100;
    double sum = 0, moment = 0;
    for (int y = content.y; y < end; y++)
        for (int x = content.x; x < content.x + content.width; x++)
            profile[x] += picture_at(exposure, x, y)[3] / 255.0f;
    for (int x = 0; x < exposure->width; x++) {
        sum += profile[x];
        moment += (double)profile[x] * x;
    }
    return sum > 0 ? (int)(moment / sum + 0.5) : exposure->width / 2;
}

static float at(const float *profile, int width, int x)
{
    return x >= 0 && x < width ? profile[x] : 0;
}

static void take_common(const struct stage *stage)
{
    for (int x = 0; x < stage->width; x++) {
        stage->common[x] = 0;
        for (int i = 0; i < stage->count; i++)
            stage->common[x] += at(stage->profiles + (size_t)i * (size_t)stage->width, stage->width,
                                   x - stage->shift[i]) /
                                (float)stage->count;
    }
}

/* Moves exposure INDEX to where its body differs least from what all have in common. */
static void settle(const struct stage *stage, int index)
{
    const float *profile = stage->profiles + (size_t)index * (size_t)stage->width;
    int reach = stage->width / REACH_SHARE + 1, first = stage->shift[index];
    double best = -1;
    for (int shift = first - reach; shift <= first + reach; shift++) {
        double cost = 0;
        for (int x = 0; x < stage->width; x++) {
            double off = at(profile, stage->width, x - shift) - stage->common[x];
            cost += off < 0 ? -off : off;
        }
        if (best < 0 || cost < best) {
            best = cost;
            stage->shift[index] = shift;
        }
    }
}

/* From the first to the last of where bodies are, which SHIFT would bring to one place; MOVED taken
 * back, if not NULL. */
static int spread_of(const struct stage *stage, const int *moved, int *sorted)
{
    for (int i = 0; i < stage->count; i++)
        sorted[i] = stage->shift[i] + (moved ? moved[i] : 0);
    qsort(sorted, (size_t)stage->count, sizeof *sorted, compare_ints);
    return sorted[stage->count - 1] - sorted[0];
}

/* Where a camera has followed the animal, what is left is how a body goes to and fro over its feet,
 * and is left to it: with the backdrops laid upon each other, or, if that is worse, without. */
static void accept_place(struct stage *stage, int *sorted)
{
    int placed = spread_of(stage, NULL, sorted);
    int as_taken = stage->moved_x ? spread_of(stage, stage->moved_x, sorted) : placed;
    int least = placed < as_taken ? placed : as_taken;
    if (least * FOLLOWED_SHARE > stage->width)
        return;
    for (int i = 0; i < stage->count; i++)
        stage->shift[i] = as_taken < placed ? -stage->moved_x[i] : 0;
}

static bool align_body(struct stage *stage)
{
    int *sorted = malloc((size_t)stage->count * sizeof *sorted);
    bool good = sorted;
    for (int i = 0; good && i < stage->count; i++)
        stage->shift[i] =
            -take_profile(&stage->exposures[i], stage->profiles + (size_t)i * (size_t)stage->width);
    for (int round = -1; good && round < ROUNDS; round++) {
        /* The median stays where it is, so that nothing is moved out of the picture for nothing. */
        memcpy(sorted, stage->shift, (size_t)stage->count * sizeof *sorted);
        int middle = median_of(sorted, stage->count);
        for (int i = 0; i < stage->count; i++)
            stage->shift[i] -= middle;
        take_common(stage);
        for (int i = 0; i < stage->count && round + 1 < ROUNDS; i++)
            settle(stage, i);
    }
    if (good)
        accept_place(stage, sorted);
    free(sorted);
    return good;
}

/* How far exposure INDEX is to be moved down, to stand on the ground at GROUND. */
static int ground_shift(const struct picture *exposure, int ground)
{
    struct area content = picture_content(exposure, SOLID_ALPHA);
    int off = ground - content.y - content.height;
    return content.width > 0 && abs(off) * GROUND_SHARE <= content.height ? off : 0;
}

bool alignment_make(struct picture *exposures, int count, const int *moved_x)
{
    size_t width = (size_t)exposures[0].width;
    struct stage stage = {exposures,
                          count,
                          exposures[0].width,
                          calloc((size_t)count * width, sizeof(float)),
                          calloc(width, sizeof(float)),
                          calloc((size_t)count, sizeof(int)),
                          moved_x};
    bool good = stage.profiles && stage.common && stage.shift && align_body(&stage);
    int ground = alignment_ground(exposures, count);
    for (int i = 0; good && i < count; i++)
        good = picture_shift(&exposures[i], stage.shift[i],
                             moved_x ? 0 : ground_shift(&exposures[i], ground));
    free(stage.profiles);
    free(stage.common);
    free(stage.shift);
    return good;
}
