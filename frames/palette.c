/* SPDX-License-Identifier: MIT */
/* Layout of the palettes, and which colours a tone may become. */
#include "palette.h"

#define RIM_LEVELS       2
#define SHADOW_FIRST     1
#define SHADOW_ALPHA_MAX 0.62 /* the ground's shadow is never denser */
#define SHADOW_TONE_MAX  0.02
#define RIM_LEAST        0.22 /* less of it is none */
#define SHADOW_FIDELITY  2.0  /* a shadow's steps are rings */
#define OFF_MAX          0.12 /* no tone is ever further off, where any may be */

/* The palette: nothing; black in many strengths for shadows; some tones in some strengths for
 * edges, without and with rim light; opaque tones; tones where the dark camel has a little and
 * where it has much of that light. Each colour costs four bytes in each of hundreds of files. */
struct layout {
    int shadow, edge_tones, edge_alphas, opaque, rim_tones;
};

static const struct layout camel_layout = {36, 5, 3, 36, 9}, plate_layout = {30, 8, 20, 36, 0},
                           sheet_layout = {16, 12, 5, 128, 0};

static const struct layout *layout_of(enum palette_kind kind)
{
    return kind == PALETTE_SILVER || kind == PALETTE_DARK ? &camel_layout
           : kind == PALETTE_SHEET                        ? &sheet_layout
                                                          : &plate_layout;
}

static int edge_first(const struct layout *layout)
{
    return SHADOW_FIRST + layout->shadow;
}

/* Edges without rim light, and as many with it where there is any. */
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

struct ink {
    double red, green, blue;
};

/* Black and white of each kind. Ours: a warm silver print; paper, whose white is the sheet itself;
 * and slate, a plate seen by lamp light. */
static const struct ink ink_black[] = {[PALETTE_SILVER] = {21, 18, 15},
                                       [PALETTE_DARK] = {21, 18, 15},
                                       [PALETTE_PAPER] = {56, 41, 26},
                                       [PALETTE_SLATE] = {14, 12, 11},
                                       [PALETTE_SHEET] = {21, 18, 15}};
static const struct ink ink_white[] = {[PALETTE_SILVER] = {240, 230, 212},
                                       [PALETTE_DARK] = {240, 230, 212},
                                       [PALETTE_PAPER] = {248, 239, 218},
                                       [PALETTE_SLATE] = {230, 218, 196},
                                       [PALETTE_SHEET] = {240, 230, 212}};

static const double opaque_tone_from[] = {[PALETTE_SILVER] = 0.0,
                                          [PALETTE_DARK] = 0.0,
                                          [PALETTE_PAPER] = 0.50,
                                          [PALETTE_SLATE] = 0.02,
                                          [PALETTE_SHEET] = 0.0};
static const double opaque_tone_to[] = {[PALETTE_SILVER] = 0.85,
                                        [PALETTE_DARK] = 0.85,
                                        [PALETTE_PAPER] = 1.0,
                                        [PALETTE_SLATE] = 0.36,
                                        [PALETTE_SHEET] = 1.0};

/* A camel's edges take their tones from the whole scale; the plates' edges are lines of ink. */
static double edge_tone_to(enum palette_kind kind)
{
    return kind == PALETTE_SLATE ? 1.0 : opaque_tone_to[kind];
}

static void add_colour(struct palette *palette, enum palette_kind kind, double tone, double alpha)
{
    const struct ink *black = &ink_black[kind], *white = &ink_white[kind];
    uint8_t *colour = palette->colour[palette->count];
    colour[0] = (uint8_t)(black->red + (white->red - black->red) * tone + 0.5);
    colour[1] = (uint8_t)(black->green + (white->green - black->green) * tone + 0.5);
    colour[2] = (uint8_t)(black->blue + (white->blue - black->blue) * tone + 0.5);
    palette->alpha[palette->count++] = (uint8_t)(255 * alpha + 0.5);
}

/* COUNT tones of the camel or the plate itself, from one to the other. */
static void add_tones(struct palette *palette, enum palette_kind kind, double from, double to,
                      int count, double rim, double alpha)
{
    for (int i = 0; i < count; i++) {
        double tone = from + (to - from) * i / (count - 1);
        if (kind == PALETTE_DARK)
            tone = image_dark_tone(tone, rim);
        add_colour(palette, kind, tone, alpha);
    }
}

struct palette palette_of(enum palette_kind kind)
{
    const struct layout *layout = layout_of(kind);
    double from = opaque_tone_from[kind], to = opaque_tone_to[kind];
    struct palette palette = {0};
    for (int i = 0; i <= layout->shadow; i++)
        add_colour(&palette, kind, 0, SHADOW_ALPHA_MAX * i / layout->shadow);
    for (int lit = 0; lit < (layout->rim_tones ? 2 : 1); lit++) {
        for (int i = 1; i <= layout->edge_alphas; i++)
            add_tones(&palette, kind, 0, edge_tone_to(kind), layout->edge_tones, lit,
                      (double)i / (layout->edge_alphas + 1));
    }
    palette.clear_count = palette.count;
    add_tones(&palette, kind, from, to, layout->opaque, 0, 1);
    for (int i = 1; i <= (layout->rim_tones ? RIM_LEVELS : 0); i++)
        add_tones(&palette, kind, from, to, layout->rim_tones, (double)i / RIM_LEVELS, 1);
    return palette;
}

/* Where VALUE, FROM to TO, lies among COUNT colours from FIRST on. COVER is the opacity
 * that they have, so that what is off shows less. */
static struct tolerance tolerance_among(double value, double from, double to, int first, int count,
                                        double fidelity, double cover)
{
    double step = (to - from) / (count - 1), top = first + count - 1;
    double place = number_clamp(first + (value - from) / step, first, top);
    double most = fidelity > 0 ? OFF_MAX / step : 0;
    struct tolerance tolerance = {.best = (uint8_t)(place + 0.5), .place = (float)place};
    tolerance.least = (uint8_t)number_clamp(ceil(place - most), first, tolerance.best);
    tolerance.most = (uint8_t)number_clamp(floor(place + most), tolerance.best, top);
    tolerance.weight = (float)(fidelity * step * cover);
    return tolerance;
}

struct tolerance palette_tolerance(enum palette_kind kind, double fidelity, double tone,
                                   double alpha, double rim)
{
    static const struct tolerance nothing = {0};
    const struct layout *layout = layout_of(kind);
    double from = opaque_tone_from[kind], to = opaque_tone_to[kind];
    int edge = (int)(alpha * (layout->edge_alphas + 1) + 0.5);
    if (tone <= SHADOW_TONE_MAX && alpha <= SHADOW_ALPHA_MAX) {
        double step = SHADOW_ALPHA_MAX / layout->shadow;
        return alpha < step / 2 ? nothing
                                : tolerance_among(alpha, step, SHADOW_ALPHA_MAX, SHADOW_FIRST,
                                                  layout->shadow, fidelity * SHADOW_FIDELITY, 1);
    }
    if (edge == 0)
        return nothing;
    if (edge <= layout->edge_alphas) {
        int first = edge_first(layout) + (edge - 1) * layout->edge_tones;
        if (layout->rim_tones && rim >= 0.5)
            first += edge_count(layout);
        return tolerance_among(tone, 0, edge_tone_to(kind), first, layout->edge_tones, fidelity,
                               (double)edge / (layout->edge_alphas + 1));
    }
    if (layout->rim_tones == 0 || rim < RIM_LEAST)
        return tolerance_among(tone, from, to, opaque_first(layout), layout->opaque, fidelity, 1);
    int first = rim_first(layout) + (rim < (1 + RIM_LEAST) / 2 ? 0 : layout->rim_tones);
    return tolerance_among(tone, from, to, first, layout->rim_tones, fidelity, 1);
}
