/* SPDX-License-Identifier: MIT */
/* Which act comes when, and how far the ground has gone by. */
#include "acts.h"

#include <math.h>

#define NONE (-1)

static const struct theme_act *act_of(const struct acts *acts)
{
    return &acts->theme->acts[acts->act];
}

static bool is_gait(int act)
{
    return act < GAIT_COUNT;
}

/* Exposures that have begun since the act was entered, without the one it was entered with. */
static int64_t exposures_since(const struct acts *acts, double ms)
{
    double passed_ms = ms - acts->began_ms;
    return passed_ms > 0 ? (int64_t)(passed_ms / act_of(acts)->frame_ms) : 0;
}

/* When exposure FRAME (1 the first) of the gait next ends, after MS. */
static double end_of(const struct acts *acts, int frame, double ms)
{
    const struct theme_act *act = act_of(acts);
    int64_t ended = acts->entry + exposures_since(acts, ms) + 1; /* by the end of the present one */
    ended += ((frame - ended) % act->frame_count + act->frame_count) % act->frame_count;
    return acts->began_ms + (double)(ended - acts->entry) * act->frame_ms;
}

/* Whether the theme's transitions lead from one gait to another, in at most so many steps. */
static bool leads_to(const struct theme *theme, int from, int to, int steps)
{
    if (from == to)
        return true;
    for (int i = GAIT_COUNT; steps > 0 && i < theme->act_count; i++)
        if (theme->acts[i].frame_count > 0 && theme->acts[i].from == from &&
            theme->acts[i].to != from && leads_to(theme, theme->acts[i].to, to, steps - 1))
            return true;
    return false;
}

/* The least number of transitions from the present gait to TO; GAIT_COUNT: there is no way. */
static int steps_to(const struct acts *acts, int to)
{
    int steps = 0;
    while (steps < GAIT_COUNT && !leads_to(acts->theme, acts->act, to, steps))
        steps++;
    return steps;
}

static enum gait nearest_gait(const struct theme *theme, enum gait gait)
{
    if (gait == GAIT_COUCH && theme->acts[gait].frame_count == 0)
        gait = GAIT_STAND;
    return theme->acts[gait].frame_count > 0 ? gait : GAIT_WALK;
}

static void leave_at(struct acts *acts, double leave_ms, int next, int next_entry)
{
    acts->leave_ms = leave_ms;
    acts->next = next;
    acts->next_entry = next_entry;
}

/* By chance, 0 to COUNT-1: Knuth's linear congruential generator, enough to look like it. */
static uint32_t draw(struct acts *acts, uint32_t count)
{
    acts->chance = acts->chance * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)acts->chance * count >> 32);
}

/* Whether act I may break the round of the present gait now. */
static bool is_next_idle(const struct acts *acts, int i)
{
    const struct theme_act *act = &acts->theme->acts[i];
    return act->frame_count > 0 && act->from == acts->act && act->to == acts->act &&
           i != acts->idle;
}

/* Nothing else is wanted: one of the gait's idle variants, or just as likely none. */
static void plan_idle(struct acts *acts, double ms)
{
    const struct theme *theme = acts->theme;
    uint32_t count = 0;
    for (int i = GAIT_COUNT; i < theme->act_count; i++)
        count += is_next_idle(acts, i);
    if (count == 0 && acts->idle == NONE) {
        leave_at(acts, INFINITY, NONE, 0);
        return;
    }
    /* the last one drawn: none, and another round of the gait before the next draw */
    uint32_t drawn = draw(acts, count + 1);
    int next = GAIT_COUNT;
    while (next < theme->act_count && !(is_next_idle(acts, next) && drawn-- == 0))
        next++;
    if (next < theme->act_count) {
        acts->idle = next;
        leave_at(acts, end_of(acts, theme->acts[next].from_frame, ms), next, 0);
    } else {
        acts->idle = NONE;
        leave_at(acts, end_of(acts, act_of(acts)->frame_count, ms), acts->act, 0);
    }
}

/* The transition that gets the camel nearer to GAIT and begins first. */
static void plan_transition(struct acts *acts, int gait, double ms)
{
    const struct theme *theme = acts->theme;
    int steps = steps_to(acts, gait);
    /* no way: with the end of a stride, that is all that can be done */
    leave_at(acts, end_of(acts, act_of(acts)->frame_count, ms), gait, 0);
    for (int i = GAIT_COUNT; steps < GAIT_COUNT && i < theme->act_count; i++) {
        const struct theme_act *act = &theme->acts[i];
        if (act->frame_count == 0 || act->from != acts->act || act->to == acts->act ||
            !leads_to(theme, act->to, gait, steps - 1))
            continue;
        double end_ms = end_of(acts, act->from_frame, ms);
        if (is_gait(acts->next) || end_ms < acts->leave_ms)
            leave_at(acts, end_ms, i, 0);
    }
}

static void plan(struct acts *acts, double ms)
{
    int gait = nearest_gait(acts->theme, acts->wanted);
    if (!is_gait(acts->act))
        leave_at(acts, acts->began_ms + (double)act_of(acts)->frame_count * act_of(acts)->frame_ms,
                 act_of(acts)->to, act_of(acts)->to_frame - 1);
    else if (acts->act == gait)
        plan_idle(acts, ms);
    else
        plan_transition(acts, gait, ms);
}

static double speed_of(const struct theme_act *gait)
{
    return (double)gait->stride_px / (gait->frame_count * gait->frame_ms);
}

/* How much of a transition's ground has gone by with so many of its exposures: the speed eases from
 * that of the gait before to that of the gait after, as its feet are drawn by frames/. */
static double share_of_ground(const struct acts *acts, int64_t exposures)
{
    const struct theme_act *act = act_of(acts), *gaits = acts->theme->acts;
    double v0 = speed_of(&gaits[act->from]), v1 = speed_of(&gaits[act->to]);
    double lead_ms = gaits[act->from].frame_ms; /* what the gait's last exposure still goes */
    double whole_ms = lead_ms + (double)act->frame_count * act->frame_ms;
    double times[] = {lead_ms, lead_ms + (double)exposures * act->frame_ms, whole_ms}, ground[3];
    for (int i = 0; i < 3; i++) {
        double w = times[i] / whole_ms;
        ground[i] = v0 * w + (v1 - v0) * (w * w * w - w * w * w * w / 2);
    }
    return ground[2] != ground[0] ? (ground[1] - ground[0]) / (ground[2] - ground[0])
                                  : (double)exposures / act->frame_count;
}

static double ground_at(const struct acts *acts, int64_t exposures)
{
    const struct theme_act *act = act_of(acts);
    double strides = is_gait(acts->act) ? (double)exposures / act->frame_count
                                        : share_of_ground(acts, exposures);
    return acts->ground_px + strides * act->stride_px;
}

static void change(struct acts *acts)
{
    double ms = acts->leave_ms;
    acts->ground_px =
        ground_at(acts, (int64_t)((ms - acts->began_ms) / act_of(acts)->frame_ms + 0.5));
    acts->act = acts->next;
    acts->entry = acts->next_entry;
    acts->began_ms = ms;
    plan(acts, ms);
}

void acts_init(struct acts *acts, const struct theme *theme, uint32_t seed)
{
    *acts = (struct acts){
        .theme = theme,
        .act = GAIT_WALK,
        .wanted = GAIT_WALK,
        .idle = NONE,
        .chance = seed,
    };
    plan(acts, 0);
}

void acts_begin_in(struct acts *acts, enum gait gait)
{
    acts->act = nearest_gait(acts->theme, gait);
    acts->wanted = gait;
    plan(acts, 0);
}

void acts_recast(struct acts *acts, const struct theme *theme)
{
    struct exposure seen = acts_exposure(acts, acts->now_ms, 1);
    int gait = nearest_gait(theme, acts_gait(acts));
    *acts = (struct acts){
        .theme = theme,
        .act = gait,
        .wanted = acts->wanted,
        .idle = NONE,
        .chance = acts->chance,
        .entry = gait == seen.act ? seen.frame % theme->acts[gait].frame_count : 0,
        .began_ms = acts->now_ms,
        .now_ms = acts->now_ms,
        .ground_px = (double)seen.ground_px,
    };
    plan(acts, acts->now_ms);
}

void acts_want(struct acts *acts, enum gait gait, double ms)
{
    acts_exposure(acts, ms, 1);
    if (gait == acts->wanted)
        return;
    acts->wanted = gait;
    plan(acts, acts->now_ms);
}

struct exposure acts_exposure(struct acts *acts, double ms, int scale)
{
    if (ms > acts->now_ms)
        acts->now_ms = ms;
    while (acts->now_ms >= acts->leave_ms)
        change(acts);
    int64_t exposures = exposures_since(acts, acts->now_ms);
    return (struct exposure){
        .act = acts->act,
        .frame = (int)((acts->entry + exposures) % act_of(acts)->frame_count),
        .ground_px = (int64_t)floor(ground_at(acts, exposures) * scale),
    };
}

double acts_next_ms(const struct acts *acts)
{
    return acts->began_ms +
           (double)(exposures_since(acts, acts->now_ms) + 1) * act_of(acts)->frame_ms;
}

double acts_stride_ms(const struct acts *acts)
{
    return acts->began_ms - (double)acts->entry * act_of(acts)->frame_ms;
}

enum gait acts_gait(const struct acts *acts)
{
    return (enum gait)(is_gait(acts->act) ? acts->act : act_of(acts)->to);
}
