/* SPDX-License-Identifier: MIT */
/* The shift at which the lowest rows of an exposure are most like those of the next. */
#include "stride.h"

#include <math.h>
#include <stdlib.h>

#define FEET_SHARE  40  /* of the exposure's height: what is higher is in the air */
#define REACH_SHARE 5   /* of its width, in one step */
#define CLEAR_TIMES 1.3 /* of the mean: a peak that is lower is none */

/* Of each exposure the columns of its feet, less their mean. NULL: no memory. */
static double *take_feet(const struct picture *exposures, int count, int ground)
{
    int width = exposures[0].width, rows = exposures[0].height / FEET_SHARE + 1;
    double *feet = calloc((size_t)count * (size_t)width, sizeof *feet);
    for (int i = 0; feet && i < count; i++) {
        double *own = feet + (size_t)i * (size_t)width;
        for (int y = ground - rows > 0 ? ground - rows : 0; y < ground && y < exposures[i].height;
             y++)
            for (int x = 0; x < width; x++)
                own[x] += picture_at(&exposures[i], x, y)[3] / 255.0;
    }
    return feet;
}

/* How alike all are to the next of them, where they have gone SHIFT to the left. */
static double match(const double *feet, int count, int width, int shift)
{
    double sum = 0;
    for (int i = 0; i < count; i++) {
        const double *here = feet + (size_t)i * (size_t)width;
        const double *next = feet + (size_t)((i + 1) % count) * (size_t)width;
        for (int x = shift > 0 ? shift : 0; x < width && x - shift < width; x++)
            sum += here[x] * next[x - shift];
    }
    return sum;
}

double stride_measure(const struct picture *exposures, int count, int ground)
{
    int width = exposures[0].width, reach = width / REACH_SHARE, best = 0;
    double *feet = take_feet(exposures, count, ground), mean = 0, stride = 0;
    if (!feet)
        return 0;
    double most = 0;
    for (int shift = -reach; shift <= reach; shift++) {
        double found = match(feet, count, width, shift);
        mean += found / (2 * reach + 1);
        if (found > most) {
            most = found;
            best = shift;
        }
    }
    if (best != 0 && abs(best) < reach && most > CLEAR_TIMES * mean) {
        double before = match(feet, count, width, best - 1);
        double after = match(feet, count, width, best + 1);
        double bend = before - 2 * most + after;
        stride = count * (best + (bend < 0 ? (before - after) / (2 * bend) : 0));
    }
    free(feet);
    return stride;
}
