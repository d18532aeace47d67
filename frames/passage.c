/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: see passage.h. */
#include "passage.h"

#include "stance.h"

/* A stepping foot's height over the straight way between its two spots; the walk's own is 6 to 9
 * px. Ours. */
static const double step_height = 8.0;

/* One gait as the passage goes by: its phase, and where its feet would be. */
struct side {
    const struct gait *gait;
    double phase;           /* at the passage's end that it owns, strides */
    double strides;         /* that it would go in the whole passage */
    double speed;           /* ground, px in the whole passage */
    struct skeleton anchor; /* its pose at that end */
};

/* The last frame of the gait before stands as long as its gait's frames do, then come the passage's
 * own. */
static double length_ms(const struct passage *passage)
{
    return passage->from_frame_ms + (double)passage->count * passage->frame_ms;
}

static struct side side_of(const struct gait *gait, int frame, int frame_count, int frame_ms,
                           const struct passage *passage)
{
    struct side side = {.gait = gait, .phase = (double)(frame - 1) / frame_count};
    bool goes = gait->stride_px > 0;

    if (goes)
        side.strides = length_ms(passage) / frame_ms / frame_count;
    side.speed = side.strides * gait->stride_px;
    side.anchor = skeleton_at(gait, side.phase);
    return side;
}

/* Ground gone by at `way` 0..1: the speed goes smoothly from one gait's to the other's. */
static double travelled(const struct side *from, const struct side *to, double way)
{
    double cube = way * way * way;

    return from->speed * way + (to->speed - from->speed) * (cube - cube * way / 2);
}

/* The pose of a gait that goes in which a standing leg reaches `ahead` px before its root: what a
 * leg looks like whose foot stays behind, or is still before, when the animal stops or starts. */
static bool find_standing(const struct gait *gait, enum leg leg, double ahead,
                          struct skeleton *found)
{
    enum { STEPS = 240 };
    double nearest = 1e9;

    for (int i = 0; i < STEPS; i++) {
        struct skeleton here = skeleton_at(gait, (double)i / STEPS);
        double off = fabs(here.leg[leg][JOINT_TOE].x - here.leg[leg][JOINT_ROOT].x - ahead);

        if (here.contact[leg] && off < nearest) {
            nearest = off;
            *found = here;
        }
    }
    return nearest < 1e9;
}

/* Where `side` has the toe of a leg at its own time: swinging as it swings, or on the spot where it
 * stands at the side's end of the passage. `gone` is ground since then, < 0 before it. */
static struct point toe_of(const struct side *side, const struct skeleton *now, int leg,
                           double gone)
{
    struct point toe = side->anchor.leg[leg][JOINT_TOE];

    if (!side->anchor.contact[leg])
        return now->leg[leg][JOINT_TOE];
    toe.x -= gone;
    return toe;
}

static const double far_off = 12.0; /* px from its standing place a leg is all a walking one */

/* The look of a leg of `side` with its toe there. */
static struct skeleton look_of(const struct side *side, const struct side *other,
                               const struct skeleton *now, enum leg leg, struct point root,
                               struct point toe)
{
    struct skeleton look = *now, walking;
    const struct point *own = side->anchor.leg[leg];
    double ahead = toe.x - root.x, off = fabs(ahead - (own[JOINT_TOE].x - own[JOINT_ROOT].x));
    const struct gait *goes = side->strides > 0 ? side->gait : other->gait;

    if (!side->anchor.contact[leg] || !find_standing(goes, leg, ahead, &walking))
        return look;
    skeleton_mix_leg(side->gait, leg, &look, &walking, number_smooth(0, far_off, off), &look);
    return look;
}

/* 0 at 0, 1 at 1, without speed or acceleration at either: a leg that swings already goes on as it
 * did (Perlin 2002) */
static double ease(double step)
{
    return step * step * step * (10 - 15 * step + 6 * step * step);
}

static void place_leg(const struct passage *passage, const struct side *from, const struct side *to,
                      double way, enum leg leg, struct skeleton *skeleton,
                      const struct skeleton now[2])
{
    double gone = travelled(from, to, way), all = travelled(from, to, 1);
    double lift = passage->lift[leg], down = passage->set_down[leg];
    double step = number_clamp((way - lift) / (down - lift), 0, 1);
    double mix = ease(step);
    struct point toe[2] = {toe_of(from, &now[0], leg, gone), toe_of(to, &now[1], leg, gone - all)};
    struct point root = skeleton->leg[leg][JOINT_ROOT];
    struct point wanted = point_mix(toe[0], toe[1], mix);
    struct skeleton look[2] = {look_of(from, to, &now[0], leg, root, wanted),
                               look_of(to, from, &now[1], leg, root, wanted)};
    bool stood = from->anchor.contact[leg], stands = to->anchor.contact[leg];

    skeleton_mix_leg(from->gait, leg, &look[0], &look[1], mix, skeleton);
    if (stood && stands)
        wanted.y -= step_height * sin(step * 3.141592653589793);
    stance_lead(skeleton->leg[leg], wanted);
    skeleton->contact[leg] = (step <= 0 && stood) || (step >= 1 && stands);
}

void passage_make(const struct passage *passage, const struct gait *from, const struct gait *to,
                  struct gait *way)
{
    struct side sides[2] = {
        side_of(from, passage->from_frame, passage->from_count, passage->from_frame_ms, passage),
        side_of(to, passage->to_frame, passage->to_count, passage->to_frame_ms, passage)};

    *way = *from;
    way->open = true;
    way->count = (size_t)passage->count;
    for (int i = 0; i < passage->count; i++) {
        double at = (passage->from_frame_ms + (double)i * passage->frame_ms) / length_ms(passage);
        struct skeleton now[2] = {skeleton_at(from, sides[0].phase + sides[0].strides * at),
                                  skeleton_at(to, sides[1].phase - sides[1].strides * (1 - at))};
        struct skeleton *pose = &way->exposure[i];

        *pose = skeleton_mix(from, &now[0], &now[1], number_smooth(0, 1, at));
        for (int leg = 0; leg < LEG_COUNT; leg++)
            place_leg(passage, &sides[0], &sides[1], at, (enum leg)leg, pose, now);
        way->gone_px[i] = travelled(&sides[0], &sides[1], at);
    }
    way->stride_px = travelled(&sides[0], &sides[1], 1) - way->gone_px[0];
    for (int i = passage->count - 1; i >= 0; i--)
        way->gone_px[i] -= way->gone_px[0];
}
