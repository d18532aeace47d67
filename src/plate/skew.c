/* SPDX-License-Identifier: MIT */
/* The angle at which edges meet in the fewest lines. */
#include "skew.h"

#include "parallel.h"

#include <math.h>
#include <stdlib.h>

#define SIDE_PX_MAX   3000 /* of the copy that is looked at */
#define PIXELS_MAX    600000
#define COARSE_COUNT  50 /* angles to either side */
#define FINE_COUNT    5
#define FINE_ROUNDS   2
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
    double scale = fmin(1, (double)SIDE_PX_MAX / side);
    scale = fmin(scale, sqrt((double)PIXELS_MAX / picture->width / picture->height));
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

/* The scores of some angles, each measured by itself. */
struct trial {
    const struct view *view;
    double first, step;
    double scores[2 * COARSE_COUNT + 1];
};

/* How much meets in lines, were the picture turned by the angle; -1: no memory. */
static void measure(void *data, int index)
{
    struct trial *trial = data;
    const struct view *view = trial->view;
    int count = view->width + view->height + 2;
    double slope = tan(RADIANS(trial->first + index * trial->step)), sum = 0;
    double *columns = calloc(2 * (size_t)count, sizeof *columns), *rows = columns + count;
    for (int y = 0; columns && y < view->height; y++) {
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
    for (int i = 0; columns && i < 2 * count; i++)
        sum += columns[i] * columns[i];
    trial->scores[index] = columns ? sum : -1;
    free(columns);
}

/* The best of 2 COUNT + 1 angles around MIDDLE; MIDDLE of those as good. */
static double best_angle(const struct view *view, double middle, double step, int count,
                         double *best_score)
{
    struct trial trial = {.view = view, .first = middle - count * step, .step = step};
    parallel_each(2 * count + 1, measure, &trial);
    int best = count;
    for (int i = 0; i <= 2 * count; i++)
        best = trial.scores[i] > trial.scores[best] ? i : best;
    *best_score = trial.scores[best];
    return trial.first + best * step;
}

bool skew_find(const struct picture *picture, double *degrees)
{
    struct view view = {0};
    bool good = view_make(picture, &view);
    if (good) {
        double step = SKEW_DEGREES_MAX / COARSE_COUNT, best_score, upright;
        best_angle(&view, 0, 0, 0, &upright);
        double best = best_angle(&view, 0, step, COARSE_COUNT, &best_score);
        for (int i = 0; i < FINE_ROUNDS; i++)
            best = best_angle(&view, best, step /= FINE_COUNT, FINE_COUNT, &best_score);
        good = best_score >= 0 && upright >= 0;
        *degrees = best_score > BETTER_ENOUGH * upright ? best : 0;
    }
    free(view.across);
    free(view.down);
    return good;
}
