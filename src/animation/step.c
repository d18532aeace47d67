/* SPDX-License-Identifier: MIT */
/* What keeps the drawn feet with the heard ones. */
#include "step.h"

#include <math.h>

#define CATCH_UP_MS 500.0 /* an error is made good in about this time, if STEP_LEAN lets it */
#define PACE_CHANGE 0.2   /* of the pace, a second */

void step_start(struct step *step, int64_t now_us, double ms)
{
    *step = (struct step){.ms = ms, .pace = 1, .now_us = now_us};
}

/* Lets PASSED_MS go by, at a pace that nears PACE. */
static void pass(struct step *step, double passed_ms, double pace)
{
    double change = PACE_CHANGE * passed_ms / 1000;
    step->pace += fmax(-change, fmin(change, pace - step->pace));
    step->ms += passed_ms * step->pace;
}

static double since(struct step *step, int64_t now_us)
{
    if (now_us <= step->now_us)
        return 0;
    double passed_ms = (double)(now_us - step->now_us) / 1000;
    step->now_us = now_us;
    return passed_ms;
}

double step_free(struct step *step, int64_t now_us)
{
    pass(step, since(step, now_us), 1);
    return step->ms;
}

double step_with(struct step *step, int64_t now_us, double gait_ms, double stride_ms, double pace)
{
    double passed_ms = since(step, now_us), lean = STEP_LEAN * passed_ms;
    pass(step, passed_ms, pace);
    /* the nearer way round: half a stride behind is half a stride ahead */
    double error = remainder(gait_ms - step->ms, stride_ms);
    step->ms += fmax(-lean, fmin(lean, error * fmin(1, passed_ms / CATCH_UP_MS)));
    return step->ms;
}
