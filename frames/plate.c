/* SPDX-License-Identifier: MIT */
/* The moving tiles of the plate, and the files of it all; the card is in paper.c. Sizes in 1x
 * pixels of the card, as in theme.ini; numbers ours, by eye, after the look of a plate of
 * "Animal Locomotion" (1887). */
#include "plate.h"

#include "brush.h"
#include "image.h"
#include "numeral.h"
#include "paper.h"
#include "png_writer.h"
#include "random.h"

#include <limits.h>
#include <stdio.h>

#define SUPERSAMPLE 3

/* Uprights stand 22 px apart, six of them in the walk's stride of 132 px, and carry the numbers of
 * the 24 cameras. */
#define GRID_STEP   22
#define GRID_COUNT  24
#define GRID_WIDTH  (GRID_STEP * GRID_COUNT)
#define GRID_HEIGHT 212

#define THREAD          0.55
#define THREAD_BOLD     0.9
#define THREAD_INK      0.20
#define THREAD_BOLD_INK 0.30

#define NUMERAL_HEIGHT 6.0
#define NUMERAL_TOP    4.0
#define NUMERAL_INK    0.55
#define THREAD_TOP     13.0

#define GROUND_WIDTH  264
#define GROUND_HEIGHT 24
#define GROUND_SEED   71
#define PEBBLES       150
#define SCRATCHES     620

/* Lines of light instead of ink; what was light between the pebbles stays faint. */
#define SLATE_INK    0.80
#define SLATE_THREAD 0.85

/* As in image.h; by eye. */
#define PAPER_FIDELITY 220.0
#define SLATE_FIDELITY 450.0

static void even_line(const struct art *art, struct plane *ink, struct point from, struct point to,
                      double width, double strength)
{
    struct curve line = {.len = 2, .at = {from, to}};
    struct plane cover = brush_line(art, &line, width, 1);
    for (int y = cover.box.top; y < cover.box.bottom; y++) {
        for (int x = cover.box.left; x < cover.box.right; x++)
            ink->value[(size_t)y * (size_t)plane_width(ink) + (size_t)x] +=
                plane_get(&cover, x, y) * (float)strength;
    }
    plane_free(&cover);
}

static void draw_grid(struct art *art)
{
    for (int i = 0; i < GRID_COUNT; i++) {
        bool bold = i % 3 == 0;
        double x = GRID_STEP * (i + 0.5);
        even_line(art, &art->alpha, (struct point){x, THREAD_TOP},
                  (struct point){x, GRID_HEIGHT - 0.5}, bold ? THREAD_BOLD : THREAD,
                  bold ? THREAD_BOLD_INK : THREAD_INK);
        numeral_write(art, &art->alpha, i + 1, x, NUMERAL_TOP, NUMERAL_HEIGHT, NUMERAL_INK);
    }
}

/* HAIR here and, where it leaves the tile, again on the other side. */
static void add_wrapped(struct hairs *hairs, struct hair hair)
{
    for (int side = -1; side <= 1; side++) {
        struct hair copy = hair;
        for (int i = 0; i < copy.points; i++)
            copy.at[i].x += side * GROUND_WIDTH;
        hairs_add(hairs, &copy);
    }
}

/* Perspective of the track: what lies further down is nearer, larger and sparser. */
static void draw_ground(struct art *art)
{
    struct random random = random_seed(GROUND_SEED);
    struct hairs scratches = {0}, pebbles = {0}, lights = {0};
    for (int i = 0; i < SCRATCHES; i++) {
        double depth = random_unit(&random) * random_unit(&random);
        double x = random_between(&random, 0, GROUND_WIDTH),
               len = random_between(&random, 1.0, 5.0) * (0.5 + 1.6 * depth);
        struct point lie = point_unit((struct point){1, random_normal(&random) * 0.05});
        add_wrapped(&scratches, hair_grow((struct point){x, 0.8 + depth * (GROUND_HEIGHT - 2)}, lie,
                                          len, 0.04, random_between(&random, 0.3, 0.8),
                                          random_between(&random, 0.08, 0.34)));
    }
    for (int i = 0; i < PEBBLES; i++) {
        double depth = random_unit(&random),
               size = random_between(&random, 0.4, 1.1) * (0.6 + depth);
        double x = random_between(&random, 0, GROUND_WIDTH), y = 1.5 + depth * (GROUND_HEIGHT - 4);
        struct point right = {1, 0};
        add_wrapped(&pebbles, hair_grow((struct point){x, y}, right, size * 1.5, 0.2, size * 0.8,
                                        random_between(&random, 0.25, 0.6)));
        add_wrapped(&lights, hair_grow((struct point){x - 0.2, y - size * 0.55}, right, size * 1.3,
                                       -0.1, size * 0.45, random_between(&random, 0.3, 0.7)));
    }
    struct plane cover = brush_hairs(art, &scratches, &art->alpha.box);
    art_over_flat(art, &cover, 1, 0);
    plane_free(&cover);
    cover = brush_hairs(art, &lights, &art->alpha.box);
    art_over_flat(art, &cover, 1, 0.98);
    plane_free(&cover);
    cover = brush_hairs(art, &pebbles, &art->alpha.box);
    art_over_flat(art, &cover, 1, 0);
    plane_free(&cover);
    hairs_free(&scratches);
    hairs_free(&pebbles);
    hairs_free(&lights);
}

static void invert(struct image *image)
{
    for (size_t i = 0; i < plane_size(&image->tone); i++) {
        image->tone.value[i] = (float)(SLATE_INK * (1 - (double)image->tone.value[i]));
        image->alpha.value[i] *= (float)SLATE_THREAD;
    }
}

static bool write_art(const struct image *image, int zoom, bool dark, const char *directory,
                      const char *name)
{
    char path[PATH_MAX], suffix[16] = "";
    if (zoom > 1)
        snprintf(suffix, sizeof suffix, "@%dx", zoom);
    snprintf(path, sizeof path, "%s/%s%s.png", directory, name, suffix);
    return png_writer_save(image, dark ? PALETTE_SLATE : PALETTE_PAPER, path);
}

static bool draw_tile(int width, int height, void (*draw)(struct art *), int zoom, bool dark,
                      const char *directory, const char *name)
{
    struct art art = art_make(width, height, (double)zoom * SUPERSAMPLE, 1);
    draw(&art);
    struct image image = image_make(&art, NULL, zoom);
    if (dark)
        invert(&image);
    bool good = write_art(&image, zoom, dark, directory, name);
    image_free(&image);
    art_free(&art);
    return good;
}

bool plate_draw(int zoom, bool dark, const char *directory)
{
    struct image card = paper_card(zoom, dark);
    card.fidelity = dark ? SLATE_FIDELITY : PAPER_FIDELITY;
    bool good = write_art(&card, zoom, dark, directory, "backdrop");
    image_free(&card);
    return good && draw_tile(GRID_WIDTH, GRID_HEIGHT, draw_grid, zoom, dark, directory, "grid") &&
           draw_tile(GROUND_WIDTH, GROUND_HEIGHT, draw_ground, zoom, dark, directory, "ground");
}
