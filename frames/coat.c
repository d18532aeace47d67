/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: the short coat, and how a tuft grows. All numbers ours, by eye. */
#include "coat.h"

#include "random.h"

/* how much a full stroke darkens or lightens the tone under it */
static const double torso_dark = 0.65, torso_light = 0.40, limb_dark = 0.75, limb_light = 0.45;

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

static struct point scatter(struct random *random, struct point direction, double spread)
{
    double dx = random_normal(random) * spread, dy = random_normal(random) * spread;

    return point_unit(point_add(direction, (struct point){dx, dy}));
}

/* The lie of the hair on the trunk: back and down, flatter towards the rump, steeper towards the
 * belly. */
static struct point trunk_lie(double x, double y)
{
    return point_unit((struct point){-0.75 + 0.012 * x, 0.65 + 0.012 * y});
}

static void grow_trunk(const struct anatomy *anatomy, struct strokes *strokes)
{
    enum { FINE = 2600, LOCKS = 700 };
    struct random random = random_seed(11);

    for (int i = 0; i < FINE + LOCKS; i++) {
        bool lock = i >= FINE;
        double x = random_between(&random, -54, 46), y = random_between(&random, -34, 36);
        struct point lie = scatter(&random, trunk_lie(x, y), lock ? 0.14 : 0.22);
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
    enum { FINE = 900, LOCKS = 260 };
    struct random random = random_seed(12);
    struct point up = anatomy->neck_turn, down = {-up.y, up.x};

    for (int i = 0; i < FINE + LOCKS; i++) {
        bool lock = i >= FINE;
        double along = random_between(&random, -0.10, 1.05),
               across = random_between(&random, -1, 1);
        struct point root = point_mix(anatomy->landmark[LANDMARK_NECK_ROOT],
                                      anatomy->landmark[LANDMARK_NECK_END], along);

        root = point_along(root, down, across * (11 - 4 * along));
        root = point_along(root, up, random_normal(&random) * 1.5);
        struct point lie = scatter(&random, point_along(point_scale(down, 0.9), up, -0.55), 0.2);
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
    enum { FINE = 260 };
    struct random random = random_seed(13);
    struct point lie = point_turn(point_unit((struct point){-0.8, 0.5}), anatomy->head_turn);

    for (int i = 0; i < FINE; i++) {
        double x = random_between(&random, -2, 32), y = random_between(&random, -4, 10);
        struct point direction = scatter(&random, lie, 0.25);
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
    strokes_lay(art, &strokes, tone, torso_dark, torso_light);
}

void coat_limb(const struct art *art, const struct skeleton *skeleton, enum leg leg,
               struct plane *tone)
{
    enum { FINE = 700, LOCKS = 200 };
    static const double share[BONE_COUNT] = {0.40, 0.74, 0.94, 1.0}; /* of the hairs, summed up */
    static const double reach[BONE_COUNT] = {12, 7, 2.7, 3};         /* half width, frame pixels */
    struct random random = random_seed(leg >= LEG_NEAR_HIND ? 7 : 9);
    struct strokes strokes = {0};

    for (int i = 0; i < FINE + LOCKS; i++) {
        bool lock = i >= FINE; /* on thigh and forearm only */
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
        /* the hair lies back a little, as on the trunk */
        struct point lie = point_unit(
            point_along(down, front, random_normal(&random) * 0.25 - (bone < 2 ? 0.20 : 0)));
        double width =
            lock ? random_between(&random, 0.6, 1.3) : random_between(&random, 0.25, 0.60);
        double strength =
            lock ? random_between(&random, 0.06, 0.16) : random_between(&random, 0.06, 0.24);

        strokes_add(&strokes, &random, 0.55, hair_grow(root, lie, len, 0, width, strength));
    }
    strokes_lay(art, &strokes, tone, limb_dark, limb_light);
}

/* one lock of a tuft, and to which of the two tones it belongs */
static void grow_lock(struct hairs hairs[2], struct random *random, const struct tuft *tuft,
                      struct point root, struct point direction, struct point inward)
{
    direction = scatter(random, direction, tuft->spread);
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

void coat_tuft(struct art *art, const struct curve *root, const struct tuft *tuft,
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

void coat_mane(struct art *art, const struct curve *root, const struct tuft *tuft, double first,
               double last)
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
