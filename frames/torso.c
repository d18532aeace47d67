/* SPDX-License-Identifier: MIT */
/* Tone and light of trunk, neck and head as one shape. Numbers ours, by eye. */
#include "brush.h"
#include "camel.h"
#include "coat.h"
#include "light.h"
#include "random.h"

#define BASE_TONE  0.46
#define BACK_LIGHT 0.08
#define BELLY_DARK 0.30

#define AMBIENT 0.30
#define LIT     1.10

/* Neck and head are lit apart: px before the trunk's middle. */
#define HEAD_FROM 46.0
#define HEAD_TO   60.0

/* Large soft unevenness of the coat. */
#define MOTTLE        0.020
#define MOTTLE_WIDTH  160
#define MOTTLE_HEIGHT 120
#define MOTTLE_SEED   3

/* Whose directions a spot's axes follow. */
enum axes { AXES_TRUNK, AXES_HEAD, AXES_NECK };

/* A soft lighter or darker place on the coat: muscle, bone, hollow. */
struct spot {
    struct place place;
    enum axes axes;
    double along, across; /* spread, frame pixels */
    double turn;          /* radians more */
    double tone;
};

static const struct spot spots[] = {
    /* Haunch, ribs, shoulder blade, hollow behind the shoulder, ribs' end, behind the ham. */
    {{LANDMARK_HIP, LANDMARK_HIP, 0, -1, -3}, AXES_TRUNK, 10, 14, 0.15, 0.17},
    {{LANDMARK_CENTRE, LANDMARK_CENTRE, 0, -7, -2}, AXES_TRUNK, 18, 7, 0, 0.10},
    {{LANDMARK_SHOULDER, LANDMARK_SHOULDER, 0, 0, -13}, AXES_TRUNK, 6, 9, 0, 0.06},
    {{LANDMARK_SHOULDER, LANDMARK_SHOULDER, 0, -8, 5}, AXES_TRUNK, 8, 13, 0, -0.15},
    {{LANDMARK_CENTRE, LANDMARK_CENTRE, 0, -14, 8}, AXES_TRUNK, 6, 14, 0, -0.07},
    {{LANDMARK_HIP, LANDMARK_HIP, 0, -12, 14}, AXES_TRUNK, 4.5, 14, 0, -0.14},
    /* Dark tops of the humps, their light flanks, saddle, croup. */
    {{BODY_REARHUMP, BODY_REARHUMP, 0, -1, 4}, AXES_TRUNK, 13, 6, 0.1, -0.30},
    {{BODY_REARHUMP, BODY_REARHUMP, 0, 2, 18}, AXES_TRUNK, 11, 5, 0, 0.09},
    {{BODY_FOREHUMP, BODY_FOREHUMP, 0, -1, 3}, AXES_TRUNK, 10, 5.5, 0, -0.30},
    {{BODY_FOREHUMP, BODY_FOREHUMP, 0, 0, 15}, AXES_TRUNK, 9, 4.5, 0, 0.07},
    {{BODY_SADDLE, BODY_SADDLE, 0, -1, 5}, AXES_TRUNK, 9, 5, 0, -0.03},
    {{BODY_CROUP, BODY_CROUP, 0, 0, 2}, AXES_TRUNK, 7, 5, 0, -0.05},
    /* Mane, neck's muscle, throat, chest notch. */
    {{BODY_NECKDIP, LANDMARK_NAPE, 0.30, 0.5, 1.5}, AXES_NECK, 9, 4, 0, -0.20},
    {{BODY_NECKDIP, LANDMARK_NAPE, 0.75, 0.5, 2}, AXES_NECK, 8, 5, 0, -0.22},
    {{LANDMARK_NAPE, LANDMARK_NAPE, 0, 1, 0}, AXES_NECK, 6, 5, 0, -0.16},
    {{LANDMARK_NECK_ROOT, LANDMARK_NECK_END, 0.15, 0, 0}, AXES_NECK, 8, 6, 0, 0.09},
    {{LANDMARK_NECK_ROOT, LANDMARK_NECK_END, 0.60, 0, 0}, AXES_NECK, 8, 4.5, 0, 0.07},
    {{BODY_DEWLAP, LANDMARK_JAW, 0.15, 0, 0}, AXES_NECK, 11, 3.5, 0, -0.18},
    {{BODY_CHEST, BODY_CHEST, 0, 1, -1}, AXES_TRUNK, 7, 5, 0, -0.18},
    /* Crown, cheek's hollow, eye's region, bridge, cheek bone, muzzle, its lower edge. */
    {{LANDMARK_HEAD, 0, 0, 3, 3}, AXES_HEAD, 6, 4.5, 0, -0.17},
    {{LANDMARK_HEAD, 0, 0, 8, 10}, AXES_HEAD, 6, 5, 0, -0.06},
    {{LANDMARK_HEAD, 0, 0, 11, 3.5}, AXES_HEAD, 4.5, 3, 0, -0.20},
    {{LANDMARK_HEAD, 0, 0, 18, 1}, AXES_HEAD, 5, 1.5, 0, 0.06},
    {{LANDMARK_HEAD, 0, 0, 14, 9}, AXES_HEAD, 4, 2, 0.5, 0.12},
    {{LANDMARK_HEAD, 0, 0, 22.5, 5}, AXES_HEAD, 4, 1.5, 0.25, 0.15},
    {{LANDMARK_HEAD, 0, 0, 18, 6}, AXES_HEAD, 5, 1, 0.3, -0.08},
    /* Nostril's region, upper lip, under the jaw, behind the cheek. */
    {{LANDMARK_HEAD, 0, 0, 28, -0.5}, AXES_HEAD, 2.5, 1.5, 0, -0.14},
    {{LANDMARK_HEAD, 0, 0, 29, 3}, AXES_HEAD, 2, 1.5, 0, 0.10},
    {{LANDMARK_HEAD, 0, 0, 16, 14}, AXES_HEAD, 6, 2, -0.75, -0.12},
    {{LANDMARK_HEAD, 0, 0, 5, 12}, AXES_HEAD, 4, 6, 0, -0.06},
};

/* Light on the shape inflated three times: the barrel, the muscles, the skin. */
struct relief_layer {
    double radius, soft, on_trunk, on_head;
};

static const struct relief_layer relief_layers[] = {
    {19, 2.2, 0.45, 0.25},
    {9, 1.1, 0.40, 0.45},
    {4.5, 0.5, 0.15, 0.30},
};

static void add_spots(const struct art *art, const struct anatomy *anatomy, struct plane *tone)
{
    for (size_t i = 0; i < sizeof spots / sizeof *spots; i++) {
        const struct spot *spot = &spots[i];
        struct point turn = spot->axes == AXES_TRUNK  ? anatomy->trunk_turn
                            : spot->axes == AXES_HEAD ? anatomy->head_turn
                                                      : anatomy->neck_turn;
        turn = point_turn(turn, point_at_angle(spot->turn));
        plane_bump(tone, point_scale(anatomy_place(anatomy, &spot->place), art->scale),
                   (struct point){spot->along * art->scale, spot->across * art->scale}, turn,
                   spot->tone);
    }
}

/* Noise of unit strength, one value for each frame pixel of the trunk. */
static struct plane make_mottle(void)
{
    struct plane plane = plane_make((struct box){-70, -60, MOTTLE_WIDTH - 70, MOTTLE_HEIGHT - 60});
    struct random random = random_seed(MOTTLE_SEED);
    for (size_t i = 0; i < plane_size(&plane); i++)
        plane.value[i] = (float)(random_normal(&random) * 7.0); /* what the blur takes away again */
    plane_blur(&plane, 2.0);
    return plane;
}

static double sample(const struct plane *plane, double x, double y)
{
    int left = (int)floor(x), top = (int)floor(y);
    double fx = x - left, fy = y - top;
    double upper = (double)plane_get(plane, left, top) * (1 - fx) +
                   (double)plane_get(plane, left + 1, top) * fx;
    double lower = (double)plane_get(plane, left, top + 1) * (1 - fx) +
                   (double)plane_get(plane, left + 1, top + 1) * fx;
    return upper * (1 - fy) + lower * fy;
}

static struct plane add_light(const struct art *art, const struct plane *cover,
                              const struct plane *head)
{
    struct plane distance = plane_distance(cover), light = plane_make(cover->box);
    for (size_t k = 0; k < sizeof relief_layers / sizeof *relief_layers; k++) {
        const struct relief_layer *layer = &relief_layers[k];
        struct plane relief = light_relief(art, &distance, layer->radius, layer->soft);
        for (size_t i = 0; i < plane_size(&light); i++)
            light.value[i] +=
                relief.value[i] * (float)(layer->on_trunk + (layer->on_head - layer->on_trunk) *
                                                                (double)head->value[i]);
        plane_free(&relief);
    }
    plane_free(&distance);
    return light;
}

static void lay_tone(const struct art *art, const struct anatomy *anatomy, struct plane *tone,
                     struct plane *head)
{
    struct plane noise = make_mottle();
    struct point centre = anatomy->landmark[LANDMARK_CENTRE], back = anatomy->trunk_turn;
    int width = plane_width(tone);
    back.y = -back.y; /* the picture seen from the trunk */
    for (int y = 0; y < plane_height(tone); y++) {
        for (int x = 0; x < width; x++) {
            size_t i = (size_t)y * (size_t)width + (size_t)x;
            struct point at = {(tone->box.left + x + 0.5) / art->scale,
                               (tone->box.top + y + 0.5) / art->scale};
            struct point in = point_turn(point_sub(at, centre), back);
            double ahead = number_smooth(HEAD_FROM, HEAD_TO, in.x);
            head->value[i] = (float)ahead;
            tone->value[i] = (float)(BASE_TONE + BACK_LIGHT * number_smooth(-2, -22, in.y) -
                                     BELLY_DARK * number_smooth(0, 30, in.y) * (1 - ahead) +
                                     MOTTLE * sample(&noise, in.x, in.y) * (1 - ahead));
        }
    }
    plane_free(&noise);
}

/* A pale line with a dark one before it, from the withers to the chest: the shoulder's edge. */
static void paint_shoulder(struct art *art, const struct anatomy *anatomy,
                           const struct torso *torso)
{
    struct point withers = torso->control[OUTLINE_WITHERS], chest = anatomy->landmark[BODY_CHEST];
    const struct point control[] = {
        point_add(withers, anatomy_trunk(anatomy, -1, 7)),
        point_add(withers, anatomy_trunk(anatomy, 5, 17)),
        point_add(chest, anatomy_trunk(anatomy, -1, -9)),
        point_add(chest, anatomy_trunk(anatomy, -3, 0)),
    };
    struct curve line = curve_spline(control, 4, false, 8);
    struct plane edge = brush_line(art, &line, 1.7, 3);
    plane_blur(&edge, 0.7 * art->scale);
    art_light(art, &edge, 0.8 * 0.22);
    plane_free(&edge);
    for (size_t i = 0; i < line.len; i++)
        line.at[i] = point_add(line.at[i], anatomy_trunk(anatomy, 2.4, 0.2));
    edge = brush_line(art, &line, 3.0, 5);
    plane_blur(&edge, 1.3 * art->scale);
    art_shade(art, &edge, 0.9 * 0.30);
    plane_free(&edge);
}

void torso_paint(struct art *art, const struct anatomy *anatomy, const struct torso *torso)
{
    struct plane cover = brush_fill(art, &torso->curve, 4);
    struct plane tone = plane_make(cover.box), head = plane_make(cover.box);
    lay_tone(art, anatomy, &tone, &head);
    add_spots(art, anatomy, &tone);
    struct plane light = add_light(art, &cover, &head);
    for (size_t i = 0; i < plane_size(&tone); i++)
        tone.value[i] *= (float)AMBIENT + (float)LIT * light.value[i];
    coat_torso(art, anatomy, &tone);
    art_over(art, &cover, &tone);
    paint_shoulder(art, anatomy, torso);
    plane_free(&light);
    plane_free(&head);
    plane_free(&tone);
    plane_free(&cover);
}
