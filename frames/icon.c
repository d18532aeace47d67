/* SPDX-License-Identifier: MIT */
/* Large icons hold the camel as it is drawn for a theme; small ones its outline only, with
 * stouter legs the smaller they are. Numbers ours, by eye, in units of a 240x240 icon. */
#include "icon.h"

#include "brush.h"
#include "bytes.h"
#include "exposure.h"
#include "image.h"
#include "outline.h"
#include "png_writer.h"

#include <limits.h>
#include <stdio.h>

#define ICON        240
#define WORK        1024 /* least pixels across while it is drawn */
#define SHADED_FROM 64   /* px: smaller ones are outlines only */

#define CARD_INSET 6.0
#define CARD_ROUND 42.0
#define CARD_TONE  0.93
#define CARD_EDGE  0.60

#define CARD_GROUND  198.0
#define FRAME_GROUND 182.5
#define FRAME_MIDDLE 122.0

#define THREAD_FIRST 48.0
#define THREAD_STEP  48.0
#define THREAD_TONE  0.62
#define TRACK_TONE   0.30

#define NEAR_TONE    0.10
#define FAR_TONE     0.34
#define SIZE_COUNT   (sizeof sizes / sizeof *sizes)
#define CORNER_STEPS 12

/* A size, the camel's scale in it, how much the legs' and the trunk's outline is thickened there,
 * the threads' width. */
struct size {
    int px;
    double camel, legs, trunk, thread;
};

static const struct size sizes[] = {
    {16, 1.06, 6, 0, 5},      {22, 1.02, 4, 0, 4},         {24, 1.02, 4, 0, 4},
    {32, 0.98, 2.5, 0, 4},    {48, 0.94, 1.5, 0, 3},       {64, 0.90625, 0, 0, 3},
    {128, 0.890625, 0, 0, 2}, {256, 0.8828125, 0, 0, 1.5}, {512, 0.87890625, 0, 0, 1.2},
};
static const struct size drawing = {0, 0.88, 0, 0, 2.5}; /* the SVG */

/* Apple's names of PNG images in an .icns file (iconutil's; @2x ones are the next size's
 * pixels). */
static const struct {
    const char *name;
    int px;
} icns_images[] = {{"icp4", 16},  {"icp5", 32},  {"ic11", 32},  {"icp6", 64},  {"ic12", 64},
                   {"ic07", 128}, {"ic08", 256}, {"ic13", 256}, {"ic09", 512}, {"ic14", 512}};

/* Where the frame's corner comes to lie. */
static struct point corner_of(const struct size *size)
{
    return (struct point){ICON / 2.0 - FRAME_MIDDLE * size->camel,
                          CARD_GROUND - FRAME_GROUND * size->camel};
}

static struct curve curve_in_icon(const struct size *size, struct curve curve)
{
    for (size_t i = 0; i < curve.len; i++)
        curve.at[i] = point_along(corner_of(size), curve.at[i], size->camel);
    return curve;
}

static struct curve card_outline(void)
{
    struct curve card = {0};
    double low = CARD_INSET + CARD_ROUND, high = ICON - CARD_INSET - CARD_ROUND;
    const struct point corner[4] = {{high, low}, {high, high}, {low, high}, {low, low}};
    for (int i = 0; i < 4; i++) {
        for (int step = 0; step <= CORNER_STEPS; step++) {
            double angle = 1.5707963267948966 * (i - 1 + (double)step / CORNER_STEPS);
            card.at[card.len++] = point_along(corner[i], point_at_angle(angle), CARD_ROUND);
        }
    }
    card.at[card.len++] = card.at[0];
    return card;
}

static void lay(struct art *art, const struct curve *curve, double thicker, double tone)
{
    struct plane cover = brush_fill(art, curve, 1);
    art_over_flat(art, &cover, 1, tone);
    plane_free(&cover);
    if (thicker <= 0)
        return;
    struct curve ring = *curve;
    ring.at[ring.len++] = ring.at[0];
    cover = brush_line(art, &ring, thicker, 1);
    art_over_flat(art, &cover, 1, tone);
    plane_free(&cover);
}

static void line(struct art *art, struct point from, struct point to, double width, double tone)
{
    struct curve curve = {.len = 2, .at = {from, to}};
    struct plane cover = brush_line(art, &curve, width, 1);
    art_over_flat(art, &cover, 1, tone);
    plane_free(&cover);
}

static void lay_card(struct art *art, double thread)
{
    struct curve card = card_outline();
    double low = CARD_INSET + thread, high = ICON - CARD_INSET - thread;
    lay(art, &card, 0, CARD_TONE);
    for (double x = THREAD_FIRST; x < ICON; x += THREAD_STEP)
        line(art, (struct point){x, low}, (struct point){x, high}, thread, THREAD_TONE);
    line(art, (struct point){low, CARD_GROUND}, (struct point){high, CARD_GROUND}, thread * 1.3,
         TRACK_TONE);
    struct plane cover = brush_line(art, &card, thread * 1.3, 1);
    art_over_flat(art, &cover, 1, CARD_EDGE);
    plane_free(&cover);
}

struct figure {
    struct curve far[2], near[2], trunk, tail;
};

static struct figure figure_of(const struct size *size, const struct skeleton *skeleton)
{
    struct anatomy anatomy = anatomy_of(skeleton);
    return (struct figure){
        .far = {curve_in_icon(size, outline_limb(skeleton, LEG_FAR_HIND)),
                curve_in_icon(size, outline_limb(skeleton, LEG_FAR_FORE))},
        .near = {curve_in_icon(size, outline_limb(skeleton, LEG_NEAR_HIND)),
                 curve_in_icon(size, outline_limb(skeleton, LEG_NEAR_FORE))},
        .trunk = curve_in_icon(size, outline_torso(&anatomy).curve),
        .tail = curve_in_icon(size, outline_tail(&anatomy).curve),
    };
}

static struct image draw_size(const struct skeleton *skeleton, const struct size *size)
{
    int block = WORK / size->px;
    double zoom = (double)size->px / ICON;
    struct art art = art_make(ICON, ICON, zoom * block, 1);
    lay_card(&art, size->thread);
    if (size->px < SHADED_FROM) {
        struct figure figure = figure_of(size, skeleton);
        for (int i = 0; i < 2; i++)
            lay(&art, &figure.far[i], size->legs, FAR_TONE);
        lay(&art, &figure.tail, size->trunk, NEAR_TONE);
        lay(&art, &figure.trunk, size->trunk, NEAR_TONE);
        for (int i = 0; i < 2; i++)
            lay(&art, &figure.near[i], size->legs, NEAR_TONE);
    }
    struct image image = image_make(&art, NULL, zoom);
    art_free(&art);
    if (size->px >= SHADED_FROM) {
        struct image camel = exposure_small(skeleton, zoom * size->camel);
        image_over(&image, &camel, (int)floor(corner_of(size).x * zoom + 0.5),
                   (int)floor(corner_of(size).y * zoom + 0.5));
        image_free(&camel);
    }
    return image;
}

static void add_path(struct bytes *svg, const struct curve *curve, double tone)
{
    char text[64];
    int grey = (int)(tone * 255 + 0.5);
    bytes_add(svg, text,
              (size_t)snprintf(text, sizeof text, "<path fill=\"#%02x%02x%02x\" d=\"", grey,
                               grey * 245 / 255, grey * 230 / 255));
    for (size_t i = 0; i < curve->len; i++)
        bytes_add(svg, text,
                  (size_t)snprintf(text, sizeof text, "%c%.1f %.1f", i ? 'L' : 'M', curve->at[i].x,
                                   curve->at[i].y));
    bytes_add(svg, "Z\"/>\n", 5);
}

static bool write_svg(const struct skeleton *skeleton, const char *directory)
{
    char text[512];
    struct bytes svg = {0};
    struct figure figure = figure_of(&drawing, skeleton);
    double side = ICON - 2 * CARD_INSET;
    bytes_add(&svg, text,
              (size_t)snprintf(text, sizeof text,
                               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\">\n"
                               "<rect x=\"%g\" y=\"%g\" width=\"%g\" height=\"%g\" rx=\"%g\" "
                               "fill=\"#ece1cd\" stroke=\"#9c9482\" stroke-width=\"3\"/>\n"
                               "<path stroke=\"#a69d8b\" stroke-width=\"2.5\" d=\"",
                               ICON, ICON, CARD_INSET, CARD_INSET, side, side, CARD_ROUND));
    for (double x = THREAD_FIRST; x < ICON; x += THREAD_STEP)
        bytes_add(&svg, text,
                  (size_t)snprintf(text, sizeof text, "M%g %gV%g", x, CARD_INSET + 3,
                                   ICON - CARD_INSET - 3));
    bytes_add(&svg, text,
              (size_t)snprintf(text, sizeof text,
                               "\"/>\n<path stroke=\"#57503f\" stroke-width=\"3.5\" "
                               "d=\"M%g %gH%g\"/>\n",
                               CARD_INSET + 3, CARD_GROUND, ICON - CARD_INSET - 3));
    for (int i = 0; i < 2; i++)
        add_path(&svg, &figure.far[i], FAR_TONE);
    add_path(&svg, &figure.tail, NEAR_TONE);
    add_path(&svg, &figure.trunk, NEAR_TONE);
    for (int i = 0; i < 2; i++)
        add_path(&svg, &figure.near[i], NEAR_TONE);
    bytes_add(&svg, "</svg>\n", 7);
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/ocamlwalk.svg", directory);
    bool good = bytes_write(&svg, path);
    bytes_free(&svg);
    return good;
}

static bool write_icns(const struct bytes *pngs, const char *directory)
{
    struct bytes images = {0}, icns = {0};
    for (size_t i = 0; i < sizeof icns_images / sizeof *icns_images; i++) {
        for (size_t k = 0; k < SIZE_COUNT; k++) {
            if (sizes[k].px != icns_images[i].px)
                continue;
            bytes_add(&images, icns_images[i].name, 4);
            bytes_add_u32(&images, (uint32_t)(pngs[k].len + 8));
            bytes_add(&images, pngs[k].data, pngs[k].len);
        }
    }
    bytes_add(&icns, "icns", 4);
    bytes_add_u32(&icns, (uint32_t)(images.len + 8));
    bytes_add(&icns, images.data, images.len);
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/ocamlwalk.icns", directory);
    bool good = bytes_write(&icns, path);
    bytes_free(&images);
    bytes_free(&icns);
    return good;
}

bool icon_draw(const struct skeleton *skeleton, const char *directory)
{
    struct bytes pngs[SIZE_COUNT] = {0};
    bool good = write_svg(skeleton, directory);
    for (size_t i = 0; good && i < SIZE_COUNT; i++) {
        struct image image = draw_size(skeleton, &sizes[i]);
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%s/ocamlwalk-%d.png", directory, sizes[i].px);
        good = png_writer_encode(&image, PALETTE_SHEET, &pngs[i]) && bytes_write(&pngs[i], path);
        image_free(&image);
    }
    good = good && write_icns(pngs, directory);
    for (size_t i = 0; i < SIZE_COUNT; i++)
        bytes_free(&pngs[i]);
    return good;
}
