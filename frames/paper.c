/* SPDX-License-Identifier: MIT */
/* The card, stain by stain. Sizes in 1x pixels of the card, as in theme.ini; numbers ours, by
 * eye. */
#include "paper.h"

#include "brush.h"
#include "lettering.h"
#include "random.h"

#define CARD_WIDTH  360
#define CARD_HEIGHT 270
#define SUPERSAMPLE 2
#define PAPER_SEED  81

/* The picture's opening: view_* of theme.ini; ground_y is where the track begins. */
#define VIEW_LEFT   10.0
#define VIEW_TOP    10.0
#define VIEW_RIGHT  350.0
#define VIEW_BOTTOM 246.0
#define GROUND_Y    222.0

#define LEVEL_STEP 22.0 /* between level threads, as between the uprights */
#define FIBRES     260
#define SPOTS      90

/* The plate's heading, in the margin over the picture. */
#define HEADING      "CAMELUS BACTRIANUS."
#define PLATE_NUMBER "PLATE I."

#define HEADING_HEIGHT 3.4
#define HEADING_TOP    1.9
#define HEADING_INK    0.62

/* Paper in daylight, and a slate-dark plate on which lines are light. */
struct look {
    double sheet, view, track; /* tones */
    double depth;              /* of all that clouds, stains and shades them; 1 is the paper's */
    double ink;                /* of lines */
    bool dark;
};

static const struct look looks[] = {{0.93, 0.845, 0.775, 1.0, 1.0, false},
                                    {0.155, 0.105, 0.15, 0.42, 0.80, true}};

/* Noise between -1 and 1 or so with bodies of SIZE frame pixels, the same at every zoom: one
 * value for each of them, read between by a smooth curve. */
struct noise {
    struct plane value;
    double size;
};

static struct noise noise_make(double size, uint64_t seed)
{
    struct noise noise = {plane_make((struct box){-1, -1, (int)(CARD_WIDTH / size) + 3,
                                                  (int)(CARD_HEIGHT / size) + 3}),
                          size};
    struct random random = random_seed(seed);
    for (size_t i = 0; i < plane_size(&noise.value); i++)
        noise.value.value[i] = (float)random_between(&random, -1, 1);
    return noise;
}

static double noise_at(const struct noise *noise, double x, double y)
{
    int left = (int)floor(x / noise->size), top = (int)floor(y / noise->size);
    double mix_x = number_smooth(0, 1, x / noise->size - left),
           mix_y = number_smooth(0, 1, y / noise->size - top);
    double upper = (double)plane_get(&noise->value, left, top) * (1 - mix_x) +
                   (double)plane_get(&noise->value, left + 1, top) * mix_x;
    double lower = (double)plane_get(&noise->value, left, top + 1) * (1 - mix_x) +
                   (double)plane_get(&noise->value, left + 1, top + 1) * mix_x;
    return upper * (1 - mix_y) + lower * mix_y;
}

/* How far inside the opening, px; < 0 outside. The plate's edge is not quite straight. */
static double inside(double x, double y)
{
    return fmin(fmin(x - VIEW_LEFT, VIEW_RIGHT - x), fmin(y - VIEW_TOP, VIEW_BOTTOM - y));
}

/* 0 in the middle of the card, 1 at its corners. */
static double outward(double x, double y)
{
    double dx = (x - CARD_WIDTH / 2.0) / (CARD_WIDTH / 2.0),
           dy = (y - CARD_HEIGHT / 2.0) / (CARD_HEIGHT / 2.0);
    return (dx * dx + dy * dy) / 2;
}

static void lay_paper(struct art *art, const struct look *look)
{
    struct noise cloud = noise_make(70, PAPER_SEED), stain = noise_make(24, PAPER_SEED + 1);
    struct noise pulp = noise_make(4, PAPER_SEED + 2), tooth = noise_make(1.2, PAPER_SEED + 3);
    int width = plane_width(&art->tone);
    for (size_t i = 0; i < plane_size(&art->tone); i++) {
        double x = ((double)(i % (size_t)width) + 0.5) / art->scale,
               y = ((double)(i / (size_t)width) + 0.5) / art->scale;
        double in = inside(x, y), out = outward(x, y);
        double view = number_smooth(-0.4, 0.4, in),
               track = number_smooth(GROUND_Y - 1.0, GROUND_Y + 1.5, y);
        double picture =
            look->view + look->depth * (0.030 * number_smooth(VIEW_TOP, GROUND_Y, y) - 0.11 * out);
        double ground =
            look->track +
            look->depth * (0.045 * number_smooth(GROUND_Y, VIEW_BOTTOM, y) - 0.08 * out);
        double edge = number_smooth(9, 0, fmin(fmin(x, CARD_WIDTH - x), fmin(y, CARD_HEIGHT - y)));
        double sheet = look->sheet - look->depth * (0.045 * out + 0.055 * edge);
        picture += (ground - picture) * track;
        double tone = sheet + (picture - sheet) * view;
        tone += look->depth * (0.014 * noise_at(&cloud, x, y) + 0.009 * noise_at(&stain, x, y) +
                               0.006 * noise_at(&pulp, x, y));
        tone += look->depth * (0.010 + 0.012 * view) * noise_at(&tooth, x, y);
        art->tone.value[i] = (float)tone;
        art->alpha.value[i] = 1;
    }
    plane_free(&cloud.value);
    plane_free(&stain.value);
    plane_free(&pulp.value);
    plane_free(&tooth.value);
}

static void lay_fibres(struct art *art, const struct look *look)
{
    struct random random = random_seed(PAPER_SEED + 4);
    for (int light = 0; light < 2; light++) {
        struct hairs fibres = {0};
        for (int i = 0; i < FIBRES; i++) {
            double x = random_between(&random, 0, art->width),
                   y = random_between(&random, 0, art->height);
            struct point lie = point_at_angle(random_between(&random, 0, 6.2831853));
            double len = random_between(&random, 3, 11), bend = random_between(&random, -0.5, 0.5);
            struct hair fibre =
                hair_grow((struct point){x, y}, lie, len, bend, random_between(&random, 0.2, 0.45),
                          random_between(&random, 0.04, 0.14));
            hairs_add(&fibres, &fibre);
        }
        struct plane cover = brush_hairs(art, &fibres, &art->alpha.box);
        if (light)
            art_light(art, &cover, look->dark ? 0.16 : 0.8);
        else
            art_shade(art, &cover, 0.5);
        plane_free(&cover);
        hairs_free(&fibres);
    }
}

/* Foxing: small rust-brown spots with a soft rim, more of them towards the card's edges. */
static void lay_foxing(struct art *art, const struct look *look)
{
    struct random random = random_seed(PAPER_SEED + 5);
    struct plane spots = plane_make(art->alpha.box);
    struct point level = {1, 0};
    for (int i = 0; i < SPOTS; i++) {
        double x = random_between(&random, 0, art->width),
               y = random_between(&random, 0, art->height);
        double size =
            random_between(&random, 0.4, 1.0) + 1.6 * random_unit(&random) * random_unit(&random);
        double strength =
            random_between(&random, 0.03, 0.12) *
            (0.35 + 1.3 * outward(x / art->width * CARD_WIDTH, y / art->height * CARD_HEIGHT));
        plane_bump(&spots, point_scale((struct point){x, y}, art->scale),
                   (struct point){size * art->scale,
                                  size * random_between(&random, 0.7, 1.2) * art->scale},
                   level, strength);
    }
    if (look->dark)
        art_light(art, &spots, 0.25);
    else
        art_shade(art, &spots, 1.0);
    plane_free(&spots);
}

/* A line of ink: dark on paper, light on slate. */
static void draw_ink(struct art *art, const struct look *look, const struct plane *cover,
                     double strength)
{
    if (look->dark)
        art_light(art, cover, strength * look->ink);
    else
        art_shade(art, cover, strength * look->ink);
}

static void rule(struct art *art, const struct look *look, struct point from, struct point to,
                 double width, double strength)
{
    struct curve line = {.len = 2, .at = {from, to}};
    struct plane cover = brush_line(art, &line, width, 1);
    draw_ink(art, look, &cover, strength);
    plane_free(&cover);
}

static void rule_box(struct art *art, const struct look *look, double grow, double width,
                     double strength)
{
    double left = VIEW_LEFT - grow, top = VIEW_TOP - grow, right = VIEW_RIGHT + grow,
           bottom = VIEW_BOTTOM + grow;
    rule(art, look, (struct point){left, top}, (struct point){right, top}, width, strength);
    rule(art, look, (struct point){right, top}, (struct point){right, bottom}, width, strength);
    rule(art, look, (struct point){right, bottom}, (struct point){left, bottom}, width, strength);
    rule(art, look, (struct point){left, bottom}, (struct point){left, top}, width, strength);
}

static void letter(struct art *art, const struct look *look)
{
    struct plane ink = plane_make(art->alpha.box);
    double wide = lettering_width(PLATE_NUMBER, HEADING_HEIGHT);
    lettering_write(art, &ink, HEADING, VIEW_LEFT, HEADING_TOP, HEADING_HEIGHT, HEADING_INK);
    lettering_write(art, &ink, PLATE_NUMBER, VIEW_RIGHT - wide, HEADING_TOP, HEADING_HEIGHT,
                    HEADING_INK);
    draw_ink(art, look, &ink, 1.0);
    plane_free(&ink);
}

struct image paper_card(int zoom, bool dark)
{
    struct art art = art_make(CARD_WIDTH, CARD_HEIGHT, (double)zoom * SUPERSAMPLE, 1);
    const struct look *look = &looks[dark];
    lay_paper(&art, look);
    lay_fibres(&art, look);
    lay_foxing(&art, look);
    for (double y = GROUND_Y - LEVEL_STEP; y > VIEW_TOP + 10; y -= LEVEL_STEP) {
        bool bold = (int)((GROUND_Y - y) / LEVEL_STEP + 0.5) % 3 == 0;
        rule(&art, look, (struct point){VIEW_LEFT, y}, (struct point){VIEW_RIGHT, y},
             bold ? 0.9 : 0.55, bold ? 0.16 : 0.10);
    }
    rule(&art, look, (struct point){VIEW_LEFT, GROUND_Y}, (struct point){VIEW_RIGHT, GROUND_Y}, 1.0,
         0.40);
    rule(&art, look, (struct point){VIEW_LEFT, GROUND_Y + 2.5},
         (struct point){VIEW_RIGHT, GROUND_Y + 2.5}, 0.6, 0.18);
    rule_box(&art, look, 0, 0.7, 0.45);
    rule_box(&art, look, 3, 0.45, 0.22);
    letter(&art, look);
    struct image image = image_make(&art, NULL, zoom);
    art_free(&art);
    return image;
}

/* A page of the book has paper's tones and no picture. */
void paper_page(struct art *art)
{
    const struct look *look = &looks[0];
    struct noise cloud = noise_make(70, PAPER_SEED), stain = noise_make(24, PAPER_SEED + 1);
    struct random tooth = random_seed(PAPER_SEED + 3);
    int width = plane_width(&art->tone);
    for (size_t i = 0; i < plane_size(&art->tone); i++) {
        /* The card's clouds, drawn out over the page. */
        double x = ((double)(i % (size_t)width) + 0.5) / art->scale / art->width,
               y = ((double)(i / (size_t)width) + 0.5) / art->scale / art->height;
        double edge = number_smooth(0.02, 0, fmin(fmin(x, 1 - x), fmin(y, 1 - y)));
        double at_x = x * CARD_WIDTH, at_y = y * CARD_HEIGHT;
        art->tone.value[i] =
            (float)(look->sheet - 0.045 * outward(at_x, at_y) - 0.055 * edge +
                    0.016 * noise_at(&cloud, at_x, at_y) + 0.012 * noise_at(&stain, at_x, at_y) +
                    0.030 * random_between(&tooth, -1, 1));
        art->alpha.value[i] = 1;
    }
    plane_free(&cloud.value);
    plane_free(&stain.value);
    lay_fibres(art, look);
    lay_foxing(art, look);
}
