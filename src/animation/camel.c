/* SPDX-License-Identifier: MIT */
/* One who walks: by its script or the program, and by its music. */
#include "camel.h"

#include "script.h"

#include <math.h>
#include <stddef.h>

void camel_init(struct camel *camel, const struct theme *theme, const char *script, bool still,
                uint32_t seed)
{
    *camel = (struct camel){
        .script = script,
        .scripted = script,
        .still = still,
        .shown_ms = -1,
    };
    acts_init(&camel->acts, theme, seed);
}

void camel_begin_in(struct camel *camel, enum gait gait)
{
    acts_begin_in(&camel->acts, gait);
}

static bool moves(const struct camel *camel)
{
    return camel->shown_ms >= 0 && !camel->still;
}

void camel_show(struct camel *camel, int64_t now_ms)
{
    camel->shown_ms = now_ms;
    step_start(&camel->step, now_ms * 1000, 0);
}

void camel_want(struct camel *camel, enum gait gait)
{
    if (!camel->scripted && !camel->still)
        acts_want(&camel->acts, gait, camel->step.ms);
}

void camel_direct(struct camel *camel, enum gait gait)
{
    camel->script = NULL;
    camel->scripted = true;
    if (!camel->still)
        acts_want(&camel->acts, gait, camel->step.ms);
}

void camel_follow(struct camel *camel, const char *script, int64_t now_ms)
{
    camel_direct(camel, GAIT_WALK);
    camel->script = script;
    camel->shown_ms = now_ms;
}

void camel_recast(struct camel *camel, const struct theme *theme)
{
    acts_recast(&camel->acts, theme);
}

/* The music steps out when the feet do, and stops when they have. */
enum gait camel_music(const struct camel *camel)
{
    const struct theme_act *act = &camel->acts.theme->acts[camel->acts.act];
    enum gait after = gait_music(acts_gait(&camel->acts));
    if (act->from < 0)
        return after;
    return gait_music((enum gait)act->from) == GAIT_STAND ? GAIT_STAND : after;
}

/* Only music that plays what the feet do can be kept step with. */
static bool is_in_step(const struct camel *camel, const struct beat *beat)
{
    return beat && camel->acts.act < GAIT_COUNT && beat->section != GAIT_STAND &&
           beat->section == camel_music(camel);
}

static double own_ms(struct camel *camel, int64_t now_ms, const struct beat *beat)
{
    int64_t now_us = now_ms * 1000;
    if (!is_in_step(camel, beat))
        return step_free(&camel->step, now_us);
    return step_with(&camel->step, now_us, acts_stride_ms(&camel->acts) + beat->gait_ms,
                     beat->stride_ms, beat->pace);
}

struct exposure camel_exposure(struct camel *camel, int64_t now_ms, const struct beat *beat,
                               int scale)
{
    if (!moves(camel))
        return acts_exposure(&camel->acts, 0, scale);
    enum gait gait;
    while (script_due(&camel->script, now_ms - camel->shown_ms, &gait))
        acts_want(&camel->acts, gait, camel->step.ms);
    return acts_exposure(&camel->acts, own_ms(camel, now_ms, beat), scale);
}

int64_t camel_next_ms(struct camel *camel, int64_t now_ms)
{
    if (!moves(camel))
        return INT64_MAX;
    double left_ms = (acts_next_ms(&camel->acts) - camel->step.ms) / camel->step.pace;
    /* in step with music it is between two: to look at the earlier one would be in vain */
    return now_ms + (left_ms > 1 ? (int64_t)ceil(left_ms) : 1);
}

struct exposure camel_upcoming(const struct camel *camel, int scale)
{
    struct acts later = camel->acts;
    return acts_exposure(&later, moves(camel) ? acts_next_ms(&later) : 0, scale);
}
