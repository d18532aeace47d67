/* SPDX-License-Identifier: MIT */
/* Ear, eye, nostril, mouth. Places count along the head's axis from poll to nose and down from
 * it; ours. */
#include "brush.h"
#include "camel.h"

#define STEPS      6
#define POINTS_MAX 6

enum ink { INK_COVER, INK_SHADE, INK_LIGHT };

/* A shape of the face: filled (pen 0) or drawn with a round pen. */
struct mark {
    enum ink ink;
    double pen;  /* width, frame pixels; 0: filled */
    double soft; /* blur */
    double strength;
    double tone; /* for INK_COVER */
    int points;
    struct point at[POINTS_MAX];
};

static const struct mark ear[] = {
    {INK_SHADE, 0, 0.8, 0.35, 0, 6, {{-2, 4}, {-5, 3.5}, {-8, 1}, {-7.5, -1}, {-5, -1.5}, {-2, 1}}},
    {INK_COVER, 0, 0, 1, 0.33, 6, {{-2, 4}, {-5, 3.5}, {-8, 1}, {-7.5, -1}, {-5, -1.5}, {-2, 1}}},
    {INK_LIGHT, 0.8, 0.3, 0.20, 0, 3, {{-3, 0.2}, {-5, -0.6}, {-7, -0.2}}},
    {INK_COVER, 1.1, 0.2, 0.65, 0.07, 3, {{-3, 2.5}, {-5, 1.5}, {-7, 0}}},
};

static const struct mark face[] = {
    /* Brow ridge, eye, upper lid, lower lid's light, lashes. */
    {INK_LIGHT, 1.5, 0.25, 0.25, 0, 3, {{8, 3}, {10.5, 1.5}, {13, 2}}},
    {INK_COVER, 0, 0.12, 1, 0.04, 5, {{9, 4}, {11, 2.5}, {13, 3.5}, {12, 5}, {10, 5}}},
    {INK_COVER, 0.7, 0, 1, 0.05, 3, {{8.5, 4}, {11, 2.5}, {13.5, 3.5}}},
    {INK_LIGHT, 1.2, 0.35, 0.15, 0, 3, {{8, 5.5}, {11, 6.5}, {14, 5.5}}},
    {INK_COVER, 0.45, 0, 0.9, 0.05, 2, {{12.5, 3}, {14, 2.5}}},
    {INK_COVER, 0.4, 0, 0.8, 0.05, 2, {{13, 3.5}, {14.5, 3.5}}},
    /* The skull's line over the eye, a small glint: a large one looks like a toy's. */
    {INK_SHADE, 1.6, 0.6, 0.24, 0, 4, {{6, -0.5}, {10, 0.5}, {14, 1}, {18, 2.5}}},
    {INK_COVER, 0.55, 0, 0.5, 0.55, 2, {{11, 3.2}, {11.3, 3.2}}},
    /* Nostril, mouth, the lower lip's and the nose's light. */
    {INK_COVER, 1.2, 0.2, 0.95, 0.05, 3, {{31.5, 1.5}, {30, 0.5}, {28, 0.5}}},
    {INK_COVER, 0.9, 0.15, 0.8, 0.06, 5, {{33.5, 4.5}, {31, 5}, {27, 6.5}, {23, 8}, {20, 9.5}}},
    {INK_LIGHT, 1.2, 0.4, 0.11, 0, 3, {{31, 6}, {28, 7.5}, {24, 9.5}}},
    {INK_LIGHT, 1.5, 0.5, 0.13, 0, 3, {{33, 1}, {33.5, 2.5}, {32, 3.5}}},
};

/* The ear turns about its root; the lid comes down over the eye. */
static const struct point ear_root = {-2, 3};
static const struct mark lid = {
    INK_COVER, 0, 0.35, 1, 0.36, 5, {{8.6, 3.6}, {11, 2}, {13.4, 3.2}, {12.2, 5.1}, {10, 5.2}}};
static const struct mark lid_edge = {
    INK_COVER, 0.6, 0.05, 0.9, 0.05, 3, {{8.8, 4.6}, {11, 5.4}, {13.4, 4.4}}};

static struct point ear_at(const struct anatomy *anatomy, struct point at)
{
    struct point turn = point_at_angle(-anatomy->skeleton->expression[EXPRESSION_EAR]);
    struct point turned = point_add(ear_root, point_turn(point_sub(at, ear_root), turn));
    return anatomy_head(anatomy, turned.x, turned.y);
}

static void mark_paint(struct art *art, const struct anatomy *anatomy, const struct mark *mark)
{
    struct point control[POINTS_MAX];
    bool of_ear = mark >= ear && mark < ear + sizeof ear / sizeof *ear;
    for (int i = 0; i < mark->points; i++)
        control[i] = of_ear ? ear_at(anatomy, mark->at[i])
                            : anatomy_face(anatomy, mark->at[i].x, mark->at[i].y);
    struct curve line = curve_spline(control, (size_t)mark->points, mark->pen == 0, STEPS);
    struct plane cover = mark->pen > 0 ? brush_line(art, &line, mark->pen, 3 * mark->soft + 0.5)
                                       : brush_fill(art, &line, 3 * mark->soft + 0.5);
    plane_blur(&cover, mark->soft * art->scale);
    if (mark->ink == INK_COVER)
        art_over_flat(art, &cover, mark->strength, mark->tone);
    else if (mark->ink == INK_SHADE)
        art_shade(art, &cover, mark->strength);
    else
        art_light(art, &cover, mark->strength);
    plane_free(&cover);
}

static void shut_eye(struct art *art, const struct anatomy *anatomy)
{
    double shut = number_clamp(anatomy->skeleton->expression[EXPRESSION_LID], 0, 1);
    struct mark skin = lid, edge = lid_edge;
    if (shut < 0.05)
        return;
    for (int i = 3; i < 5; i++) /* the lower points come down with the lid */
        skin.at[i].y = lid.at[1].y + 0.6 + (lid.at[i].y - lid.at[1].y - 0.6) * shut;
    for (int i = 0; i < edge.points; i++)
        edge.at[i].y -= (1 - shut) * 2.4;
    mark_paint(art, anatomy, &skin);
    mark_paint(art, anatomy, &edge);
}

void head_paint(struct art *art, const struct anatomy *anatomy)
{
    for (size_t i = 0; i < sizeof ear / sizeof *ear; i++)
        mark_paint(art, anatomy, &ear[i]);
    for (size_t i = 0; i < sizeof face / sizeof *face; i++)
        mark_paint(art, anatomy, &face[i]);
    shut_eye(art, anatomy);
}
