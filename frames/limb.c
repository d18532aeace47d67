/* SPDX-License-Identifier: MIT */
/* One leg's tone and light. Numbers ours, by eye, after what a photograph shows: dark upper
 * leg, pale cannon bone, dark fetlock and toe. */
#include "brush.h"
#include "camel.h"
#include "coat.h"
#include "light.h"

#define TONE_STEPS 15
#define AMBIENT    0.42
#define LIT        0.86

#define UPPER_RADIUS 8.0
#define UPPER_SOFT   1.0
#define LOWER_RADIUS 3.2
#define LOWER_SOFT   0.45

#define FAR_TONE  0.58
#define FAR_FLOOR 0.015

/* A far leg is darker under the body: px below its root. */
#define FAR_SHADE      0.35
#define FAR_SHADE_FROM 18.0
#define FAR_SHADE_TO   48.0

/* Where a near leg is blended into the body, px below the root in the trunk's own down. */
#define HIND_BLEND_FROM (-11.0)
#define HIND_BLEND_TO   13.0
#define FORE_BLEND_FROM (-2.0)
#define FORE_BLEND_TO   20.0

#define CREASE_SOFT 2.0
#define CREASE_X    1.6
#define CREASE_Y    0.6
#define HIND_CREASE 0.50
#define FORE_CREASE 0.42

/* A near leg comes out of the body gradually, and where it does it never reaches beyond the body's
 * own edge, down to here, in parts of the blend: further down paper would show through a thigh that
 * is stretched back, and a shoulder that is stretched out. */
#define BLEND_OUT 0.6

struct tone_step {
    double along; /* bones from the root: 1.4 is 40 % down the second */
    double tone;
};

static const struct tone_step hind_tone[TONE_STEPS] = {
    {-1, 0.50},  {0, 0.48},    {0.5, 0.45},  {0.8, 0.40}, {1.0, 0.34},
    {1.4, 0.33}, {1.75, 0.36}, {1.95, 0.46}, {2.1, 0.40}, {2.3, 0.55},
    {2.7, 0.60}, {2.92, 0.50}, {3.05, 0.42}, {3.4, 0.46}, {4, 0.40},
};
static const struct tone_step fore_tone[TONE_STEPS] = {
    {-1, 0.40},   {0, 0.36},    {0.5, 0.32},  {1.0, 0.28}, {1.4, 0.28},
    {1.75, 0.34}, {1.92, 0.48}, {2.05, 0.44}, {2.2, 0.46}, {2.4, 0.57},
    {2.75, 0.60}, {2.93, 0.50}, {3.05, 0.42}, {3.4, 0.46}, {4, 0.40},
};

static double tone_along(const struct tone_step *step, double along)
{
    int i = 1;
    while (i < TONE_STEPS - 1 && step[i].along < along)
        i++;
    double t = (along - step[i - 1].along) / (step[i].along - step[i - 1].along);
    return step[i - 1].tone + (step[i].tone - step[i - 1].tone) * number_clamp(t, 0, 1);
}

/* Place along the chain of bones nearest to AT. */
static double chain_along(const struct point *joint, struct point at)
{
    double nearest = 1e18, along = 0;
    for (int bone = 0; bone < BONE_COUNT; bone++) {
        struct point reach = point_sub(joint[bone + 1], joint[bone]),
                     from = point_sub(at, joint[bone]);
        double t = (from.x * reach.x + from.y * reach.y) / (reach.x * reach.x + reach.y * reach.y);
        t = number_clamp(t, bone ? 0 : -1, 1);
        struct point off = point_along(from, reach, -t);
        double distance = off.x * off.x + off.y * off.y;
        if (distance < nearest) {
            nearest = distance;
            along = bone + t;
        }
    }
    return along;
}

static struct point work_point(const struct art *art, const struct plane *plane, size_t index)
{
    size_t width = (size_t)plane_width(plane);
    return (struct point){((double)plane->box.left + (double)(index % width) + 0.5) / art->scale,
                          ((double)plane->box.top + (double)(index / width) + 0.5) / art->scale};
}

/* Local tone times light; outside the leg it is never seen. */
static struct plane limb_tone(const struct art *art, const struct skeleton *skeleton, enum leg leg,
                              const struct plane *cover)
{
    const struct tone_step *step = leg >= LEG_NEAR_HIND ? hind_tone : fore_tone;
    struct plane distance = plane_distance(cover);
    struct plane upper = light_relief(art, &distance, UPPER_RADIUS, UPPER_SOFT);
    struct plane lower = light_relief(art, &distance, LOWER_RADIUS, LOWER_SOFT);
    struct plane tone = plane_make(cover->box);
    for (size_t i = 0; i < plane_size(&tone); i++) {
        if (cover->value[i] <= 0.0f)
            continue;
        double along = chain_along(skeleton->leg[leg], work_point(art, &tone, i));
        double low = number_smooth(0.9, 1.7, along);
        double lambert = (double)upper.value[i] * (1 - low) + (double)lower.value[i] * low;
        tone.value[i] = (float)(tone_along(step, along) * (AMBIENT + LIT * lambert));
    }
    plane_free(&distance);
    plane_free(&upper);
    plane_free(&lower);
    return tone;
}

/* A lighter or darker place on a leg: on a bone, some px to its front, spread along and across
 * it. */
struct spot {
    int bone;
    double at, front, along, across, tone;
};

/* Thigh's and gaskin's muscle, groove of the hamstring, stifle; hollow before the hock, its light
 * point; fetlock; toe. */
static const struct spot hind_spots[] = {
    {0, 0.70, 3, 9, 5, 0.05},      {1, 0.20, 3, 8, 3, 0.06},        {1, 0.15, -6, 9, 2, -0.07},
    {1, 0.02, 5, 3, 2.5, 0.05},    {2, 0.06, 1.2, 2.4, 1.5, -0.13}, {2, 0, -1.5, 2.2, 1.5, 0.10},
    {2, 0.97, 0, 1.6, 2.2, -0.07}, {3, 0.98, 0, 1.3, 1.6, -0.12},
};
/* Forearm's muscle, its back edge; hollow behind the carpus, its light front; fetlock; toe. */
static const struct spot fore_spots[] = {
    {1, 0.18, 3, 8, 2.5, 0.07},  {1, 0.25, -4, 9, 2, -0.06},    {2, 0.06, -1.6, 2.4, 1.5, -0.13},
    {2, 0, 1.5, 2.2, 1.5, 0.10}, {2, 0.97, 0, 1.6, 2.2, -0.07}, {3, 0.98, 0, 1.3, 1.6, -0.12},
};

static void model_limb(const struct art *art, const struct skeleton *skeleton, enum leg leg,
                       struct plane *tone)
{
    bool hind = leg >= LEG_NEAR_HIND;
    const struct spot *spot = hind ? hind_spots : fore_spots;
    size_t count =
        hind ? sizeof hind_spots / sizeof *hind_spots : sizeof fore_spots / sizeof *fore_spots;
    for (; count > 0; count--, spot++) {
        struct point from = skeleton->leg[leg][spot->bone], to = skeleton->leg[leg][spot->bone + 1];
        struct point down = point_unit(point_sub(to, from));
        struct point at =
            point_along(point_mix(from, to, spot->at), point_front(down), spot->front);
        plane_bump(tone, point_scale(at, art->scale),
                   (struct point){spot->along * art->scale, spot->across * art->scale}, down,
                   spot->tone);
    }
}

/* The near leg's blurred shape, moved forward, darkens the body before the leg is laid on: flank
 * crease and shoulder. */
static void paint_crease(struct art *art, const struct plane *cover, double strength)
{
    struct plane shade = plane_copy(cover), moved = plane_make(cover->box);
    int dx = (int)(CREASE_X * art->scale), dy = (int)(CREASE_Y * art->scale),
        width = plane_width(cover);
    plane_blur(&shade, CREASE_SOFT * art->scale);
    for (int y = dy; y < plane_height(cover); y++) {
        for (int x = dx; x < width; x++) {
            size_t at = (size_t)y * (size_t)width + (size_t)x;
            size_t from = (size_t)(y - dy) * (size_t)width + (size_t)(x - dx);
            moved.value[at] = shade.value[from] * (1.0f - cover->value[at]);
        }
    }
    art_shade(art, &moved, strength);
    plane_free(&shade);
    plane_free(&moved);
}

/* How much the picture is covered already under the point INDEX of PLANE. */
static double body_under(const struct art *art, const struct plane *plane, size_t index)
{
    size_t width = (size_t)plane_width(plane);
    return (double)plane_get(&art->alpha, plane->box.left + (int)(index % width),
                             plane->box.top + (int)(index / width));
}

static double blend(bool hind, double below, double body)
{
    double from = hind ? HIND_BLEND_FROM : FORE_BLEND_FROM,
           to = hind ? HIND_BLEND_TO : FORE_BLEND_TO;
    double out = number_smooth((from + to) / 2, from + (to - from) * BLEND_OUT, below);
    return number_smooth(from, to, below) * (body + (1 - body) * out);
}

void limb_paint(struct art *art, const struct skeleton *skeleton, enum leg leg)
{
    bool hind = leg >= LEG_NEAR_HIND, far = leg == LEG_FAR_HIND || leg == LEG_FAR_FORE;
    struct curve outline = outline_limb(skeleton, leg);
    struct plane cover = brush_fill(art, &outline, 6.5);
    struct plane tone = limb_tone(art, skeleton, leg, &cover);
    struct point down = {-sin(skeleton->trunk_angle), cos(skeleton->trunk_angle)};
    struct point root = skeleton->leg[leg][JOINT_ROOT];
    coat_limb(art, skeleton, leg, &tone);
    model_limb(art, skeleton, leg, &tone);
    for (size_t i = 0; i < plane_size(&cover); i++) {
        if (cover.value[i] <= 0.0f)
            continue;
        struct point from = point_sub(work_point(art, &cover, i), root);
        double below = from.x * down.x + from.y * down.y;
        if (far)
            tone.value[i] =
                (float)(((double)tone.value[i] * FAR_TONE + FAR_FLOOR) *
                        (1 - FAR_SHADE * (1 - number_smooth(FAR_SHADE_FROM, FAR_SHADE_TO, below))));
        else
            cover.value[i] *= (float)blend(hind, below, body_under(art, &cover, i));
    }
    if (!far)
        paint_crease(art, &cover, hind ? HIND_CREASE : FORE_CREASE);
    art_over(art, &cover, &tone);
    plane_free(&cover);
    plane_free(&tone);
}
