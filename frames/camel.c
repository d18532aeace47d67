/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: the order of painting, and the finish over the whole. Numbers ours, by eye. */
#include "camel.h"

#include "coat.h"
#include "light.h"

static const double tail_tone = 0.16, tail_lit = 0.20, tail_radius = 2.4, tail_soft = 0.4;
static const double cast_soft = 4.0, cast_drop = 3.0,
                    cast_strength = 0.55;               /* the body's shade on the far legs */
static const double edge_width = 1.3, edge_dark = 0.40; /* the form turns away */
/* the print's curve: blacks dropped, contrast raised, a thin veil over all */
static const double curve_black = 0.03, curve_gain = 1.30, curve_gamma = 1.18, curve_veil = 0.025,
                    curve_span = 0.95;

static void paint_tail(struct art *art, const struct anatomy *anatomy)
{
    struct tail tail = outline_tail(anatomy);
    struct plane cover = brush_fill(art, &tail.curve, 3);
    struct plane distance = plane_distance(&cover);
    struct plane tone = light_relief(art, &distance, tail_radius, tail_soft);

    for (size_t i = 0; i < plane_size(&tone); i++)
        tone.value[i] = (float)tail_tone + (float)tail_lit * tone.value[i];
    art_over(art, &cover, &tone);
    coat_tail(art, &tail);
    plane_free(&tone);
    plane_free(&distance);
    plane_free(&cover);
}

static void cast_shade(struct art *art, const struct torso *torso)
{
    struct curve lower = torso->curve;

    for (size_t i = 0; i < lower.len; i++)
        lower.at[i].y += cast_drop;
    struct plane shade = brush_fill(art, &lower, 3 * cast_soft);
    plane_blur(&shade, cast_soft * art->scale);
    art_shade(art, &shade, cast_strength);
    plane_free(&shade);
}

/* Rim light, for prints on a dark ground: from above and behind the camel, where its form turns
 * away. Ours. */
static const double rim_x = -0.45, rim_y = -0.89, rim_from = 0.97, rim_to = 0.62,
                    rim_facing_from = 0.0, rim_facing_to = 0.75;

static struct plane catch_rim(const struct plane *inside)
{
    struct plane rim = plane_make(inside->box);

    for (int y = 1; y < plane_height(&rim) - 1; y++) {
        for (int x = 1; x < plane_width(&rim) - 1; x++) {
            double here = (double)plane_get(inside, x, y);

            if (here <= 0 || here >= rim_from)
                continue;
            struct point out = {
                (double)(plane_get(inside, x - 1, y) - plane_get(inside, x + 1, y)),
                (double)(plane_get(inside, x, y - 1) - plane_get(inside, x, y + 1))};
            out = point_unit(out);
            rim.value[(size_t)y * (size_t)plane_width(&rim) + (size_t)x] =
                (float)(number_smooth(rim_from, rim_to, here) *
                        number_smooth(rim_facing_from, rim_facing_to,
                                      out.x * rim_x + out.y * rim_y));
        }
    }
    return rim;
}

static void finish(struct art *art)
{
    struct plane inside = plane_copy(&art->alpha);

    plane_blur(&inside, edge_width * art->scale);
    for (size_t i = 0; i < plane_size(&inside); i++) {
        double alpha = (double)art->alpha.value[i];

        if (alpha <= 0)
            continue;
        double tone = number_clamp((double)art->tone.value[i] / alpha, 0, 1);
        tone *= 1 - edge_dark * number_smooth(0.98, 0.50, (double)inside.value[i]);
        tone = pow(number_clamp((tone - curve_black) * curve_gain, 0, 1), curve_gamma);
        art->tone.value[i] = (float)((curve_veil + curve_span * tone) * alpha);
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
    coat_locks(art, &anatomy, &torso);
    head_paint(art, &anatomy);
    limb_paint(art, skeleton, LEG_NEAR_HIND);
    limb_paint(art, skeleton, LEG_NEAR_FORE);
    coat_elbow(art, skeleton);
    finish(art);
}

/* Shadow, ours: a wide pool under the trunk, and a small dark one under each foot that goes as the
 * foot rises. */
static const double pool_half_x = 34, pool_half_y = 2.6, pool_strength = 0.22;
static const double print_half_x = 6.5, print_half_y = 1.3, print_strength = 0.55,
                    print_height = 9.0;
/* A trunk close to the ground shades it as a foot does: the middle's height, px. */
static const double low_from = 70, low_to = 38, low_half_x = 46, low_half_y = 2.4,
                    low_strength = 0.55;
static const float shadow_max = 0.6f, shadow_floor = 0.02f;
static const double shadow_drop = 0.8;  /* below the sole's line, px */
static const double shadow_margin = 14; /* gone before the frame's edge cuts it */

struct plane camel_shadow(const struct art *art, const struct skeleton *skeleton)
{
    struct plane shadow = plane_make(art->alpha.box);
    struct point level = {1, 0};
    double ground = skeleton->ground_y + shadow_drop;
    struct point hip = skeleton->leg[LEG_NEAR_HIND][JOINT_ROOT],
                 shoulder = skeleton->leg[LEG_NEAR_FORE][JOINT_ROOT];
    struct point middle = {(hip.x + shoulder.x) / 2, ground};

    plane_bump(&shadow, point_scale(middle, art->scale),
               (struct point){pool_half_x * art->scale, pool_half_y * art->scale}, level,
               pool_strength);
    plane_bump(&shadow, point_scale(middle, art->scale),
               (struct point){low_half_x * art->scale, low_half_y * art->scale}, level,
               low_strength * number_smooth(low_from, low_to, ground - (hip.y + shoulder.y) / 2));
    for (int leg = 0; leg < LEG_COUNT; leg++) {
        struct point toe = skeleton->leg[leg][JOINT_TOE];
        double near = 1 - number_smooth(0, print_height, ground - toe.y);
        struct point at = {toe.x - 3.5, ground};

        plane_bump(&shadow, point_scale(at, art->scale),
                   (struct point){print_half_x * art->scale, print_half_y * art->scale}, level,
                   print_strength * near);
    }
    for (int y = 0; y < plane_height(&shadow); y++) {
        for (int x = 0; x < plane_width(&shadow); x++) {
            double at = x / art->scale, within = fmin(at, art->width - at);
            float *value = &shadow.value[(size_t)y * (size_t)plane_width(&shadow) + (size_t)x];

            *value = fminf((*value - shadow_floor) * (float)number_smooth(0, shadow_margin, within),
                           shadow_max);
            *value = fmaxf(*value, 0.0f);
        }
    }
    return shadow;
}
