/* SPDX-License-Identifier: MIT */
/* A lag at which exposures differ less than neighbours do. */
#include "loop.h"

#include <stdbool.h>
#include <stddef.h>

#define AGAIN_SHARE  0.45 /* of a step's distance: what is nearer is the same pose again */
#define NEARER_SHARE 0.97 /* as near as this is so where others are far */
#define FAR_TIMES    1.4  /* of a step's distance */
#define PAIRS_MIN    3    /* one pair that is far apart proves nothing */
#define SURE_SHARE   0.12 /* and what is as near is so beyond doubt */
#define NEARLY                                                                                    \
    1.1 /* times the least: as good, and shorter; but for the next, for the least may lie between \
         */
#define CLOSE_TIMES 1.4 /* of a step's: the last leads over to the first */

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

/* The shortest lag at which the poses come again; 0: at none. *LEAST becomes its distance. */
static int find_lag(const float *distances, int count, float step, float *least)
{
    int best = 0;
    float most = 0;
    *least = step * NEARER_SHARE;
    for (int lag = LOOP_MIN; lag < count; lag++) {
        float found = at_lag(distances, count, lag);
        most = found > most && count - lag >= PAIRS_MIN ? found : most;
        if (found < *least / (best > 0 && best + 1 < lag ? NEARLY : 1)) {
            *least = found;
            best = lag;
        }
    }
    return *least < AGAIN_SHARE * step || most > FAR_TIMES * step ? best : 0;
}

int loop_find(const float *distances, int count)
{
    if (count < LOOP_MIN)
        return 0;
    float least, step = at_lag(distances, count, 1);
    int lag = find_lag(distances, count, step, &least);
    bool closes = distance(distances, count, 0, count - 1) < CLOSE_TIMES * step;
    /* Left legs look much like right ones. Where they come after half of all, and all is not seen
     * twice, it is the other legs. */
    bool half = 2 * lag >= count - 1 && 2 * lag <= count + 1 && least > SURE_SHARE * step;
    if (lag > 0 && !(half && closes))
        return lag;
    return closes ? count : 0;
}
