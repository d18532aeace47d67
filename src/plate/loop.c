/* SPDX-License-Identifier: MIT */
/* A lag at which exposures differ less than neighbours do. */
#include "loop.h"

#include <stddef.h>

#define AGAIN_SHARE 0.8  /* of a step's distance: what is nearer is the same pose again */
#define AWAY_TIMES  1.25 /* of a step's: farther than this, the animal has left the pose */
#define NEARLY      1.2  /* times the least: as good, and shorter */
#define CLOSE_TIMES 1.7  /* of a step's: the last leads over to the first */

static float distance(const float *distances, int count, int i, int j)
{
    return distances[(size_t)i * (size_t)count + (size_t)j];
}

/* The mean distance of exposures LAG apart. */
static float at_lag(const float *distances, int count, int lag)
{
    float sum = 0;
    for (int i = 0; i + lag < count; i++)
        sum += distance(distances, count, i, i + lag);
    return sum / (float)(count - lag);
}

int loop_find(const float *distances, int count)
{
    if (count < LOOP_MIN)
        return 0;
    float step = at_lag(distances, count, 1), least = step * AGAIN_SHARE;
    int away = 2, best = 0;
    while (away < count && at_lag(distances, count, away) < AWAY_TIMES * step)
        away++;
    for (int lag = away > LOOP_MIN ? away : LOOP_MIN; lag < count; lag++) {
        float found = at_lag(distances, count, lag);
        if (found < least / (best ? NEARLY : 1)) {
            least = found;
            best = lag;
        }
    }
    if (best > 0)
        return best;
    return distance(distances, count, 0, count - 1) < CLOSE_TIMES * step ? count : 0;
}
