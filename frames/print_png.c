/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns libpng's state while a print is encoded: one byte a pixel, palette with alpha.
 */
#include "print.h"

#include <errno.h>
#include <png.h>
#include <stdlib.h>

/* The palette: nothing; opaque tones; tones where the dark print has a little and where it has much
 * rim light; black in many strengths for shadows; some tones in some strengths for edges, without
 * and with that light. A camel's file is mostly grain and hair, and every tone is paid for in each
 * of hundreds of frames: there are so few that the grain still hides the steps. One set of indices
 * serves the light and the dark camel: only the palette differs. */
struct layout {
    int opaque, rim_tones, shadow, edge_tones, edge_alphas;
};

static const struct layout camel_layout = {14, 8, 16, 7, 3}, plate_layout = {36, 0, 30, 8, 20},
                           sheet_layout = {128, 0, 16, 12, 5};

enum { RIM_LEVELS = 2, OPAQUE_FIRST = 1, COLOUR_MAX = 256 };

static const struct layout *layout_of(enum print_scale scale)
{
    return scale == PRINT_SILVER || scale == PRINT_DARK ? &camel_layout
           : scale == PRINT_SHEET                       ? &sheet_layout
                                                        : &plate_layout;
}

static int rim_first(const struct layout *layout)
{
    return OPAQUE_FIRST + layout->opaque;
}

static int shadow_first(const struct layout *layout)
{
    return rim_first(layout) + layout->rim_tones * RIM_LEVELS;
}

static int edge_first(const struct layout *layout)
{
    return shadow_first(layout) + layout->shadow;
}

/* edges without rim light, and as many with it where there is any */
static int edge_count(const struct layout *layout)
{
    return layout->edge_tones * layout->edge_alphas;
}

static int colour_count(const struct layout *layout)
{
    return edge_first(layout) + edge_count(layout) * (layout->rim_tones ? 2 : 1);
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

static png_color mix_ink(enum print_scale scale, double tone, double rim)
{
    const struct ink *black = &ink_black[scale], *white = &ink_white[scale];

    if (scale == PRINT_DARK)
        tone = print_dark_tone(tone, rim);
    return (png_color){(png_byte)(black->red + (white->red - black->red) * tone + 0.5),
                       (png_byte)(black->green + (white->green - black->green) * tone + 0.5),
                       (png_byte)(black->blue + (white->blue - black->blue) * tone + 0.5)};
}

/* A camel's edges take their tones from the whole scale; the plates' edges are lines of ink. */
static double edge_tone_to(enum print_scale scale)
{
    return scale == PRINT_SLATE ? 1.0 : opaque_tone_to[scale];
}

static void fill_palette(enum print_scale scale, png_color *colour, png_byte *alpha)
{
    const struct layout *layout = layout_of(scale);
    double from = opaque_tone_from[scale], span = opaque_tone_to[scale] - from;
    int at = 0;

    colour[at] = mix_ink(scale, 0, 0);
    alpha[at++] = 0;
    for (int i = 0; i < layout->opaque; i++) {
        colour[at] = mix_ink(scale, from + span * i / (layout->opaque - 1), 0);
        alpha[at++] = 255;
    }
    for (int i = 0; i < layout->rim_tones * RIM_LEVELS; i++) {
        double tone = (double)(i % layout->rim_tones) / (layout->rim_tones - 1);

        colour[at] =
            mix_ink(scale, from + span * tone, (double)(i / layout->rim_tones + 1) / RIM_LEVELS);
        alpha[at++] = 255;
    }
    for (int i = 0; i < layout->shadow; i++) {
        const struct ink *black = &ink_black[scale];

        colour[at] =
            (png_color){(png_byte)black->red, (png_byte)black->green, (png_byte)black->blue};
        alpha[at++] = (png_byte)(255 * shadow_alpha_max * (i + 1) / layout->shadow + 0.5);
    }
    for (int lit = 0; lit < (layout->rim_tones ? 2 : 1); lit++) {
        for (int i = 0; i < edge_count(layout); i++) {
            double tone = (double)(i % layout->edge_tones) / (layout->edge_tones - 1);
            int alphas = layout->edge_alphas + 1;

            colour[at] = mix_ink(scale, edge_tone_to(scale) * tone, lit);
            alpha[at++] = (png_byte)(255 * (i / layout->edge_tones + 1) / alphas);
        }
    }
}

static int level(double value, double span, int count)
{
    return (int)number_clamp(value / span * (count - 1) + 0.5, 0, count - 1);
}

static png_byte colour_of(enum print_scale scale, double tone, double alpha, double rim)
{
    const struct layout *layout = layout_of(scale);
    double from = opaque_tone_from[scale], to = opaque_tone_to[scale];
    int edge = (int)(alpha * (layout->edge_alphas + 1) + 0.5);

    if (tone <= shadow_tone_max && alpha <= shadow_alpha_max) {
        int shadow = (int)(alpha / shadow_alpha_max * layout->shadow + 0.5);
        return (png_byte)(shadow ? shadow_first(layout) + shadow - 1 : 0);
    }
    if (edge == 0)
        return 0;
    if (edge <= layout->edge_alphas)
        return (png_byte)(edge_first(layout) +
                          (layout->rim_tones && rim >= 0.5 ? edge_count(layout) : 0) +
                          (edge - 1) * layout->edge_tones +
                          level(tone, edge_tone_to(scale), layout->edge_tones));
    if (layout->rim_tones == 0 || rim < rim_least)
        return (png_byte)(OPAQUE_FIRST + level(tone - from, to - from, layout->opaque));
    return (png_byte)(rim_first(layout) + (rim < (1 + rim_least) / 2 ? 0 : layout->rim_tones) +
                      level(tone - from, to - from, layout->rim_tones));
}

static bool write_rows(png_structp png, png_infop info, const struct print *print,
                       enum print_scale scale, png_bytep row)
{
    png_color colour[COLOUR_MAX];
    png_byte alpha[COLOUR_MAX];

    if (setjmp(png_jmpbuf(png)))
        return false;
    png_set_compression_level(png, 9);
    png_set_compression_mem_level(png, 9);
    /* Measured, of all filters and strategies: indices want none. */
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_IHDR(png, info, (png_uint_32)print->width, (png_uint_32)print->height, 8,
                 PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    fill_palette(scale, colour, alpha);
    png_set_PLTE(png, info, colour, colour_count(layout_of(scale)));
    png_set_tRNS(png, info, alpha, colour_count(layout_of(scale)), NULL);
    png_write_info(png, info);
    for (int y = 0; y < print->height; y++) {
        for (int x = 0; x < print->width; x++)
            row[x] = colour_of(scale, (double)plane_get(&print->tone, x, y),
                               (double)plane_get(&print->alpha, x, y),
                               (double)plane_get(&print->rim, x, y));
        png_write_row(png, row);
    }
    png_write_end(png, info);
    return true;
}

static void take_bytes(png_structp png, png_bytep data, size_t len)
{
    bytes_add(png_get_io_ptr(png), data, len);
}

static void take_nothing(png_structp png)
{
    (void)png;
}

bool print_encode(const struct print *print, enum print_scale scale, struct bytes *bytes)
{
    bool good = false;
    png_infop info = NULL;
    png_bytep row = malloc((size_t)print->width);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);

    if (png)
        info = png_create_info_struct(png);
    if (row && info) {
        png_set_write_fn(png, bytes, take_bytes, take_nothing);
        good = write_rows(png, info, print, scale, row);
    }
    png_destroy_write_struct(&png, &info);
    free(row);
    if (!good)
        errno = EINVAL;
    return good;
}

bool print_write(const struct print *print, enum print_scale scale, const char *path)
{
    struct bytes bytes = {0};
    bool good = print_encode(print, scale, &bytes) && bytes_write(&bytes, path);

    bytes_free(&bytes);
    return good;
}
