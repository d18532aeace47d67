/* SPDX-License-Identifier: MIT */
/* What somebody draws who wants a cat to walk: twelve panels on a sheet of paper, a cat in each,
 * one walk of it in all of them.
 *
 *     draw-cat OUT.png */
#include <cairo.h>
#include <math.h>
#include <stdio.h>

#define PANELS  12
#define COLUMNS 4
#define WIDTH   360
#define HEIGHT  260
#define GUTTER  18
#define GROUND  222.0
#define STEP    34.0 /* of a foot, before and behind its hip */
#define STANCE  0.6  /* of the walk a foot is on the ground */
#define TURN    6.283185307179586

static void shade(cairo_t *cairo, double light)
{
    cairo_set_source_rgb(cairo, 0.88 * light, 0.48 * light, 0.16 * light);
}

/* A leg from a hip to where its foot is at PHASE, 0 to 1. */
static void draw_leg(cairo_t *cairo, double hip_x, double phase, double light)
{
    phase -= floor(phase);
    double swing = (phase - STANCE) / (1 - STANCE);
    double foot_x = phase < STANCE ? STEP - 2 * STEP * phase / STANCE : 2 * STEP * swing - STEP;
    double lift = phase < STANCE ? 0 : 14 * sin(swing * TURN / 2);
    double foot_y = GROUND - 6 - lift;
    shade(cairo, light);
    cairo_set_line_width(cairo, 17);
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    cairo_move_to(cairo, hip_x, 150);
    cairo_line_to(cairo, hip_x + foot_x / 2 + 7, 186 - lift / 2);
    cairo_line_to(cairo, hip_x + foot_x, foot_y - 3);
    cairo_stroke(cairo);
    cairo_set_line_width(cairo, 12);
    cairo_move_to(cairo, hip_x + foot_x, foot_y);
    cairo_line_to(cairo, hip_x + foot_x + 9, foot_y);
    cairo_stroke(cairo);
}

static void draw_round(cairo_t *cairo, double x, double y, double wide, double high)
{
    cairo_save(cairo);
    cairo_translate(cairo, x, y);
    cairo_scale(cairo, wide, high);
    cairo_arc(cairo, 0, 0, 1, 0, TURN);
    cairo_restore(cairo);
    cairo_fill(cairo);
}

static void draw_head(cairo_t *cairo, double nod)
{
    shade(cairo, 1);
    draw_round(cairo, 266, 96 + nod, 31, 27);
    for (int ear = 0; ear < 2; ear++) {
        cairo_move_to(cairo, 243 + 26 * ear, 82 + nod);
        cairo_line_to(cairo, 247 + 26 * ear, 54 + nod);
        cairo_line_to(cairo, 265 + 26 * ear, 74 + nod);
        cairo_fill(cairo);
    }
    cairo_set_source_rgb(cairo, 0.1, 0.2, 0.1);
    draw_round(cairo, 278, 92 + nod, 4, 5);
    draw_round(cairo, 295, 102 + nod, 4, 3);
}

static void draw_cat(cairo_t *cairo, double phase)
{
    double nod = 2 * sin(2 * TURN * phase);
    draw_leg(cairo, 128, phase + 0.5, 0.7);
    draw_leg(cairo, 216, phase + 0.75, 0.7);
    shade(cairo, 0.95);
    cairo_set_line_width(cairo, 13);
    cairo_move_to(cairo, 104, 132);
    cairo_curve_to(cairo, 60, 130, 64 + 8 * sin(TURN * phase), 90, 44, 70);
    cairo_stroke(cairo);
    shade(cairo, 1);
    draw_round(cairo, 170, 138 + nod / 2, 80, 36);
    draw_round(cairo, 236, 122 + nod, 34, 26);
    draw_leg(cairo, 122, phase, 1);
    draw_leg(cairo, 222, phase + 0.25, 1);
    draw_head(cairo, nod);
}

static void draw_panel(cairo_t *cairo, double phase)
{
    cairo_rectangle(cairo, 0, 0, WIDTH, HEIGHT);
    cairo_clip(cairo);
    cairo_set_source_rgb(cairo, 0.78, 0.87, 0.93);
    cairo_paint(cairo);
    cairo_set_source_rgb(cairo, 0.62, 0.72, 0.55);
    cairo_rectangle(cairo, 0, 206, WIDTH, HEIGHT - 206);
    cairo_fill(cairo);
    draw_cat(cairo, phase);
}

int main(int argc, char **argv)
{
    int rows = PANELS / COLUMNS;
    if (argc != 2)
        return 2;
    cairo_surface_t *sheet = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, COLUMNS * (WIDTH + GUTTER) + GUTTER, rows * (HEIGHT + GUTTER) + GUTTER);
    cairo_t *cairo = cairo_create(sheet);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    for (int i = 0; i < PANELS; i++) {
        cairo_save(cairo);
        int column = i % COLUMNS, row = i / COLUMNS;
        cairo_translate(cairo, GUTTER + column * (WIDTH + GUTTER),
                        GUTTER + row * (HEIGHT + GUTTER));
        draw_panel(cairo, (double)i / PANELS);
        cairo_restore(cairo);
    }
    cairo_destroy(cairo);
    cairo_status_t status = cairo_surface_write_to_png(sheet, argv[1]);
    cairo_surface_destroy(sheet);
    return status == CAIRO_STATUS_SUCCESS ? 0 : 1;
}
