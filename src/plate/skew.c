/* SPDX-License-Identifier: MIT */
/* The angle at which edges meet in the fewest lines. */
#include "skew.h"

#include <math.h>
#include <stdlib.h>

#define SIDE_PX_MAX   1000 /* of the copy that is looked at */
#define COARSE_COUNT  25   /* angles to either side */
#define FINE_COUNT    5
#define STEP_MAX      40 /* levels: a few strong edges do not decide */
#define BETTER_ENOUGH 1.1
#define RADIANS(deg)  ((deg)*3.14159265358979323846 / 180)

struct view {
    int width, height;
    float *across, *down; /* how the tone changes from left to right, and from above to below */
};

static float limited(int step)
{
    return (float)(step < -STEP_MAX ? -STEP_MAX : step > STEP_MAX ? STEP_MAX : step);
}

static bool view_make(const struct picture *picture, struct view *view)
{
    int side = picture->width > picture->height ? picture->width : picture->height;
    double scale = side > SIDE_PX_MAX ? (double)SIDE_PX_MAX / side : 1;
    int width = (int)(picture->width * scale), height = (int)(picture->height * scale);
    struct picture small;
    if (!picture_reduce(picture, width > 0 ? width : 1, height > 0 ? height : 1, &small))
        return false;
    size_t count = (size_t)small.width * (size_t)small.height;
    *view = (struct view){small.width, small.height, calloc(count, sizeof(float)),
                          calloc(count, sizeof(float))};
    for (int y = 1; view->across && view->down && y + 1 < small.height; y++)
        for (int x = 1; x + 1 < small.width; x++) {
            size_t i = (size_t)y * (size_t)small.width + (size_t)x;
            view->across[i] = limited(picture_luma(picture_at(&small, x + 1, y)) -
                                      picture_luma(picture_at(&small, x - 1, y)));
            view->down[i] = limited(picture_luma(picture_at(&small, x, y + 1)) -
                                    picture_luma(picture_at(&small, x, y - 1)));
        }
    picture_free(&small);
    return view->across && view->down;
}

/* How much meets in lines, were the picture turned by DEGREES. BINS holds width + height twice. */
static double score(const struct view *view, double degrees, double *bins)
{
    int count = view->width + view->height;
    double slope = tan(RADIANS(degrees)), sum = 0;
    double *columns = bins, *rows = bins + count;
    for (int i = 0; i < 2 * count; i++)
        bins[i] = 0;
    for (int y = 0; y < view->height; y++) {
        double shift = y * slope + view->height / 2.0;
        for (int x = 0; x < view->width; x++) {
            size_t i = (size_t)y * (size_t)view->width + (size_t)x;
            double column = x + shift, row = y - x * slope + view->width / 2.0;
            int c = (int)column, r = (int)row;
            columns[c] += view->across[i] * (c + 1 - column);
            columns[c + 1] += view->across[i] * (column - c);
            rows[r] += view->down[i] * (r + 1 - row);
            rows[r + 1] += view->down[i] * (row - r);
        }
    }
    for (int i = 0; i < 2 * count; i++)
        sum += bins[i] * bins[i];
    return sum;
}

/* The best of 2 COUNT + 1 angles around MIDDLE. */
static double best_angle(const struct view *view, double middle, double step, int count,
                         double *bins, double *best_score)
{
    double best = middle;
    *best_score = -1;
    for (int i = -count; i <= count; i++) {
        double found = score(view, middle + i * step, bins);
        if (found > *best_score) {
            *best_score = found;
            best = middle + i * step;
        }
    }
    return best;
}

bool skew_find(const struct picture *picture, double *degrees)
{
    struct view view = {0};
    double *bins = NULL;
    bool good = view_make(picture, &view);
    if (good) {
        bins = calloc(2 * (size_t)(view.width + view.height + 2), sizeof *bins);
        good = bins;
    }
    if (good) {
        double coarse = SKEW_DEGREES_MAX / COARSE_COUNT, best_score;
        double upright = score(&view, 0, bins);
        double best = best_angle(&view, 0, coarse, COARSE_COUNT, bins, &best_score);
        best = best_angle(&view, best, coarse / FINE_COUNT, FINE_COUNT, bins, &best_score);
        *degrees = best_score > BETTER_ENOUGH * upright ? best : 0;
    }
    free(bins);
    free(view.across);
    free(view.down);
    return good;
}
