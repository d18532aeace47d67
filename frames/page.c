/* SPDX-License-Identifier: MIT */
/* The contact sheet on paper, and the moving previews. Numbers ours, by eye. */
#include "page.h"

#include "brush.h"
#include "bytes.h"
#include "exposure.h"
#include "image.h"
#include "lettering.h"
#include "numeral.h"
#include "paper.h"
#include "png_writer.h"

#include <string.h>

#define PLATE_NUMBER "PLATE I."

/* The page: six exposures in a row, four rows. */
#define PAGE_WIDTH  1056
#define PAGE_HEIGHT 748
#define SUPERSAMPLE 2
#define COLUMNS     6
#define ROWS        4

#define PANEL_WIDTH  156.0
#define PANEL_HEIGHT 132.0
#define PANEL_GAP_X  7.0
#define PANEL_GAP_Y  7.0
#define ROW_PAIR_GAP 22.0
#define PAGE_LEFT    42.0
#define PAGE_TOP     84.0
#define PANEL_ZOOM   0.65

#define PANEL_DARK   0.115
#define PANEL_EDGE   0.5
#define THREAD_INK   0.13
#define GROUND_INK   0.45
#define PANEL_GROUND 119.5 /* where 182.5 of the frame comes to lie */

#define LEGEND_WALK_GAP   1.5
#define LEGEND_GALLOP_GAP 8.5

#define NUMBER_RIGHT  9.0
#define NUMBER_TOP    4.0
#define NUMBER_HEIGHT 7.0
#define NUMBER_INK    0.6

#define THREAD_HALF   0.3
#define LEVEL_HALF    0.25
#define LINE_HALF     0.4
#define TRACK_DARK    0.08
#define LEVEL_INK     0.104
#define PANEL_THREADS 7

/* The moving previews: flat paper, uprights that go by, level threads, the ground line. */
#define BACKGROUND_WIDTH  280
#define BACKGROUND_HEIGHT 214
#define BACKGROUND_LEFT   20
#define BACKGROUND_TOP    8

#define UPRIGHT_STEP    22.0
#define BACKGROUND_TONE 0.90
#define UPRIGHT_TONE    0.77
#define LEVEL_TONE      0.84
#define GROUND_TONE     0.42
#define TRACK_TONE      0.83

/* A line of type: its top on the page, its height, its ink. */
struct type {
    double top, height, ink;
};
static const struct type title = {26, 17, 0.85}, subtitle = {55, 9, 0.75}, corner = {30, 8, 0.70};
static const struct type legend = {0, 6.5, 0.70}; /* under a pair of rows */

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
    shade_box(art, left, top, left + PANEL_WIDTH, top + PANEL_HEIGHT, PANEL_DARK);
    for (int i = 1; i < PANEL_THREADS; i++) {
        double x = left + PANEL_WIDTH * i / PANEL_THREADS;
        shade_box(art, x - THREAD_HALF, top, x + THREAD_HALF, top + PANEL_HEIGHT, THREAD_INK);
    }
    for (int i = 1; i < PANEL_THREADS - 1; i++) {
        double y = top + PANEL_GROUND - PANEL_WIDTH * i / PANEL_THREADS;
        if (y > top)
            shade_box(art, left, y - LEVEL_HALF, left + PANEL_WIDTH, y + LEVEL_HALF, LEVEL_INK);
    }
    shade_box(art, left, top + PANEL_GROUND, left + PANEL_WIDTH, top + PANEL_HEIGHT, TRACK_DARK);
    shade_box(art, left, top + PANEL_GROUND - LINE_HALF, left + PANEL_WIDTH,
              top + PANEL_GROUND + LINE_HALF, GROUND_INK);
    shade_box(art, left - LINE_HALF, top - LINE_HALF, left, top + PANEL_HEIGHT + LINE_HALF,
              PANEL_EDGE);
    shade_box(art, left + PANEL_WIDTH, top - LINE_HALF, left + PANEL_WIDTH + LINE_HALF,
              top + PANEL_HEIGHT + LINE_HALF, PANEL_EDGE);
    shade_box(art, left, top - LINE_HALF, left + PANEL_WIDTH, top, PANEL_EDGE);
    shade_box(art, left, top + PANEL_HEIGHT, left + PANEL_WIDTH, top + PANEL_HEIGHT + LINE_HALF,
              PANEL_EDGE);
    numeral_write(art, ink, number, left + PANEL_WIDTH - NUMBER_RIGHT, top + NUMBER_TOP,
                  NUMBER_HEIGHT, NUMBER_INK);
}

static double panel_x(int index)
{
    return PAGE_LEFT + index % COLUMNS * (PANEL_WIDTH + PANEL_GAP_X);
}

static double panel_y(int index)
{
    int row = index / COLUMNS;
    return PAGE_TOP + row * (PANEL_HEIGHT + PANEL_GAP_Y) + (row >= ROWS / 2 ? ROW_PAIR_GAP : 0);
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
    double right = PAGE_LEFT + COLUMNS * PANEL_WIDTH + (COLUMNS - 1) * PANEL_GAP_X;
    paper_page(&art);
    for (int i = 0; i < COLUMNS * ROWS; i++)
        draw_panel(&art, &ink, panel_x(i), panel_y(i), i % (COLUMNS * ROWS / 2) + 1);
    write_centred(&art, &ink, "THE BACTRIAN CAMEL", &title, title.top);
    write_centred(&art, &ink, "WALKING, GALLOPING", &subtitle, subtitle.top);
    lettering_write(&art, &ink, PLATE_NUMBER, right - lettering_width(PLATE_NUMBER, corner.height),
                    corner.top, corner.height, corner.ink);
    lettering_write(&art, &ink, "OCAMLWALK.", PAGE_LEFT, corner.top, corner.height, corner.ink);
    write_centred(&art, &ink, "THE WALK. ONE STRIDE IN TWELVE EXPOSURES.", &legend,
                  panel_y(COLUMNS * ROWS / 2) - ROW_PAIR_GAP + LEGEND_WALK_GAP);
    write_centred(&art, &ink, "THE GALLOP. ONE STRIDE IN TWELVE EXPOSURES.", &legend,
                  panel_y(COLUMNS * ROWS - 1) + PANEL_HEIGHT + LEGEND_GALLOP_GAP);
    art_shade(&art, &ink, 1);
    plane_free(&ink);
    struct image page = image_make(&art, NULL, 1);
    art_free(&art);
    for (int i = 0; i < COLUMNS * ROWS; i++) {
        int half = COLUMNS * ROWS / 2;
        struct skeleton skeleton = gait_at(i < half ? walk : gallop, (double)(i % half) / half);
        struct image camel = exposure_small(&skeleton, PANEL_ZOOM);
        image_over(&page, &camel, (int)panel_x(i), (int)(panel_y(i) + 1));
        image_free(&camel);
    }
    bool good = png_writer_save(&page, PALETTE_SHEET, path);
    image_free(&page);
    return good;
}

/* How much of the pixel row or column from AT a line of that width round LINE covers. */
static double covered(double at, double line, double width)
{
    double from = fmax(at, line - width / 2), to = fmin(at + 1, line + width / 2);
    return fmax(to - from, 0);
}

static struct image make_background(double gone, double step)
{
    struct image background = image_blank(BACKGROUND_WIDTH, BACKGROUND_HEIGHT, BACKGROUND_TONE, 1);
    double ground = BACKGROUND_TOP + 183.0, first = -fmod(gone, step);
    for (int y = 0; y < BACKGROUND_HEIGHT; y++) {
        for (int x = 0; x < BACKGROUND_WIDTH; x++) {
            float *tone = &background.tone.value[y * BACKGROUND_WIDTH + x];
            double value = y > ground ? TRACK_TONE : BACKGROUND_TONE, level = 0;
            for (double line = ground - UPRIGHT_STEP; line > 0; line -= UPRIGHT_STEP)
                level += covered(y, line, 0.8);
            value += (LEVEL_TONE - value) * level;
            for (double line = first; y < ground && line < BACKGROUND_WIDTH + 1; line += step)
                value += (UPRIGHT_TONE - value) * covered(x, line, 0.9);
            value += (GROUND_TONE - value) * covered(y, ground, 1.2);
            *tone = (float)value;
        }
    }
    return background;
}

static void add_frame(struct bytes *file, const struct bytes *png, uint32_t *sequence, int frame_ms)
{
    struct bytes control = {0};
    bool first = *sequence == 0;
    bytes_add_u32(&control, (*sequence)++);
    bytes_add_u32(&control, BACKGROUND_WIDTH);
    bytes_add_u32(&control, BACKGROUND_HEIGHT);
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

/* The signature and what stands before the picture's data: size and palette are all frames' own. */
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
    double uprights = floor(gait->stride_px / UPRIGHT_STEP + 0.5);
    bool good = true;
    for (int i = 0; good && i < count; i++) {
        struct image background =
            make_background(gait->stride_px * i / count, gait->stride_px / fmax(uprights, 1));
        struct image camel = exposure_make(gait, i, count, 1);
        struct bytes png = {0};
        image_over(&background, &camel, BACKGROUND_LEFT, BACKGROUND_TOP);
        good = png_writer_encode(&background, PALETTE_SHEET, &png);
        if (good && i == 0)
            add_head(&file, &png, count);
        if (good)
            add_frame(&file, &png, &sequence, frame_ms);
        bytes_free(&png);
        image_free(&camel);
        image_free(&background);
    }
    bytes_add_chunk(&file, "IEND", NULL, 0);
    good = good && bytes_write(&file, path);
    bytes_free(&file);
    return good;
}
