/* SPDX-License-Identifier: MIT */
/* Computes the poses of a transition, leg by leg. */
#include "transition.h"

#include "stance.h"

/* A stepping foot's height over the straight line between its two spots; the walk's own is 6 to 9
 * px. Ours. */
#define STEP_HEIGHT 8.0

#define SEARCH_STEPS 240
#define FAR_OFF      12.0 /* px from its standing place a leg is all a walking one */

/* One of the two gaits during the transition: its phase, and where its feet would be. */
struct side {
    const struct gait *gait;
    double phase;           /* at the transition's end that it owns, strides */
    double strides;         /* that it would go in the whole transition */
    double speed;           /* ground, px in the whole transition */
    struct skeleton anchor; /* its pose at that end */
};

/* The last frame of the gait before stands as long as its gait's frames do, then come the
 * transition's own. */
static double length_ms(const struct transition *transition)
{
    return transition->from_frame_ms + (double)transition->count * transition->frame_ms;
}

static struct side side_of(const struct gait *gait, int frame, int frame_count, int frame_ms,
                           const struct transition *transition)
{
    struct side side = {.gait = gait, .phase = (double)(frame - 1) / frame_count};
    bool goes = gait->stride_px > 0;
    if (goes)
        side.strides = length_ms(transition) / frame_ms / frame_count;
    side.speed = side.strides * gait->stride_px;
    side.anchor = gait_at(gait, side.phase);
    return side;
}

/* Ground gone by at PROGRESS 0..1: the speed goes smoothly from one gait's to the other's. */
static double travelled(const struct side *from, const struct side *to, double progress)
{
    double cube = progress * progress * progress;
    return from->speed * progress + (to->speed - from->speed) * (cube - cube * progress / 2);
}

/* The pose of a gait that goes in which a standing leg reaches AHEAD px before its root: what a
 * leg looks like whose foot stays behind, or is still before, when the animal stops or starts. */
static bool find_standing(const struct gait *gait, enum leg leg, double ahead,
                          struct skeleton *found)
{
    double nearest = 1e9;
    for (int i = 0; i < SEARCH_STEPS; i++) {
        struct skeleton here = gait_at(gait, (double)i / SEARCH_STEPS);
        double off = fabs(here.leg[leg][JOINT_TOE].x - here.leg[leg][JOINT_ROOT].x - ahead);
        if (here.contact[leg] && off < nearest) {
            nearest = off;
            *found = here;
        }
    }
    return nearest < 1e9;
}

/* Where SIDE has the toe of a leg at its own time: swinging as it swings, or on the spot where it
 * stands at the side's end of the transition. GONE is ground since then, < 0 before it. */
static struct point toe_of(const struct side *side, const struct skeleton *now, int leg,
                           double gone)
{
    struct point toe = side->anchor.leg[leg][JOINT_TOE];
    if (!side->anchor.contact[leg])
        return now->leg[leg][JOINT_TOE];
    toe.x -= gone;
    return toe;
}

/* The look of a leg of SIDE with its toe there. */
static struct skeleton look_of(const struct side *side, const struct side *other,
                               const struct skeleton *now, enum leg leg, struct point root,
                               struct point toe)
{
    struct skeleton look = *now;
    const struct point *own = side->anchor.leg[leg];
    double ahead = toe.x - root.x, off = fabs(ahead - (own[JOINT_TOE].x - own[JOINT_ROOT].x));
    const struct gait *goes = side->strides > 0 ? side->gait : other->gait;
    struct skeleton walking;
    if (!side->anchor.contact[leg] || !find_standing(goes, leg, ahead, &walking))
        return look;
    gait_mix_leg(side->gait, leg, &look, &walking, number_smooth(0, FAR_OFF, off), &look);
    return look;
}

/* 0 at 0, 1 at 1, without speed or acceleration at either: a leg that swings already goes on as it
 * did (Perlin 2002). */
static double ease(double step)
{
    return step * step * step * (10 - 15 * step + 6 * step * step);
}

static void place_leg(const struct transition *transition, const struct side *from,
                      const struct side *to, double progress, enum leg leg,
                      struct skeleton *skeleton, const struct skeleton now[2])
{
    double gone = travelled(from, to, progress), all = travelled(from, to, 1);
    double lift = transition->lift[leg], down = transition->set_down[leg];
    double step = number_clamp((progress - lift) / (down - lift), 0, 1);
    double mix = ease(step);
    struct point toe[2] = {toe_of(from, &now[0], leg, gone), toe_of(to, &now[1], leg, gone - all)};
    struct point root = skeleton->leg[leg][JOINT_ROOT];
    struct point wanted = point_mix(toe[0], toe[1], mix);
    struct skeleton look[2] = {look_of(from, to, &now[0], leg, root, wanted),
                               look_of(to, from, &now[1], leg, root, wanted)};
    bool stood = from->anchor.contact[leg], stands = to->anchor.contact[leg];
    gait_mix_leg(from->gait, leg, &look[0], &look[1], mix, skeleton);
    if (stood && stands)
        wanted.y -= STEP_HEIGHT * sin(step * 3.141592653589793);
    stance_lead(skeleton->leg[leg], wanted);
    skeleton->contact[leg] = (step <= 0 && stood) || (step >= 1 && stands);
}

void transition_make(const struct transition *transition, const struct gait *from,
                     const struct gait *to, struct gait *gait)
{
    struct side sides[2] = {side_of(from, transition->from_frame, transition->from_count,
                                    transition->from_frame_ms, transition),
                            side_of(to, transition->to_frame, transition->to_count,
                                    transition->to_frame_ms, transition)};
    *gait = *from;
    gait->open = true;
    gait->count = (size_t)transition->count;
    for (int i = 0; i < transition->count; i++) {
        double at =
            (transition->from_frame_ms + (double)i * transition->frame_ms) / length_ms(transition);
        struct skeleton now[2] = {gait_at(from, sides[0].phase + sides[0].strides * at),
                                  gait_at(to, sides[1].phase - sides[1].strides * (1 - at))};
        struct skeleton *pose = &gait->exposure[i];
        *pose = gait_mix(from, &now[0], &now[1], number_smooth(0, 1, at));
        for (int leg = 0; leg < LEG_COUNT; leg++)
            place_leg(transition, &sides[0], &sides[1], at, (enum leg)leg, pose, now);
        gait->gone_px[i] = travelled(&sides[0], &sides[1], at);
    }
    gait->stride_px = travelled(&sides[0], &sides[1], 1) - gait->gone_px[0];
    for (int i = transition->count - 1; i >= 0; i--)
        gait->gone_px[i] -= gait->gone_px[0];
}
