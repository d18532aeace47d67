/* SPDX-License-Identifier: MIT */
/* How tufts of long hair grow, and where the camel has them. Hair of a hump is rooted inside it
 * and parts at the crest: rooted on the outline and all in one direction it looks like a brush.
 * All numbers ours, by eye. */
#include "hair_tufts.h"

#include "brush.h"
#include "random.h"

#include <stdint.h>

#define LOCK_STEPS 8
#define HUMP_DARK  0.085
#define HUMP_LIGHT 0.30
#define HUMP_LOCKS 430

/* Locks of long hair along a curve. */
struct tuft {
    uint64_t seed;
    int count;
    double length; /* of the longest, frame pixels */
    double depth;  /* how far inside the curve they may be rooted */
    double tone;   /* a quarter of them are lighter */
    double spread; /* of directions, radians or so */
    double width, strength;
    double curl; /* sideways at the tip, part of the length */
};

/* One lock of a tuft, and to which of the two tones it belongs. */
static void grow_lock(struct hairs hairs[2], struct random *random, const struct tuft *tuft,
                      struct point root, struct point direction, struct point inward)
{
    direction = hair_scatter(random, direction, tuft->spread);
    root = point_along(root, inward, random_between(random, 0, tuft->depth));
    double len = tuft->length * random_between(random, 0.45, 1.0);
    double bend = tuft->curl * random_between(random, 0.3, 1.0);
    bool light = random_unit(random) >= 0.72;
    double width = tuft->width * random_between(random, 0.6, 1.1);
    double strength = tuft->strength * random_between(random, 0.5, 1.0);
    struct hair hair = hair_grow(root, direction, len, bend, width, strength);
    hairs_add(&hairs[light], &hair);
}

static void lay_locks(struct art *art, struct hairs hairs[2], double tone, double lighter)
{
    for (int light = 0; light < 2; light++) {
        struct plane cover = brush_hairs(art, &hairs[light], NULL);
        art_over_flat(art, &cover, light ? 0.8 : 1.0, tone + light * lighter);
        plane_free(&cover);
        hairs_free(&hairs[light]);
    }
}

/* Hair that leaves the curve ROOT, with the body on its front side (point_front), in direction
 * FIRST at its begin and LAST at its end. */
static void grow_along(struct art *art, const struct curve *root, const struct tuft *tuft,
                       struct point first, struct point last)
{
    struct random random = random_seed(tuft->seed);
    struct hairs hairs[2] = {0};
    for (int i = 0; i < tuft->count; i++) {
        double t = random_unit(&random);
        struct point along, at = curve_at(root, t, &along);
        struct point direction = point_unit(point_mix(first, last, t));
        grow_lock(hairs, &random, tuft, at, direction, point_front(along));
    }
    lay_locks(art, hairs, tuft->tone, 0.16);
}

/* Hair that lies along such a curve, lifted off it by FIRST at its begin and LAST at its end (parts
 * of a unit). */
static void grow_mane_along(struct art *art, const struct curve *root, const struct tuft *tuft,
                            double first, double last)
{
    struct random random = random_seed(tuft->seed);
    struct hairs hairs[2] = {0};
    for (int i = 0; i < tuft->count; i++) {
        double t = random_unit(&random);
        struct point along, at = curve_at(root, t, &along), in = point_front(along);
        struct point direction = point_unit(point_along(along, in, -(first + (last - first) * t)));
        grow_lock(hairs, &random, tuft, at, direction, in);
    }
    lay_locks(art, hairs, tuft->tone, 0.16);
}

/* A hump's five outline points from its back to its front, and the hair's seed. */
struct hump {
    enum outline_point back, top_back, top, top_front, front;
    uint64_t seed;
};

static const struct hump rear_hump = {OUTLINE_REAR_BACK,  OUTLINE_REAR_TOP_BACK,
                                      OUTLINE_REAR_TOP,   OUTLINE_REAR_TOP_FRONT,
                                      OUTLINE_REAR_FRONT, 31};
static const struct hump fore_hump = {OUTLINE_FORE_BACK,  OUTLINE_FORE_TOP_BACK,
                                      OUTLINE_FORE_TOP,   OUTLINE_FORE_TOP_FRONT,
                                      OUTLINE_FORE_FRONT, 37};

static void grow_hump(struct art *art, const struct anatomy *anatomy, const struct torso *torso,
                      const struct hump *hump, struct point swing)
{
    const struct point *at = torso->control;
    const struct point crest_control[] = {
        point_mix(at[hump->back], at[hump->top_back], 0.4),
        at[hump->top_back],
        at[hump->top],
        at[hump->top_front],
        point_mix(at[hump->front], at[hump->top_front], 0.4),
    };
    struct curve crest = curve_spline(crest_control, 5, false, LOCK_STEPS);
    struct point middle =
        point_mix(point_mix(at[hump->back], at[hump->front], 0.5), at[hump->top], 0.45);
    struct point wind = point_along(anatomy_trunk(anatomy, -0.55, 0), swing, -0.16);
    struct random random = random_seed(hump->seed);
    struct hairs hairs[2] = {0};
    for (int i = 0; i < HUMP_LOCKS; i++) {
        double t = random_unit(&random);
        struct point root = curve_at(&crest, t, NULL);
        double deep = random_unit(&random), normal = fabs(random_normal(&random)) * 4.2;
        double depth = deep < 0.8 ? normal : (deep - 0.8) / 0.2 * 11;
        struct point lie = anatomy_trunk(anatomy, (t - 0.42) * 2.2 * 0.55, 0.62);
        double side = random_normal(&random) * 0.22, fall = random_normal(&random) * 0.22;
        lie = point_along(lie, wind, depth < 2.5 ? 1.0 : 0.55);
        lie = point_unit(point_add(lie, (struct point){side, fall}));
        root = point_along(root, point_unit(point_sub(middle, root)), depth + 0.4);
        double len = random_between(&random, 2.2, 5.4), bend = random_between(&random, -0.1, 0.35);
        bool light = random_unit(&random) >= 0.66;
        double width = random_between(&random, 0.45, 0.95);
        double strength = random_between(&random, 0.25, 0.55) * (0.35 + 0.65 * exp(-depth / 7.0));
        struct hair hair = hair_grow(root, lie, len, bend, width, strength);
        hairs_add(&hairs[light], &hair);
    }
    for (int light = 0; light < 2; light++) {
        struct plane cover = brush_hairs(art, &hairs[light], NULL);
        art_over_flat(art, &cover, light ? 0.75 : 1.0, light ? HUMP_LIGHT : HUMP_DARK);
        plane_free(&cover);
        hairs_free(&hairs[light]);
    }
    /* A few loose wisps break the hard edge. */
    static const struct tuft wisps = {33, 34, 5.5, 1.5, 0.10, 0.30, 0.55, 0.55, 0.3};
    struct tuft own = wisps;
    own.seed = hump->seed + 2;
    struct curve back = curve_head(&crest, crest.len - LOCK_STEPS);
    for (size_t i = 0; i < back.len / 2; i++) { /* from front to back, the body on its front side */
        struct point swap = back.at[i];
        back.at[i] = back.at[back.len - 1 - i];
        back.at[back.len - 1 - i] = swap;
    }
    grow_along(art, &back, &own, point_unit(point_add(anatomy_trunk(anatomy, -0.4, -0.35), wind)),
               point_unit(point_along(anatomy_trunk(anatomy, -0.5, -0.12), wind, 1.2)));
}

static void grow_mane(struct art *art, const struct anatomy *anatomy, const struct torso *torso)
{
    static const struct tuft crown = {22, 150, 5.0, 2.5, 0.12, 0.35, 0.70, 0.50, 0.1};
    static const struct tuft mane = {21, 230, 5.5, 5.5, 0.11, 0.20, 0.80, 0.45, -0.12};
    static const struct tuft crest = {24, 70, 3.6, 0.6, 0.11, 0.22, 0.60, 0.50, 0.05};
    const struct point *at = torso->control;
    const struct point crown_control[] = {at[OUTLINE_CROWN_FRONT], at[OUTLINE_POLL],
                                          at[OUTLINE_CROWN_BACK]};
    const struct point mane_control[] = {at[OUTLINE_CROWN_BACK], at[OUTLINE_NAPE],
                                         at[OUTLINE_CREST], at[OUTLINE_NECKDIP],
                                         at[OUTLINE_WITHERS]};
    struct curve line = curve_spline(crown_control, 3, false, LOCK_STEPS);
    grow_along(art, &line, &crown,
               point_turn(point_unit((struct point){-0.9, -0.35}), anatomy->head_turn),
               point_turn(point_unit((struct point){-0.8, 0.2}), anatomy->head_turn));
    line = curve_spline(mane_control, 5, false, LOCK_STEPS);
    struct curve upper = curve_head(&line, 24);
    grow_mane_along(art, &upper, &mane, 0.42, 0.06);
    upper = curve_head(&line, 26);
    grow_mane_along(art, &upper, &crest, 0.50, 0.10);
}

static void grow_fringes(struct art *art, const struct anatomy *anatomy, const struct torso *torso)
{
    static const struct tuft beard = {23, 360, 8.5, 3.5, 0.12, 0.25, 0.80, 0.36, -0.12};
    static const struct tuft rump = {41, 140, 5.0, 4.0, 0.18, 0.30, 0.60, 0.30, 0};
    static const struct tuft belly = {43, 170, 4.0, 1.5, 0.10, 0.25, 0.60, 0.35, 0};
    const struct point *at = torso->control;
    const struct point throat[] = {at[OUTLINE_BREAST], at[OUTLINE_DEWLAP], at[OUTLINE_THROAT_0],
                                   at[OUTLINE_THROAT_1]};
    const struct point back[] = {at[OUTLINE_REAR_BACK], at[OUTLINE_CROUP], at[OUTLINE_TAILBASE]};
    const struct point under[] = {at[OUTLINE_BELLY_0], at[OUTLINE_BELLY_1], at[OUTLINE_BELLY_2],
                                  at[OUTLINE_BELLY_3]};
    struct curve line = curve_spline(throat, 4, false, LOCK_STEPS);
    struct point lie = point_unit(anatomy_trunk(anatomy, -0.8, 0.25));
    line = curve_head(&line, 24);
    grow_along(art, &line, &beard, point_unit(anatomy_trunk(anatomy, -0.70, 0.60)),
               point_unit(anatomy_trunk(anatomy, -0.40, 0.85)));
    line = curve_spline(back, 3, false, LOCK_STEPS);
    grow_along(art, &line, &rump, point_unit(anatomy_trunk(anatomy, -0.90, 0.35)),
               point_unit(anatomy_trunk(anatomy, -0.70, 0.70)));
    line = curve_spline(under, 4, false, LOCK_STEPS);
    grow_along(art, &line, &belly, lie, lie);
}

void hair_tufts_torso(struct art *art, const struct anatomy *anatomy, const struct torso *torso)
{
    grow_mane(art, anatomy, torso);
    grow_fringes(art, anatomy, torso);
    grow_hump(art, anatomy, torso, &rear_hump, anatomy->skeleton->rearhump_swing);
    grow_hump(art, anatomy, torso, &fore_hump, anatomy->skeleton->forehump_swing);
}

void hair_tufts_tail(struct art *art, const struct tail *tail)
{
    static const struct tuft brush = {51, 150, 6.0, 0.5, 0.08, 0.20, 0.80, 0.55, 0};
    const struct curve *line = &tail->line;
    struct curve end = {.len = line->len / 2};
    for (size_t i = 0; i < end.len; i++)
        end.at[i] = line->at[line->len - end.len + i];
    grow_along(art, &end, &brush, point_unit(point_sub(end.at[4], end.at[0])),
               point_unit(point_sub(end.at[end.len - 1], end.at[end.len - 5])));
}

void hair_tufts_elbow(struct art *art, const struct skeleton *skeleton)
{
    static const struct tuft cuff = {61, 110, 5.0, 4.0, 0.12, 0.25, 0.65, 0.34, 0.1};
    const struct point *joint = skeleton->leg[LEG_NEAR_FORE];
    struct point down = point_unit(point_sub(joint[JOINT_CARPUS], joint[JOINT_ELBOW]));
    struct point front = point_front(down);
    struct curve line = {.len = 2};
    line.at[0] = point_along(point_along(joint[JOINT_ELBOW], front, -5), down, 2);
    line.at[1] = point_along(point_along(joint[JOINT_ELBOW], front, -4), down, 16);
    grow_along(art, &line, &cuff, point_unit(point_along(point_scale(down, 0.9), front, -0.5)),
               point_unit(point_along(down, front, -0.2)));
}
