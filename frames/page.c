/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: see page.h. Numbers ours, by eye. */
#include "page.h"

#include <stdio.h>
#include <string.h>

#include "brush.h"
#include "bytes.h"
#include "exposure.h"
#include "lettering.h"
#include "numeral.h"
#include "paper.h"
#include "print.h"

/* The page: six exposures in a row, four rows. */
enum { PAGE_WIDTH = 1056, PAGE_HEIGHT = 748, SUPERSAMPLE = 2, COLUMNS = 6, ROWS = 4 };
static const double panel_width = 156, panel_height = 132, panel_gap_x = 7, panel_gap_y = 7,
                    row_pair_gap = 22, page_left = 42, page_top = 84;
static const double panel_zoom = 0.65;
static const double panel_dark = 0.115, panel_edge = 0.5, thread_ink = 0.13, ground_ink = 0.45;
static const double panel_ground = 119.5; /* where 182.5 of the frame comes to lie */

/* a line of type: its top on the page, its height, its ink */
struct type {
    double top, height, ink;
};
static const struct type title = {26, 17, 0.85}, subtitle = {55, 9, 0.75}, corner = {30, 8, 0.70};
static const struct type legend = {0, 6.5, 0.70}; /* under a pair of rows */
static const double legend_walk_gap = 1.5, legend_gallop_gap = 8.5;
static const double number_right = 9, number_top = 4, number_height = 7, number_ink = 0.6;
static const double thread_half = 0.3, level_half = 0.25, line_half = 0.4, track_dark = 0.08;
static const double level_ink = 0.104;

static void shade_box(struct art *art, double left, double top, double right, double bottom,
                      double strength)
{
    struct curve box = {.len = 4,
                        .at = {{left, top}, {right, top}, {right, bottom}, {left, bottom}}};
    struct plane cover = brush_fill(art, &box, 1);

    art_shade(art, &cover, strength);
    plane_free(&cover);
}

static void draw_panel(struct art *art, struct plane *ink, double left, double top, int number)
{
    enum { THREADS = 7 };

    shade_box(art, left, top, left + panel_width, top + panel_height, panel_dark);
    for (int i = 1; i < THREADS; i++) {
        double x = left + panel_width * i / THREADS;

        shade_box(art, x - thread_half, top, x + thread_half, top + panel_height, thread_ink);
    }
    for (int i = 1; i < THREADS - 1; i++) {
        double y = top + panel_ground - panel_width * i / THREADS;

        if (y > top)
            shade_box(art, left, y - level_half, left + panel_width, y + level_half, level_ink);
    }
    shade_box(art, left, top + panel_ground, left + panel_width, top + panel_height, track_dark);
    shade_box(art, left, top + panel_ground - line_half, left + panel_width,
              top + panel_ground + line_half, ground_ink);
    shade_box(art, left - line_half, top - line_half, left, top + panel_height + line_half,
              panel_edge);
    shade_box(art, left + panel_width, top - line_half, left + panel_width + line_half,
              top + panel_height + line_half, panel_edge);
    shade_box(art, left, top - line_half, left + panel_width, top, panel_edge);
    shade_box(art, left, top + panel_height, left + panel_width, top + panel_height + line_half,
              panel_edge);
    numeral_write(art, ink, number, left + panel_width - number_right, top + number_top,
                  number_height, number_ink);
}

static double panel_x(int index)
{
    return page_left + index % COLUMNS * (panel_width + panel_gap_x);
}

static double panel_y(int index)
{
    int row = index / COLUMNS;

    return page_top + row * (panel_height + panel_gap_y) + (row >= ROWS / 2 ? row_pair_gap : 0);
}

static void write_centred(struct art *art, struct plane *ink, const char *text,
                          const struct type *type, double top)
{
    double x = (PAGE_WIDTH - lettering_width(text, type->height)) / 2;

    lettering_write(art, ink, text, x, top, type->height, type->ink);
}

bool page_draw(const struct gait *walk, const struct gait *gallop, const char *path)
{
    struct art art = art_make(PAGE_WIDTH, PAGE_HEIGHT, SUPERSAMPLE, 1);
    struct plane ink = plane_make(art.alpha.box);
    double right = page_left + COLUMNS * panel_width + (COLUMNS - 1) * panel_gap_x;
    static const char *const plate = "PLATE I.";

    paper_page(&art);
    for (int i = 0; i < COLUMNS * ROWS; i++)
        draw_panel(&art, &ink, panel_x(i), panel_y(i), i % (COLUMNS * ROWS / 2) + 1);
    write_centred(&art, &ink, "THE BACTRIAN CAMEL", &title, title.top);
    write_centred(&art, &ink, "WALKING, GALLOPING", &subtitle, subtitle.top);
    lettering_write(&art, &ink, plate, right - lettering_width(plate, corner.height), corner.top,
                    corner.height, corner.ink);
    lettering_write(&art, &ink, "OCAMLWALK.", page_left, corner.top, corner.height, corner.ink);
    write_centred(&art, &ink, "THE WALK. ONE STRIDE IN TWELVE EXPOSURES.", &legend,
                  panel_y(COLUMNS * ROWS / 2) - row_pair_gap + legend_walk_gap);
    write_centred(&art, &ink, "THE GALLOP. ONE STRIDE IN TWELVE EXPOSURES.", &legend,
                  panel_y(COLUMNS * ROWS - 1) + panel_height + legend_gallop_gap);
    art_shade(&art, &ink, 1);
    plane_free(&ink);
    struct print page = print_make(&art, NULL, 1);
    art_free(&art);
    for (int i = 0; i < COLUMNS * ROWS; i++) {
        int half = COLUMNS * ROWS / 2;
        struct skeleton skeleton = skeleton_at(i < half ? walk : gallop, (double)(i % half) / half);
        struct print camel = exposure_small(&skeleton, panel_zoom);

        print_lay(&page, &camel, (int)panel_x(i), (int)(panel_y(i) + 1));
        print_free(&camel);
    }
    bool good = print_write(&page, PRINT_SHEET, path);
    print_free(&page);
    return good;
}

/* The moving one: flat paper, uprights that go by, level threads, the ground line. */
enum { SCENE_WIDTH = 280, SCENE_HEIGHT = 214, SCENE_LEFT = 20, SCENE_TOP = 8 };
static const double upright_step = 22, scene_tone = 0.90, upright_tone = 0.77, level_tone = 0.84,
                    ground_tone = 0.42, track_tone = 0.83;

/* how much of the pixel row or column from `at` a line of that width round `line` covers */
static double covered(double at, double line, double width)
{
    double from = fmax(at, line - width / 2), to = fmin(at + 1, line + width / 2);

    return fmax(to - from, 0);
}

static struct print make_scene(double gone, double step)
{
    struct print scene = print_blank(SCENE_WIDTH, SCENE_HEIGHT, scene_tone, 1);
    double ground = SCENE_TOP + 183.0, first = -fmod(gone, step);

    for (int y = 0; y < SCENE_HEIGHT; y++) {
        for (int x = 0; x < SCENE_WIDTH; x++) {
            float *tone = &scene.tone.value[y * SCENE_WIDTH + x];
            double value = y > ground ? track_tone : scene_tone, level = 0;

            for (double line = ground - upright_step; line > 0; line -= upright_step)
                level += covered(y, line, 0.8);
            value += (level_tone - value) * level;
            for (double line = first; y < ground && line < SCENE_WIDTH + 1; line += step)
                value += (upright_tone - value) * covered(x, line, 0.9);
            value += (ground_tone - value) * covered(y, ground, 1.2);
            *tone = (float)value;
        }
    }
    return scene;
}

static void add_frame(struct bytes *file, const struct bytes *png, uint32_t *sequence, int frame_ms)
{
    struct bytes control = {0};
    bool first = *sequence == 0;

    bytes_add_u32(&control, (*sequence)++);
    bytes_add_u32(&control, SCENE_WIDTH);
    bytes_add_u32(&control, SCENE_HEIGHT);
    bytes_add_u32(&control, 0);
    bytes_add_u32(&control, 0);
    bytes_add_u16(&control, (uint16_t)frame_ms);
    bytes_add_u16(&control, 1000);
    bytes_add(&control, "\0\0", 2); /* leave it there, lay the next over it */
    bytes_add_chunk(file, "fcTL", control.data, control.len);
    bytes_free(&control);
    for (size_t at = 8; at + 12 <= png->len; at += bytes_u32(png->data + at) + 12) {
        const unsigned char *chunk = png->data + at;
        uint32_t len = bytes_u32(chunk);
        struct bytes data = {0};

        if (memcmp(chunk + 4, "IDAT", 4) != 0)
            continue;
        if (!first)
            bytes_add_u32(&data, (*sequence)++);
        bytes_add(&data, chunk + 8, len);
        bytes_add_chunk(file, first ? "IDAT" : "fdAT", data.data, data.len);
        bytes_free(&data);
    }
}

/* the signature and what stands before the picture's data: size and palette are all frames' own */
static void add_head(struct bytes *file, const struct bytes *png, int count)
{
    struct bytes control = {0};
    size_t at = 8;

    bytes_add(file, png->data, 8);
    for (; memcmp(png->data + at + 4, "IDAT", 4) != 0; at += bytes_u32(png->data + at) + 12)
        bytes_add(file, png->data + at, bytes_u32(png->data + at) + 12);
    bytes_add_u32(&control, (uint32_t)count);
    bytes_add_u32(&control, 0); /* for ever */
    bytes_add_chunk(file, "acTL", control.data, control.len);
    bytes_free(&control);
}

bool page_animate(const struct gait *gait, int count, int frame_ms, const char *path)
{
    struct bytes file = {0};
    uint32_t sequence = 0;
    double uprights = floor(gait->stride_px / upright_step + 0.5);
    bool good = true;

    for (int i = 0; good && i < count; i++) {
        struct print scene =
            make_scene(gait->stride_px * i / count, gait->stride_px / fmax(uprights, 1));
        struct print camel = exposure_make(gait, i, count, 1);
        struct bytes png = {0};

        print_lay(&scene, &camel, SCENE_LEFT, SCENE_TOP);
        good = print_encode(&scene, PRINT_SHEET, &png);
        if (good && i == 0)
            add_head(&file, &png, count);
        if (good)
            add_frame(&file, &png, &sequence, frame_ms);
        bytes_free(&png);
        print_free(&camel);
        print_free(&scene);
    }
    bytes_add_chunk(&file, "IEND", NULL, 0);
    good = good && bytes_write(&file, path);
    bytes_free(&file);
    return good;
}
