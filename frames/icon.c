/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: see icon.h. Large icons hold the camel as it is printed; small ones its outline
 * only, with stouter legs the smaller they are. Numbers ours, by eye, in units of a 240x240 icon.
 */
#include "icon.h"

#include <stdio.h>

#include "brush.h"
#include "bytes.h"
#include "exposure.h"
#include "outline.h"
#include "print.h"

enum { ICON = 240, PATH_LEN_MAX = 4096, WORK = 1024, PRINTED_FROM = 64 };

static const double card_inset = 6, card_round = 42, card_tone = 0.93, card_edge = 0.60;
static const double card_ground = 198, frame_ground = 182.5, frame_middle = 122;
static const double thread_first = 48, thread_step = 48, thread_tone = 0.62, track_tone = 0.30;
static const double near_tone = 0.10, far_tone = 0.34;

/* a size, the camel's scale in it, how much the legs' and the trunk's outline is thickened there,
 * the threads' width */
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
enum { SIZE_COUNT = sizeof sizes / sizeof *sizes };

/* Apple's names of PNG images in an .icns file (iconutil's; @2x ones are the next size's pixels) */
static const struct {
    const char *name;
    int px;
} icns_images[] = {{"icp4", 16},  {"icp5", 32},  {"ic11", 32},  {"icp6", 64},  {"ic12", 64},
                   {"ic07", 128}, {"ic08", 256}, {"ic13", 256}, {"ic09", 512}, {"ic14", 512}};

/* where the frame's corner comes to lie */
static struct point corner_of(const struct size *size)
{
    return (struct point){ICON / 2.0 - frame_middle * size->camel,
                          card_ground - frame_ground * size->camel};
}

static struct curve curve_in_icon(const struct size *size, struct curve curve)
{
    for (size_t i = 0; i < curve.len; i++)
        curve.at[i] = point_along(corner_of(size), curve.at[i], size->camel);
    return curve;
}

static struct curve card_outline(void)
{
    enum { CORNER_STEPS = 12 };
    struct curve card = {0};
    double low = card_inset + card_round, high = ICON - card_inset - card_round;
    const struct point corner[4] = {{high, low}, {high, high}, {low, high}, {low, low}};

    for (int i = 0; i < 4; i++) {
        for (int step = 0; step <= CORNER_STEPS; step++) {
            double angle = 1.5707963267948966 * (i - 1 + (double)step / CORNER_STEPS);

            card.at[card.len++] = point_along(corner[i], point_at_angle(angle), card_round);
        }
    }
    card.at[card.len++] = card.at[0];
    return card;
}

static void lay(struct art *art, const struct curve *curve, double thicker, double tone)
{
    struct curve ring = *curve;
    struct plane cover = brush_fill(art, curve, 1);

    art_over_flat(art, &cover, 1, tone);
    plane_free(&cover);
    if (thicker <= 0)
        return;
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
    double low = card_inset + thread, high = ICON - card_inset - thread;

    lay(art, &card, 0, card_tone);
    for (double x = thread_first; x < ICON; x += thread_step)
        line(art, (struct point){x, low}, (struct point){x, high}, thread, thread_tone);
    line(art, (struct point){low, card_ground}, (struct point){high, card_ground}, thread * 1.3,
         track_tone);
    struct plane cover = brush_line(art, &card, thread * 1.3, 1);
    art_over_flat(art, &cover, 1, card_edge);
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

static struct print draw_size(const struct skeleton *skeleton, const struct size *size)
{
    int block = WORK / size->px;
    double zoom = (double)size->px / ICON;
    struct art art = art_make(ICON, ICON, zoom * block, 1);

    lay_card(&art, size->thread);
    if (size->px < PRINTED_FROM) {
        struct figure figure = figure_of(size, skeleton);

        for (int i = 0; i < 2; i++)
            lay(&art, &figure.far[i], size->legs, far_tone);
        lay(&art, &figure.tail, size->trunk, near_tone);
        lay(&art, &figure.trunk, size->trunk, near_tone);
        for (int i = 0; i < 2; i++)
            lay(&art, &figure.near[i], size->legs, near_tone);
    }
    struct print print = print_make(&art, NULL, zoom);
    art_free(&art);
    if (size->px >= PRINTED_FROM) {
        struct print camel = exposure_small(skeleton, zoom * size->camel);

        print_lay(&print, &camel, (int)floor(corner_of(size).x * zoom + 0.5),
                  (int)floor(corner_of(size).y * zoom + 0.5));
        print_free(&camel);
    }
    return print;
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
    char text[512], path[PATH_LEN_MAX];
    struct bytes svg = {0};
    struct figure figure = figure_of(&drawing, skeleton);
    double side = ICON - 2 * card_inset;

    bytes_add(&svg, text,
              (size_t)snprintf(text, sizeof text,
                               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\">\n"
                               "<rect x=\"%g\" y=\"%g\" width=\"%g\" height=\"%g\" rx=\"%g\" "
                               "fill=\"#ece1cd\" stroke=\"#9c9482\" stroke-width=\"3\"/>\n"
                               "<path stroke=\"#a69d8b\" stroke-width=\"2.5\" d=\"",
                               ICON, ICON, card_inset, card_inset, side, side, card_round));
    for (double x = thread_first; x < ICON; x += thread_step)
        bytes_add(&svg, text,
                  (size_t)snprintf(text, sizeof text, "M%g %gV%g", x, card_inset + 3,
                                   ICON - card_inset - 3));
    bytes_add(&svg, text,
              (size_t)snprintf(text, sizeof text,
                               "\"/>\n<path stroke=\"#57503f\" stroke-width=\"3.5\" "
                               "d=\"M%g %gH%g\"/>\n",
                               card_inset + 3, card_ground, ICON - card_inset - 3));
    for (int i = 0; i < 2; i++)
        add_path(&svg, &figure.far[i], far_tone);
    add_path(&svg, &figure.tail, near_tone);
    add_path(&svg, &figure.trunk, near_tone);
    for (int i = 0; i < 2; i++)
        add_path(&svg, &figure.near[i], near_tone);
    bytes_add(&svg, "</svg>\n", 7);
    snprintf(path, sizeof path, "%s/ocamlwalk.svg", directory);
    bool good = bytes_write(&svg, path);
    bytes_free(&svg);
    return good;
}

static bool write_icns(const struct bytes *pngs, const char *directory)
{
    char path[PATH_LEN_MAX];
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
        char path[PATH_LEN_MAX];
        struct print print = draw_size(skeleton, &sizes[i]);

        snprintf(path, sizeof path, "%s/ocamlwalk-%d.png", directory, sizes[i].px);
        good = print_encode(&print, PRINT_SHEET, &pngs[i]) && bytes_write(&pngs[i], path);
        print_free(&print);
    }
    good = good && write_icns(pngs, directory);
    for (size_t i = 0; i < SIZE_COUNT; i++)
        bytes_free(&pngs[i]);
    return good;
}
