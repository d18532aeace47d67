/* SPDX-License-Identifier: MIT */
/* The order of painting, the tail, the shadow, and the finish over the whole. Numbers ours, by
 * eye. */
#include "camel.h"

#include "brush.h"
#include "hair_tufts.h"
#include "light.h"

#define TAIL_TONE   0.16
#define TAIL_LIT    0.20
#define TAIL_RADIUS 2.4
#define TAIL_SOFT   0.4

/* The body's shade on the far legs. */
#define CAST_SOFT     4.0
#define CAST_DROP     3.0
#define CAST_STRENGTH 0.55

/* Where the form turns away it is darker. */
#define EDGE_WIDTH 1.3
#define EDGE_DARK  0.40

/* The tone curve: blacks dropped, contrast raised, a little fog over all. */
#define CURVE_BLACK 0.03
#define CURVE_GAIN  1.30
#define CURVE_GAMMA 1.18
#define CURVE_FOG   0.025
#define CURVE_SPAN  0.95

/* Rim light, for pictures on a dark ground: from above and behind the camel, where its form turns
 * away. Ours. */
#define RIM_X           (-0.45)
#define RIM_Y           (-0.89)
#define RIM_FROM        0.97
#define RIM_TO          0.62
#define RIM_FACING_FROM 0.0
#define RIM_FACING_TO   0.75

/* Shadow, ours: a wide one under the trunk, and a small dark one under each foot that goes as the
 * foot rises. */
#define BODY_SHADOW_HALF_X   34.0
#define BODY_SHADOW_HALF_Y   2.6
#define BODY_SHADOW_STRENGTH 0.22

#define FOOT_SHADOW_HALF_X   6.5
#define FOOT_SHADOW_HALF_Y   1.3
#define FOOT_SHADOW_STRENGTH 0.55
#define FOOT_SHADOW_HEIGHT   9.0

/* A trunk close to the ground shades it as a foot does: the middle's height, px. */
#define LOW_SHADOW_FROM     70.0
#define LOW_SHADOW_TO       38.0
#define LOW_SHADOW_HALF_X   46.0
#define LOW_SHADOW_HALF_Y   2.4
#define LOW_SHADOW_STRENGTH 0.55

#define SHADOW_MAX    0.6f
#define SHADOW_FLOOR  0.02f
#define SHADOW_DROP   0.8  /* below the sole's line, px */
#define SHADOW_MARGIN 14.0 /* gone before the frame's edge cuts it */

static void paint_tail(struct art *art, const struct anatomy *anatomy)
{
    struct tail tail = outline_tail(anatomy);
    struct plane cover = brush_fill(art, &tail.curve, 3);
    struct plane distance = plane_distance(&cover);
    struct plane tone = light_relief(art, &distance, TAIL_RADIUS, TAIL_SOFT);
    for (size_t i = 0; i < plane_size(&tone); i++)
        tone.value[i] = (float)TAIL_TONE + (float)TAIL_LIT * tone.value[i];
    art_over(art, &cover, &tone);
    hair_tufts_tail(art, &tail);
    plane_free(&tone);
    plane_free(&distance);
    plane_free(&cover);
}

static void cast_shade(struct art *art, const struct torso *torso)
{
    struct curve lower = torso->curve;
    for (size_t i = 0; i < lower.len; i++)
        lower.at[i].y += CAST_DROP;
    struct plane shade = brush_fill(art, &lower, 3 * CAST_SOFT);
    plane_blur(&shade, CAST_SOFT * art->scale);
    art_shade(art, &shade, CAST_STRENGTH);
    plane_free(&shade);
}

static struct plane catch_rim(const struct plane *inside)
{
    struct plane rim = plane_make(inside->box);
    for (int y = 1; y < plane_height(&rim) - 1; y++) {
        for (int x = 1; x < plane_width(&rim) - 1; x++) {
            double here = (double)plane_get(inside, x, y);
            if (here <= 0 || here >= RIM_FROM)
                continue;
            struct point out = {
                (double)(plane_get(inside, x - 1, y) - plane_get(inside, x + 1, y)),
                (double)(plane_get(inside, x, y - 1) - plane_get(inside, x, y + 1))};
            out = point_unit(out);
            rim.value[(size_t)y * (size_t)plane_width(&rim) + (size_t)x] =
                (float)(number_smooth(RIM_FROM, RIM_TO, here) *
                        number_smooth(RIM_FACING_FROM, RIM_FACING_TO,
                                      out.x * RIM_X + out.y * RIM_Y));
        }
    }
    return rim;
}

static void finish(struct art *art)
{
    struct plane inside = plane_copy(&art->alpha);
    plane_blur(&inside, EDGE_WIDTH * art->scale);
    for (size_t i = 0; i < plane_size(&inside); i++) {
        double alpha = (double)art->alpha.value[i];
        if (alpha <= 0)
            continue;
        double tone = number_clamp((double)art->tone.value[i] / alpha, 0, 1);
        tone *= 1 - EDGE_DARK * number_smooth(0.98, 0.50, (double)inside.value[i]);
        tone = pow(number_clamp((tone - CURVE_BLACK) * CURVE_GAIN, 0, 1), CURVE_GAMMA);
        art->tone.value[i] = (float)((CURVE_FOG + CURVE_SPAN * tone) * alpha);
    }
    art->rim = catch_rim(&inside);
    plane_free(&inside);
}

void camel_paint(struct art *art, const struct skeleton *skeleton)
{
    struct anatomy anatomy = anatomy_of(skeleton);
    struct torso torso = outline_torso(&anatomy);
    limb_paint(art, skeleton, LEG_FAR_HIND);
    limb_paint(art, skeleton, LEG_FAR_FORE);
    paint_tail(art, &anatomy);
    cast_shade(art, &torso);
    torso_paint(art, &anatomy, &torso);
    hair_tufts_torso(art, &anatomy, &torso);
    head_paint(art, &anatomy);
    limb_paint(art, skeleton, LEG_NEAR_HIND);
    limb_paint(art, skeleton, LEG_NEAR_FORE);
    hair_tufts_elbow(art, skeleton);
    finish(art);
}

struct plane camel_shadow(const struct art *art, const struct skeleton *skeleton)
{
    struct plane shadow = plane_make(art->alpha.box);
    struct point level = {1, 0};
    double ground = skeleton->ground_y + SHADOW_DROP;
    struct point hip = skeleton->leg[LEG_NEAR_HIND][JOINT_ROOT],
                 shoulder = skeleton->leg[LEG_NEAR_FORE][JOINT_ROOT];
    struct point middle = {(hip.x + shoulder.x) / 2, ground};
    plane_bump(&shadow, point_scale(middle, art->scale),
               (struct point){BODY_SHADOW_HALF_X * art->scale, BODY_SHADOW_HALF_Y * art->scale},
               level, BODY_SHADOW_STRENGTH);
    plane_bump(&shadow, point_scale(middle, art->scale),
               (struct point){LOW_SHADOW_HALF_X * art->scale, LOW_SHADOW_HALF_Y * art->scale},
               level,
               LOW_SHADOW_STRENGTH * number_smooth(LOW_SHADOW_FROM, LOW_SHADOW_TO,
                                                   ground - (hip.y + shoulder.y) / 2));
    for (int leg = 0; leg < LEG_COUNT; leg++) {
        struct point toe = skeleton->leg[leg][JOINT_TOE];
        double near = 1 - number_smooth(0, FOOT_SHADOW_HEIGHT, ground - toe.y);
        struct point at = {toe.x - 3.5, ground};
        plane_bump(&shadow, point_scale(at, art->scale),
                   (struct point){FOOT_SHADOW_HALF_X * art->scale, FOOT_SHADOW_HALF_Y * art->scale},
                   level, FOOT_SHADOW_STRENGTH * near);
    }
    for (int y = 0; y < plane_height(&shadow); y++) {
        for (int x = 0; x < plane_width(&shadow); x++) {
            double at = x / art->scale, within = fmin(at, art->width - at);
            float *value = &shadow.value[(size_t)y * (size_t)plane_width(&shadow) + (size_t)x];
            *value = fminf((*value - SHADOW_FLOOR) * (float)number_smooth(0, SHADOW_MARGIN, within),
                           SHADOW_MAX);
            *value = fmaxf(*value, 0.0f);
        }
    }
    return shadow;
}
