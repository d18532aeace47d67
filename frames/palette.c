/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: see palette.h. */
#include "palette.h"

/* The palette: nothing; black in many strengths for shadows; some tones in some strengths for
 * edges, without and with rim light; opaque tones; tones where the dark print has a little and
 * where it has much of that light. Each colour costs four bytes in each of hundreds of files. */
struct layout {
    int shadow, edge_tones, edge_alphas, opaque, rim_tones;
};

static const struct layout camel_layout = {18, 5, 3, 18, 5}, plate_layout = {30, 8, 20, 36, 0},
                           sheet_layout = {16, 12, 5, 128, 0};

enum { RIM_LEVELS = 2, SHADOW_FIRST = 1 };

static const struct layout *layout_of(enum print_scale scale)
{
    return scale == PRINT_SILVER || scale == PRINT_DARK ? &camel_layout
           : scale == PRINT_SHEET                       ? &sheet_layout
                                                        : &plate_layout;
}

static int edge_first(const struct layout *layout)
{
    return SHADOW_FIRST + layout->shadow;
}

/* edges without rim light, and as many with it where there is any */
static int edge_count(const struct layout *layout)
{
    return layout->edge_tones * layout->edge_alphas;
}

static int opaque_first(const struct layout *layout)
{
    return edge_first(layout) + edge_count(layout) * (layout->rim_tones ? 2 : 1);
}

static int rim_first(const struct layout *layout)
{
    return opaque_first(layout) + layout->opaque;
}

static const double shadow_alpha_max = 0.62; /* the ground's shadow is never denser */
static const double shadow_tone_max = 0.02;
static const double rim_least = 0.22; /* less of it is none */

struct ink {
    double red, green, blue;
};

/* Black and white of a print. Ours: a warm silver print; paper, whose white is the sheet itself;
 * and slate, a plate seen by lamp light. */
static const struct ink ink_black[] = {[PRINT_SILVER] = {21, 18, 15},
                                       [PRINT_DARK] = {21, 18, 15},
                                       [PRINT_PAPER] = {56, 41, 26},
                                       [PRINT_SLATE] = {14, 12, 11},
                                       [PRINT_SHEET] = {21, 18, 15}};
static const struct ink ink_white[] = {[PRINT_SILVER] = {240, 230, 212},
                                       [PRINT_DARK] = {240, 230, 212},
                                       [PRINT_PAPER] = {248, 239, 218},
                                       [PRINT_SLATE] = {230, 218, 196},
                                       [PRINT_SHEET] = {240, 230, 212}};

static const double opaque_tone_from[] = {[PRINT_SILVER] = 0.0,
                                          [PRINT_DARK] = 0.0,
                                          [PRINT_PAPER] = 0.50,
                                          [PRINT_SLATE] = 0.02,
                                          [PRINT_SHEET] = 0.0};
static const double opaque_tone_to[] = {[PRINT_SILVER] = 0.85,
                                        [PRINT_DARK] = 0.85,
                                        [PRINT_PAPER] = 1.0,
                                        [PRINT_SLATE] = 0.36,
                                        [PRINT_SHEET] = 1.0};

static const double shadow_truth = 2; /* a shadow's steps are rings */
static const double off_max = 0.12;   /* no tone is ever further off, where any may be */

/* A camel's edges take their tones from the whole scale; the plates' edges are lines of ink. */
static double edge_tone_to(enum print_scale scale)
{
    return scale == PRINT_SLATE ? 1.0 : opaque_tone_to[scale];
}

static void add_colour(struct palette *palette, enum print_scale scale, double tone, double alpha)
{
    const struct ink *black = &ink_black[scale], *white = &ink_white[scale];
    uint8_t *colour = palette->colour[palette->count];

    colour[0] = (uint8_t)(black->red + (white->red - black->red) * tone + 0.5);
    colour[1] = (uint8_t)(black->green + (white->green - black->green) * tone + 0.5);
    colour[2] = (uint8_t)(black->blue + (white->blue - black->blue) * tone + 0.5);
    palette->alpha[palette->count++] = (uint8_t)(255 * alpha + 0.5);
}

/* `count` tones of the camel or the plate itself, from one to the other */
static void add_tones(struct palette *palette, enum print_scale scale, double from, double to,
                      int count, double rim, double alpha)
{
    for (int i = 0; i < count; i++) {
        double tone = from + (to - from) * i / (count - 1);

        if (scale == PRINT_DARK)
            tone = print_dark_tone(tone, rim);
        add_colour(palette, scale, tone, alpha);
    }
}

struct palette palette_of(enum print_scale scale)
{
    const struct layout *layout = layout_of(scale);
    double from = opaque_tone_from[scale], to = opaque_tone_to[scale];
    struct palette palette = {0};

    for (int i = 0; i <= layout->shadow; i++)
        add_colour(&palette, scale, 0, shadow_alpha_max * i / layout->shadow);
    for (int lit = 0; lit < (layout->rim_tones ? 2 : 1); lit++) {
        for (int i = 1; i <= layout->edge_alphas; i++)
            add_tones(&palette, scale, 0, edge_tone_to(scale), layout->edge_tones, lit,
                      (double)i / (layout->edge_alphas + 1));
    }
    palette.clear_count = palette.count;
    add_tones(&palette, scale, from, to, layout->opaque, 0, 1);
    for (int i = 1; i <= (layout->rim_tones ? RIM_LEVELS : 0); i++)
        add_tones(&palette, scale, from, to, layout->rim_tones, (double)i / RIM_LEVELS, 1);
    return palette;
}

/* Where `value`, `from` to `to`, lies among `count` colours from `first` on. `cover` is the opacity
 * that they have, so that what is off shows less. */
static struct wish wish_among(double value, double from, double to, int first, int count,
                              double truth, double cover)
{
    double step = (to - from) / (count - 1), top = first + count - 1;
    double place = number_clamp(first + (value - from) / step, first, top);
    double most = truth > 0 ? off_max / step : 0;
    struct wish wish = {.best = (uint8_t)(place + 0.5), .place = (float)place};

    wish.least = (uint8_t)number_clamp(ceil(place - most), first, wish.best);
    wish.most = (uint8_t)number_clamp(floor(place + most), wish.best, top);
    wish.weight = (float)(truth * step * cover);
    return wish;
}

struct wish palette_wish(enum print_scale scale, double truth, double tone, double alpha,
                         double rim)
{
    static const struct wish nothing = {0};
    const struct layout *layout = layout_of(scale);
    double from = opaque_tone_from[scale], to = opaque_tone_to[scale];
    int edge = (int)(alpha * (layout->edge_alphas + 1) + 0.5);

    if (tone <= shadow_tone_max && alpha <= shadow_alpha_max) {
        double step = shadow_alpha_max / layout->shadow;

        return alpha < step / 2 ? nothing
                                : wish_among(alpha, step, shadow_alpha_max, SHADOW_FIRST,
                                             layout->shadow, truth * shadow_truth, 1);
    }
    if (edge == 0)
        return nothing;
    if (edge <= layout->edge_alphas) {
        int first = edge_first(layout) + (edge - 1) * layout->edge_tones;

        if (layout->rim_tones && rim >= 0.5)
            first += edge_count(layout);
        return wish_among(tone, 0, edge_tone_to(scale), first, layout->edge_tones, truth,
                          (double)edge / (layout->edge_alphas + 1));
    }
    if (layout->rim_tones == 0 || rim < rim_least)
        return wish_among(tone, from, to, opaque_first(layout), layout->opaque, truth, 1);
    int first = rim_first(layout) + (rim < (1 + rim_least) / 2 ? 0 : layout->rim_tones);
    return wish_among(tone, from, to, first, layout->rim_tones, truth, 1);
}
