/* SPDX-License-Identifier: MIT */
/* The short coat, stroke by stroke. All numbers ours, by eye. */
#include "coat.h"

#include "brush.h"
#include "random.h"

/* How much a full stroke darkens or lightens the tone under it. */
#define TORSO_DARK  0.65
#define TORSO_LIGHT 0.40
#define LIMB_DARK   0.75
#define LIMB_LIGHT  0.45

#define TRUNK_FINE  2600
#define TRUNK_LOCKS 700

#define NECK_FINE  900
#define NECK_LOCKS 260
#define HEAD_FINE  260

#define LIMB_FINE  700
#define LIMB_LOCKS 200

struct strokes {
    struct hairs dark, light;
};

static void strokes_add(struct strokes *strokes, struct random *random, double dark_part,
                        struct hair hair)
{
    hairs_add(random_unit(random) < dark_part ? &strokes->dark : &strokes->light, &hair);
}

static void strokes_lay(const struct art *art, struct strokes *strokes, struct plane *tone,
                        double dark, double light)
{
    struct plane darker = brush_hairs(art, &strokes->dark, &tone->box);
    struct plane lighter = brush_hairs(art, &strokes->light, &tone->box);
    for (size_t i = 0; i < plane_size(tone); i++) {
        float value = tone->value[i] * (1.0f - (float)dark * darker.value[i]);
        tone->value[i] = value + lighter.value[i] * (float)light * (1.0f - value);
    }
    plane_free(&darker);
    plane_free(&lighter);
    hairs_free(&strokes->dark);
    hairs_free(&strokes->light);
}

/* The lie of the hair on the trunk: back and down, flatter towards the rump, steeper towards the
 * belly. */
static struct point trunk_lie(double x, double y)
{
    return point_unit((struct point){-0.75 + 0.012 * x, 0.65 + 0.012 * y});
}

static void grow_trunk(const struct anatomy *anatomy, struct strokes *strokes)
{
    struct random random = random_seed(11);
    for (int i = 0; i < TRUNK_FINE + TRUNK_LOCKS; i++) {
        bool lock = i >= TRUNK_FINE;
        double x = random_between(&random, -54, 46), y = random_between(&random, -34, 36);
        struct point lie = hair_scatter(&random, trunk_lie(x, y), lock ? 0.14 : 0.22);
        double len = lock ? random_between(&random, 4.0, 8.0) : random_between(&random, 1.5, 3.8);
        double width =
            lock ? random_between(&random, 0.8, 1.7) : random_between(&random, 0.25, 0.60);
        double strength =
            lock ? random_between(&random, 0.06, 0.15) : random_between(&random, 0.05, 0.22);
        struct point root =
            point_add(anatomy->landmark[LANDMARK_CENTRE], anatomy_trunk(anatomy, x, y));
        strokes_add(
            strokes, &random, 0.5,
            hair_grow(root, point_turn(lie, anatomy->trunk_turn), len, -0.12, width, strength));
    }
}

static void grow_neck(const struct anatomy *anatomy, struct strokes *strokes)
{
    struct random random = random_seed(12);
    struct point up = anatomy->neck_turn, down = {-up.y, up.x};
    for (int i = 0; i < NECK_FINE + NECK_LOCKS; i++) {
        bool lock = i >= NECK_FINE;
        double along = random_between(&random, -0.10, 1.05),
               across = random_between(&random, -1, 1);
        struct point root = point_mix(anatomy->landmark[LANDMARK_NECK_ROOT],
                                      anatomy->landmark[LANDMARK_NECK_END], along);
        root = point_along(root, down, across * (11 - 4 * along));
        root = point_along(root, up, random_normal(&random) * 1.5);
        struct point lie =
            hair_scatter(&random, point_along(point_scale(down, 0.9), up, -0.55), 0.2);
        double len = lock ? random_between(&random, 3.5, 6.0) : random_between(&random, 1.4, 3.4);
        double width =
            lock ? random_between(&random, 0.7, 1.3) : random_between(&random, 0.25, 0.60);
        double strength =
            lock ? random_between(&random, 0.06, 0.15) : random_between(&random, 0.05, 0.22);
        strokes_add(strokes, &random, 0.55,
                    hair_grow(root, point_unit(lie), len, 0.1, width, strength));
    }
}

static void grow_head(const struct anatomy *anatomy, struct strokes *strokes)
{
    struct random random = random_seed(13);
    struct point lie = point_turn(point_unit((struct point){-0.8, 0.5}), anatomy->head_turn);
    for (int i = 0; i < HEAD_FINE; i++) {
        double x = random_between(&random, -2, 32), y = random_between(&random, -4, 10);
        struct point direction = hair_scatter(&random, lie, 0.25);
        double len = random_between(&random, 0.7, 1.7), width = random_between(&random, 0.20, 0.45);
        double strength = random_between(&random, 0.05, 0.16);
        strokes_add(strokes, &random, 0.5,
                    hair_grow(anatomy_head(anatomy, x, y), direction, len, 0, width, strength));
    }
}

void coat_torso(const struct art *art, const struct anatomy *anatomy, struct plane *tone)
{
    struct strokes strokes = {0};
    grow_trunk(anatomy, &strokes);
    grow_neck(anatomy, &strokes);
    grow_head(anatomy, &strokes);
    strokes_lay(art, &strokes, tone, TORSO_DARK, TORSO_LIGHT);
}

void coat_limb(const struct art *art, const struct skeleton *skeleton, enum leg leg,
               struct plane *tone)
{
    static const double share[BONE_COUNT] = {0.40, 0.74, 0.94, 1.0}; /* of the hairs, summed up */
    static const double reach[BONE_COUNT] = {12, 7, 2.7, 3};         /* half width, frame pixels */
    struct random random = random_seed(leg >= LEG_NEAR_HIND ? 7 : 9);
    struct strokes strokes = {0};
    for (int i = 0; i < LIMB_FINE + LIMB_LOCKS; i++) {
        bool lock = i >= LIMB_FINE; /* on thigh and forearm only */
        double pick = random_unit(&random) * (lock ? share[1] : 1), along = random_unit(&random);
        int bone = 0;
        while (pick >= share[bone])
            bone++;
        struct point from = skeleton->leg[leg][bone], to = skeleton->leg[leg][bone + 1];
        struct point down = point_unit(point_sub(to, from)), front = point_front(down);
        double across = random_between(&random, -1, 1) * reach[bone] * (1 - 0.3 * along);
        struct point root = point_along(point_mix(from, to, along), front, across);
        double len = lock ? random_between(&random, 3.0, 6.0)
                          : random_between(&random, 1.0, 2.6) * (bone < 2 ? 1.3 : 0.8);
        /* The hair lies back a little, as on the trunk. */
        struct point lie = point_unit(
            point_along(down, front, random_normal(&random) * 0.25 - (bone < 2 ? 0.20 : 0)));
        double width =
            lock ? random_between(&random, 0.6, 1.3) : random_between(&random, 0.25, 0.60);
        double strength =
            lock ? random_between(&random, 0.06, 0.16) : random_between(&random, 0.06, 0.24);
        strokes_add(&strokes, &random, 0.55, hair_grow(root, lie, len, 0, width, strength));
    }
    strokes_lay(art, &strokes, tone, LIMB_DARK, LIMB_LIGHT);
}
