/* SPDX-License-Identifier: MIT */
/* A theme's walk against the frames that its plate was made of.
 *
 *     score-theme THEME FRAMES SCALE NUMBER...     the frame of each exposure, in order
 *
 * Each exposure may lie anywhere: it is moved to where it fits its frame best. Prints for each the
 * intersection of the two outlines over their union, and by how much it was moved, in 1x pixels,
 * against the median; then the mean and the least of the one, the most of the other. */
#include "frame.h"
#include "picture.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPOSURES_MAX 240
#define REACH_PX      14

static bool is_solid(const struct picture *picture, int x, int y)
{
    return x >= 0 && y >= 0 && x < picture->width && y < picture->height &&
           picture_at(picture, x, y)[3] >= 128;
}

static double overlap(const struct picture *got, const struct picture *truth, int dx, int dy)
{
    long both = 0, either = 0;
    for (int y = -REACH_PX - 40; y < truth->height + REACH_PX + 40; y++)
        for (int x = -REACH_PX - 40; x < truth->width + REACH_PX + 40; x++) {
            bool one = is_solid(truth, x, y), other = is_solid(got, x - dx, y - dy);
            both += one && other;
            either += one || other;
        }
    return either > 0 ? (double)both / (double)either : 0;
}

/* The best over all places about X, Y, which it moves to it. */
static double best_overlap(const struct picture *got, const struct picture *truth, int *x, int *y)
{
    double best = -1;
    int step = 4, from_x = *x, from_y = *y;
    for (int reach = REACH_PX; step > 0; reach = step, step /= 2, from_x = *x, from_y = *y)
        for (int dy = from_y - reach; dy <= from_y + reach; dy += step)
            for (int dx = from_x - reach; dx <= from_x + reach; dx += step) {
                double found = overlap(got, truth, dx, dy);
                if (found > best) {
                    best = found;
                    *x = dx;
                    *y = dy;
                }
            }
    return best;
}

static int compare_ints(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static int median(const int *values, int count)
{
    int sorted[EXPOSURES_MAX];
    memcpy(sorted, values, (size_t)count * sizeof *sorted);
    qsort(sorted, (size_t)count, sizeof *sorted, compare_ints);
    return sorted[count / 2];
}

/* TRUTH at the size at which GOT fits it best. */
static bool choose_scale(const struct picture *got, const struct picture *truth, double *scale)
{
    struct area one = picture_content(got, 1);
    double best = -1, rough = 0;
    int left = truth->width, right = 0;
    for (int y = 0; y < truth->height; y++)
        for (int x = 0; x < truth->width; x++)
            if (is_solid(truth, x, y)) {
                left = x < left ? x : left;
                right = x > right ? x : right;
            }
    rough = (double)one.width / (right - left + 1);
    for (int i = -10; i <= 10; i++) {
        struct picture small;
        double tried = rough * (1 + 0.004 * i);
        if (tried > 1.001)
            continue;
        if (!picture_reduce(truth, (int)lround(truth->width * tried),
                            (int)lround(truth->height * tried), &small))
            return false;
        int x = (int)(left * tried) - one.x, y = 0;
        y = small.height - got->height;
        double found = best_overlap(got, &small, &x, &y);
        if (found > best) {
            best = found;
            *scale = tried;
        }
        picture_free(&small);
    }
    return true;
}

int main(int argc, char **argv)
{
    char walk[4096];
    int xs[EXPOSURES_MAX], ys[EXPOSURES_MAX], count = argc - 4;
    double overlaps[EXPOSURES_MAX], scale = 1, mean = 0, least = 1, moved = 0;
    if (count < 1 || count > EXPOSURES_MAX)
        return 2;
    snprintf(walk, sizeof walk, "%s/walk", argv[1]);
    for (int i = 0; i < count; i++) {
        struct picture got, truth, small;
        if (!frame_load(walk, 1, i + 1, &got) ||
            !frame_load(argv[2], atoi(argv[3]), atoi(argv[4 + i]), &truth))
            return 1;
        if (i == 0 && !choose_scale(&got, &truth, &scale))
            return 1;
        if (!picture_reduce(&truth, (int)lround(truth.width * scale),
                            (int)lround(truth.height * scale), &small))
            return 1;
        xs[i] = i > 0 ? xs[i - 1] : small.width - got.width;
        ys[i] = i > 0 ? ys[i - 1] : small.height - got.height;
        overlaps[i] = best_overlap(&got, &small, &xs[i], &ys[i]);
        picture_free(&got);
        picture_free(&truth);
        picture_free(&small);
    }
    int middle_x = median(xs, count), middle_y = median(ys, count);
    for (int i = 0; i < count; i++) {
        int x = xs[i] - middle_x, y = ys[i] - middle_y;
        printf("%02d  %.4f  %+d %+d\n", i + 1, overlaps[i], x, y);
        mean += overlaps[i] / count;
        least = fmin(least, overlaps[i]);
        moved = fmax(moved, fmax(abs(x), abs(y)));
    }
    printf("mean %.4f least %.4f moved %g scale %.3f\n", mean, least, moved, scale);
    return 0;
}
