/* SPDX-License-Identifier: MIT */
/* The ten figures, each a few strokes of a pen. Ours, after a stencil's plain figures. */
#include "numeral.h"

#include "brush.h"

#define STROKES_MAX 2
#define POINTS_MAX  10
#define STEPS       5

/* Parts of the height. */
#define PEN     0.13
#define ADVANCE 0.82

/* Pen strokes in a box 0.6 wide and 1 high, splines through their points. */
struct stroke {
    int points;
    struct point at[POINTS_MAX];
};

struct figure {
    struct stroke stroke[STROKES_MAX];
};

static const struct figure figures[10] = {
    {{{9,
       {{.3, 0},
        {.1, .15},
        {.05, .5},
        {.1, .85},
        {.3, 1},
        {.5, .85},
        {.55, .5},
        {.5, .15},
        {.3, 0}}},
      {0}}},
    {{{3, {{.14, .2}, {.26, .12}, {.34, 0}}}, {2, {{.34, 0}, {.34, 1}}}}},
    {{{7, {{.08, .25}, {.14, .06}, {.32, 0}, {.5, .1}, {.5, .34}, {.3, .66}, {.06, 1}}},
      {2, {{.06, 1}, {.56, 1}}}}},
    {{{5, {{.08, .12}, {.28, 0}, {.5, .14}, {.46, .38}, {.26, .46}}},
      {6, {{.26, .46}, {.48, .54}, {.55, .76}, {.42, .96}, {.2, .99}, {.05, .85}}}}},
    {{{3, {{.4, 0}, {.2, .36}, {.04, .7}}}, {0}}},
    {{{2, {{.5, 0}, {.14, 0}}},
      {8,
       {{.14, 0}, {.1, .42}, {.3, .36}, {.5, .5}, {.54, .72}, {.42, .95}, {.2, 1}, {.05, .88}}}}},
    {{{9,
       {{.46, .02},
        {.22, .2},
        {.06, .6},
        {.14, .92},
        {.32, 1},
        {.52, .86},
        {.5, .6},
        {.3, .5},
        {.09, .66}}},
      {0}}},
    {{{2, {{.05, 0}, {.55, 0}}}, {3, {{.55, 0}, {.34, .45}, {.24, 1}}}}},
    {{{8, {{.3, 0}, {.12, .1}, {.14, .36}, {.32, .46}, {.5, .36}, {.48, .1}, {.34, .01}, {.3, 0}}},
      {8,
       {{.3, .46}, {.08, .6}, {.08, .86}, {.3, 1}, {.52, .86}, {.52, .6}, {.36, .48}, {.3, .46}}}}},
    {{{9,
       {{.51, .36},
        {.3, .5},
        {.1, .4},
        {.08, .14},
        {.28, 0},
        {.46, .08},
        {.54, .4},
        {.38, .8},
        {.14, .98}}},
      {0}}},
};
/* The four's second half bends at a corner, so it is three pens. */
static const struct stroke four_rest[2] = {{2, {{.04, .7}, {.58, .7}}},
                                           {2, {{.42, .36}, {.42, 1}}}};

static void draw_stroke(const struct art *art, struct plane *plane, const struct stroke *stroke,
                        struct point corner, double height, double strength)
{
    if (stroke->points == 0)
        return;
    struct point control[POINTS_MAX];
    for (int i = 0; i < stroke->points; i++)
        control[i] = point_along(corner, stroke->at[i], height);
    struct curve line = curve_spline(control, (size_t)stroke->points, false, STEPS);
    struct plane ink = brush_line(art, &line, PEN * height, 1);
    plane_max(plane, &ink, strength);
    plane_free(&ink);
}

static void draw_figure(const struct art *art, struct plane *plane, int digit, struct point corner,
                        double height, double strength)
{
    for (int i = 0; i < STROKES_MAX; i++)
        draw_stroke(art, plane, &figures[digit].stroke[i], corner, height, strength);
    for (int i = 0; digit == 4 && i < 2; i++)
        draw_stroke(art, plane, &four_rest[i], corner, height, strength);
}

void numeral_write(const struct art *art, struct plane *plane, int number, double x, double y,
                   double height, double strength)
{
    double left = x - 0.3 * height;
    if (number > 9) {
        left -= ADVANCE / 2 * height;
        draw_figure(art, plane, number / 10 % 10, (struct point){left, y}, height, strength);
        left += ADVANCE * height;
    }
    draw_figure(art, plane, number % 10, (struct point){left, y}, height, strength);
}
