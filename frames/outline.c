/* SPDX-License-Identifier: MIT */
/* Control points and half widths of the camel's outlines.
 *
 * Every number here is ours, set by eye on whole and half pixels of the 240x200 frame; none is
 * a point of anybody's picture. The joints they are placed by are the measured table's. */
#include "outline.h"

#define TORSO_STEPS   10
#define LIMB_STEPS    7
#define TAIL_STEPS    8
#define STATION_COUNT 11

/* Breath: the barrel's lower line comes down (BREATH_DOWN, from the groin forward) and the saddle
 * rises. Ours, px at a full breath. */
#define BREATH_BACK (-0.4)

/* A belly that lies on the ground is flat. */
#define LIE_OVER_GROUND 0.6

/* Folding: on the hollow side of a bent joint the flesh gives way, or the outline would cross
 * itself. */
#define FOLD_BEGINS  0.45 /* radians of flexion */
#define FOLD_SPAN    0.90
#define FOLD_JOINT   0.25
#define FOLD_KNUCKLE 0.10
#define FOLD_NEAR    0.55
/* A joint folded up, as a couched camel's, is blunt, not pointed. */
#define SHUT_BEGINS  1.7 /* radians of flexion */
#define SHUT_ENDS    2.7
#define SHUT_KNUCKLE 0.45
#define SHUT_NEAR    0.30

/* Foot, ours: the pad's length, and how its sole lies. On the ground it is flat and the heel rises
 * as the pastern passes the vertical; in the air it trails the pastern. */
#define PAD_LEN        9.5
#define PAD_LEN_IN_AIR 0.82
#define TRAIL_ANGLE    0.454 /* 26 degrees */
#define UPRIGHT_ANGLE  0.977 /* 56 degrees */
#define GROUND_NEAR    2.5   /* the toe's height, px */
#define GROUND_SPAN    8.0
#define FOLDED_FROM    2.1 /* radians; a foot laid back does not stand */
#define FOLDED_TO      2.6
#define FOOT_COUNT     10 /* control points */

#define TAIL_ROOT_HALF 2.5
#define TAIL_TIP_HALF  1.5
#define TAIL_ROUND     0.86

static const struct place torso_place[OUTLINE_COUNT] = {
    [OUTLINE_NAPE] = {LANDMARK_NAPE, LANDMARK_NAPE, 0, 0, 0},
    [OUTLINE_CREST] = {LANDMARK_NAPE, BODY_NECKDIP, 0.5, 5, -4},
    [OUTLINE_NECKDIP] = {BODY_NECKDIP, BODY_NECKDIP, 0, 2, 0},
    [OUTLINE_WITHERS] = {BODY_WITHERS, BODY_WITHERS, 0, 0, -2},
    [OUTLINE_FORE_FRONT] = {BODY_WITHERS, BODY_FOREHUMP, 0.55, 2.5, 1},
    [OUTLINE_FORE_TOP_FRONT] = {BODY_FOREHUMP, BODY_FOREHUMP, 0, 6, 1.5},
    [OUTLINE_FORE_TOP] = {BODY_FOREHUMP, BODY_FOREHUMP, 0, -1, -1},
    [OUTLINE_FORE_TOP_BACK] = {BODY_FOREHUMP, BODY_FOREHUMP, 0, -7, 1.5},
    [OUTLINE_FORE_BACK] = {BODY_FOREHUMP, BODY_SADDLE, 0.55, -2.5, -1},
    [OUTLINE_SADDLE] = {BODY_SADDLE, BODY_SADDLE, 0, -0.5, -1},
    [OUTLINE_REAR_FRONT] = {BODY_SADDLE, BODY_REARHUMP, 0.5, 2, -1.5},
    [OUTLINE_REAR_TOP_FRONT] = {BODY_REARHUMP, BODY_REARHUMP, 0, 6.5, 1.5},
    [OUTLINE_REAR_TOP] = {BODY_REARHUMP, BODY_REARHUMP, 0, 0, -1},
    [OUTLINE_REAR_TOP_BACK] = {BODY_REARHUMP, BODY_REARHUMP, 0, -8, 2},
    [OUTLINE_REAR_BACK] = {BODY_REARHUMP, BODY_CROUP, 0.5, -3.5, -1},
    [OUTLINE_CROUP] = {BODY_CROUP, BODY_CROUP, 0, -2, -1},
    [OUTLINE_TAILBASE] = {BODY_TAILBASE, BODY_TAILBASE, 0, 0, 0},
    [OUTLINE_BUTTOCK] = {LANDMARK_HIP, LANDMARK_HIP, 0, -14, 9},
    [OUTLINE_HAM] = {LANDMARK_HIP, LANDMARK_HIP, 0, -9.5, 20},
    [OUTLINE_GROIN] = {LANDMARK_HIP, LANDMARK_HIP, 0, -2, 29},
    [OUTLINE_BELLY_0] = {LANDMARK_CENTRE, LANDMARK_CENTRE, 0, -26, 26},
    [OUTLINE_BELLY_1] = {LANDMARK_CENTRE, LANDMARK_CENTRE, 0, -7, 34},
    [OUTLINE_BELLY_2] = {LANDMARK_CENTRE, LANDMARK_CENTRE, 0, 10, 38},
    [OUTLINE_BELLY_3] = {LANDMARK_CENTRE, LANDMARK_CENTRE, 0, 27, 36},
    [OUTLINE_BELLY_4] = {LANDMARK_CENTRE, LANDMARK_CENTRE, 0, 39, 30},
    [OUTLINE_CHEST] = {BODY_CHEST, BODY_CHEST, 0, 0.5, 2},
    [OUTLINE_BREAST] = {BODY_CHEST, BODY_DEWLAP, 0.5, 0.5, 1},
    [OUTLINE_DEWLAP] = {BODY_DEWLAP, BODY_DEWLAP, 0, 1, 1},
    [OUTLINE_THROAT_0] = {BODY_DEWLAP, LANDMARK_JAW, 0.33, 8.5, -2.5},
    [OUTLINE_THROAT_1] = {BODY_DEWLAP, LANDMARK_JAW, 0.68, 6, -1},
    [OUTLINE_JAW] = {LANDMARK_HEAD, 0, 0, 12, 21.5},
    [OUTLINE_CHEEK] = {LANDMARK_HEAD, 0, 0, 17.5, 16.5},
    [OUTLINE_CHIN] = {LANDMARK_HEAD, 0, 0, 25, 10.5},
    [OUTLINE_LIP_UNDER] = {LANDMARK_HEAD, 0, 0, 31, 7},
    [OUTLINE_LIP] = {LANDMARK_HEAD, 0, 0, 34, 3.5},
    [OUTLINE_NOSE] = {LANDMARK_HEAD, 0, 0, 32.5, -0.5},
    [OUTLINE_NOSE_TIP] = {LANDMARK_HEAD, 0, 0, 28, -2},
    [OUTLINE_BRIDGE] = {LANDMARK_HEAD, 0, 0, 20.5, -0.5},
    [OUTLINE_FOREHEAD] = {LANDMARK_HEAD, 0, 0, 12.5, -1.5},
    [OUTLINE_BROW] = {LANDMARK_HEAD, 0, 0, 8, -1.5},
    [OUTLINE_CROWN_FRONT] = {LANDMARK_HEAD, 0, 0, 4.5, -1},
    [OUTLINE_POLL] = {LANDMARK_HEAD, 0, 0, 0.5, -1},
    [OUTLINE_CROWN_BACK] = {LANDMARK_HEAD, 0, 0, -4, 2},
};

static const double breath_down[] = {1.0, 1.6, 1.3, 0.7};

static void breathe(const struct anatomy *anatomy, struct torso *torso)
{
    double breath = anatomy->skeleton->expression[EXPRESSION_BREATH];
    for (int i = 0; i < 4; i++)
        torso->control[OUTLINE_BELLY_0 + i] =
            point_add(torso->control[OUTLINE_BELLY_0 + i],
                      anatomy_trunk(anatomy, 0, breath * breath_down[i]));
    torso->control[OUTLINE_SADDLE] =
        point_add(torso->control[OUTLINE_SADDLE], anatomy_trunk(anatomy, 0, breath * BREATH_BACK));
}

static void lie(const struct anatomy *anatomy, struct torso *torso)
{
    double lowest = anatomy->skeleton->ground_y - LIE_OVER_GROUND;
    for (int i = OUTLINE_HAM; i <= OUTLINE_BREAST; i++)
        torso->control[i].y = fmin(torso->control[i].y, lowest);
}

struct torso outline_torso(const struct anatomy *anatomy)
{
    struct torso torso;
    for (int i = 0; i < OUTLINE_COUNT; i++)
        torso.control[i] = anatomy_place(anatomy, &torso_place[i]);
    breathe(anatomy, &torso);
    lie(anatomy, &torso);
    torso.curve = curve_spline(torso.control, OUTLINE_COUNT, true, TORSO_STEPS);
    return torso;
}

/* Half widths of a leg at a place along its bones. */
struct station {
    int bone;
    double along; /* 0..1 of that bone; 0 of a bone but the first is the joint above it */
    double front, back;
};

static const struct station hind_station[STATION_COUNT] = {
    {0, -0.12, 15.5, 11.5}, /* above the hip */
    {0, 0.50, 12, 14},      /* mid thigh */
    {1, 0, 7.5, 14},        /* stifle */
    {1, 0.30, 6.5, 9.5},    {1, 0.60, 5.5, 6.5}, {1, 0.88, 4, 5},     {2, 0, 4, 5}, /* hock */
    {2, 0.14, 3.5, 3.5},    {2, 0.50, 2.5, 2.5}, {2, 0.85, 2.5, 2.5}, {3, 0, 3, 3}, /* fetlock */
};

static const struct station fore_station[STATION_COUNT] = {
    {0, -0.12, 8.5, 10.5},               /* above the shoulder */
    {0, 0.50, 10.5, 8},    {1, 0, 9, 6}, /* elbow */
    {1, 0.30, 8.5, 6.5},   {1, 0.60, 6, 5.5},   {1, 0.88, 4, 4},     {2, 0, 4.5, 4}, /* carpus */
    {2, 0.14, 3.5, 3},     {2, 0.50, 2.5, 2.5}, {2, 0.85, 2.5, 2.5}, {3, 0, 3, 3},   /* fetlock */
};

struct give {
    double front, back;
};

static struct give give_at(const struct station *station, const double bend[BONE_COUNT])
{
    bool at_joint = station->along == 0 && station->bone > 0;
    int joint = at_joint || station->along < 0.3 ? station->bone
                : station->along > 0.8           ? station->bone + 1
                                                 : 0;
    struct give give = {1, 1};
    if (joint != JOINT_ELBOW && joint != JOINT_CARPUS)
        return give;
    double fold = number_smooth(0, 1, (fabs(bend[joint]) - FOLD_BEGINS) / FOLD_SPAN);
    double in = at_joint ? 1 - FOLD_JOINT * fold : 1 - FOLD_NEAR * fold;
    double shut = number_smooth(SHUT_BEGINS, SHUT_ENDS, fabs(bend[joint]));
    double out = at_joint ? 1 + FOLD_KNUCKLE * fold + SHUT_KNUCKLE * shut : 1 + SHUT_NEAR * shut;
    if (bend[joint] > 0)
        give = (struct give){out, in};
    else
        give = (struct give){in, out};
    return give;
}

/* From the fetlock down its front, along the sole and up the back. */
static void outline_foot(const struct skeleton *skeleton, enum leg leg,
                         struct point control[FOOT_COUNT])
{
    struct point fetlock = skeleton->leg[leg][JOINT_FETLOCK], toe = skeleton->leg[leg][JOINT_TOE];
    struct point pastern = point_unit(point_sub(toe, fetlock)), side = point_front(pastern);
    double angle = point_angle(pastern);
    double height = skeleton->ground_y - toe.y;
    double flat = 1 - number_smooth(0, 1, (height - GROUND_NEAR) / GROUND_SPAN);
    if (angle < -1.6)
        angle += 6.283185307179586;
    flat *= 1 - number_smooth(FOLDED_FROM, FOLDED_TO, angle);
    double sole_angle = (angle - TRAIL_ANGLE) * (1 - flat) +
                        number_clamp((angle - UPRIGHT_ANGLE) * 0.85, -0.10, 1.05) * flat;
    double len = PAD_LEN * (PAD_LEN_IN_AIR + (1 - PAD_LEN_IN_AIR) * flat);
    struct point sole = point_at_angle(sole_angle), down = {-sole.y, sole.x};
    struct point heel = point_along(toe, sole, -len);
    const struct point foot[FOOT_COUNT] = {
        point_along(point_mix(fetlock, toe, 0.5), side, 2.0),
        point_along(point_along(toe, sole, -0.5), down, -2.5),
        point_along(point_along(toe, sole, 1.0), down, -1.5),
        point_along(toe, sole, 1.5),
        point_along(point_along(toe, sole, 0.5), down, 1.0),
        point_along(point_along(toe, sole, -2.5), down, 1.5),
        point_along(point_along(heel, sole, 2.5), down, 1.5),
        point_along(point_along(heel, sole, 0.5), down, 1.0),
        point_along(heel, down, -1.5),
        point_along(point_mix(fetlock, heel, 0.5), side, -1.0),
    };
    for (int i = 0; i < FOOT_COUNT; i++)
        control[i] = foot[i];
}

struct curve outline_limb(const struct skeleton *skeleton, enum leg leg)
{
    const struct station *station = leg >= LEG_NEAR_HIND ? hind_station : fore_station;
    const struct point *joint = skeleton->leg[leg];
    struct point direction[BONE_COUNT], control[2 * STATION_COUNT + FOOT_COUNT];
    double bend[BONE_COUNT] = {0}; /* > 0: hollow at the back */
    size_t last = sizeof control / sizeof *control - 1;
    for (int bone = 0; bone < BONE_COUNT; bone++)
        direction[bone] = point_unit(point_sub(joint[bone + 1], joint[bone]));
    for (int bone = 1; bone < BONE_COUNT; bone++) {
        struct point a = direction[bone - 1], b = direction[bone];
        bend[bone] = atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y);
    }
    for (size_t i = 0; i < STATION_COUNT; i++, station++) {
        struct point at = point_mix(joint[station->bone], joint[station->bone + 1], station->along);
        struct point along = direction[station->bone];
        if (station->along == 0 && station->bone > 0)
            along = point_unit(point_add(direction[station->bone - 1], along));
        struct give give = give_at(station, bend);
        struct point front = point_front(along);
        control[i] = point_along(at, front, station->front * give.front);
        control[last - i] = point_along(at, front, -station->back * give.back);
    }
    outline_foot(skeleton, leg, control + STATION_COUNT);
    return curve_spline(control, last + 1, true, LIMB_STEPS);
}

struct tail outline_tail(const struct anatomy *anatomy)
{
    const struct point *body = anatomy->landmark;
    const struct point control[] = {
        point_add(body[BODY_TAILBASE], anatomy_trunk(anatomy, 6, 3.5)),
        point_add(body[BODY_TAILBASE], anatomy_trunk(anatomy, 0.5, 1.5)),
        body[BODY_TAILMID],
        body[BODY_TAILTIP],
    };
    struct tail tail = {.line = curve_spline(control, 4, false, TAIL_STEPS)};
    size_t len = tail.line.len;
    tail.curve.len = 2 * len;
    for (size_t i = 0; i < len; i++) {
        double t = (double)i / (double)(len - 1), past = fmax(t - TAIL_ROUND, 0) / (1 - TAIL_ROUND);
        double half = TAIL_ROOT_HALF + (TAIL_TIP_HALF - TAIL_ROOT_HALF) * t;
        struct point along = point_unit(
            point_sub(tail.line.at[i < len - 1 ? i + 1 : i], tail.line.at[i > 0 ? i - 1 : 0]));
        half *= sqrt(fmax(1 - past * past, 0.02));
        tail.curve.at[i] = point_along(tail.line.at[i], point_front(along), half);
        tail.curve.at[2 * len - 1 - i] = point_along(tail.line.at[i], point_front(along), -half);
    }
    return tail;
}
