/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns the file and libpng's state while a print is written: one byte a pixel, palette with alpha.
 */
#include "print.h"

#include <errno.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>

/* The palette: nothing; opaque tones; black in many strengths for shadows; some tones in some
 * strengths for edges. */
enum {
    OPAQUE_COUNT = 44,
    SHADOW_COUNT = 30,
    EDGE_TONES = 18,
    EDGE_ALPHAS = 7,
    OPAQUE_FIRST = 1,
    SHADOW_FIRST = OPAQUE_FIRST + OPAQUE_COUNT,
    EDGE_FIRST = SHADOW_FIRST + SHADOW_COUNT,
    COLOUR_COUNT = EDGE_FIRST + EDGE_TONES * EDGE_ALPHAS
};

static const double shadow_alpha_max = 0.62; /* the ground's shadow is never denser */
static const double shadow_tone_max = 0.02;

struct ink {
    double red, green, blue;
};

/* Black and white of a print. Ours: a warm silver print; and paper, whose white is the sheet
 * itself. */
static const struct ink ink_black[] = {
    [PRINT_SILVER] = {21, 18, 15}, [PRINT_PAPER] = {56, 41, 26}, [PRINT_SHEET] = {21, 18, 15}};
static const struct ink ink_white[] = {[PRINT_SILVER] = {240, 230, 212},
                                       [PRINT_PAPER] = {248, 239, 218},
                                       [PRINT_SHEET] = {240, 230, 212}};

static const double opaque_tone_from[] = {
    [PRINT_SILVER] = 0.0, [PRINT_PAPER] = 0.50, [PRINT_SHEET] = 0.0};
static const double opaque_tone_to[] = {
    [PRINT_SILVER] = 0.85, [PRINT_PAPER] = 1.0, [PRINT_SHEET] = 1.0};

static png_color mix_ink(enum print_scale scale, double tone)
{
    const struct ink *black = &ink_black[scale], *white = &ink_white[scale];

    return (png_color){(png_byte)(black->red + (white->red - black->red) * tone + 0.5),
                       (png_byte)(black->green + (white->green - black->green) * tone + 0.5),
                       (png_byte)(black->blue + (white->blue - black->blue) * tone + 0.5)};
}

static void fill_palette(enum print_scale scale, png_color *colour, png_byte *alpha)
{
    double from = opaque_tone_from[scale], span = opaque_tone_to[scale] - from;

    colour[0] = mix_ink(scale, 0);
    alpha[0] = 0;
    for (int i = 0; i < OPAQUE_COUNT; i++) {
        colour[OPAQUE_FIRST + i] = mix_ink(scale, from + span * i / (OPAQUE_COUNT - 1));
        alpha[OPAQUE_FIRST + i] = 255;
    }
    for (int i = 0; i < SHADOW_COUNT; i++) {
        colour[SHADOW_FIRST + i] = mix_ink(scale, 0);
        alpha[SHADOW_FIRST + i] = (png_byte)(255 * shadow_alpha_max * (i + 1) / SHADOW_COUNT + 0.5);
    }
    for (int i = 0; i < EDGE_TONES * EDGE_ALPHAS; i++) {
        colour[EDGE_FIRST + i] =
            mix_ink(scale, opaque_tone_to[scale] * (i % EDGE_TONES) / (EDGE_TONES - 1));
        alpha[EDGE_FIRST + i] = (png_byte)(255 * (i / EDGE_TONES + 1) / (EDGE_ALPHAS + 1));
    }
}

static int level(double value, double span, int count)
{
    return (int)number_clamp(value / span * (count - 1) + 0.5, 0, count - 1);
}

static png_byte colour_of(enum print_scale scale, double tone, double alpha)
{
    double from = opaque_tone_from[scale], to = opaque_tone_to[scale];
    int edge = (int)(alpha * (EDGE_ALPHAS + 1) + 0.5);

    if (tone <= shadow_tone_max && alpha <= shadow_alpha_max) {
        int shadow = (int)(alpha / shadow_alpha_max * SHADOW_COUNT + 0.5);
        return (png_byte)(shadow ? SHADOW_FIRST + shadow - 1 : 0);
    }
    if (edge == 0)
        return 0;
    if (edge > EDGE_ALPHAS)
        return (png_byte)(OPAQUE_FIRST + level(tone - from, to - from, OPAQUE_COUNT));
    return (png_byte)(EDGE_FIRST + (edge - 1) * EDGE_TONES + level(tone, to, EDGE_TONES));
}

static bool write_rows(png_structp png, png_infop info, const struct print *print,
                       enum print_scale scale, png_bytep row)
{
    png_color colour[COLOUR_COUNT];
    png_byte alpha[COLOUR_COUNT];

    if (setjmp(png_jmpbuf(png)))
        return false;
    png_set_compression_level(png, 9);
    png_set_compression_mem_level(png, 9);
    png_set_filter(png, PNG_FILTER_TYPE_BASE,
                   PNG_FILTER_NONE); /* indices: differences say nothing */
    png_set_IHDR(png, info, (png_uint_32)print->width, (png_uint_32)print->height, 8,
                 PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    fill_palette(scale, colour, alpha);
    png_set_PLTE(png, info, colour, COLOUR_COUNT);
    png_set_tRNS(png, info, alpha, COLOUR_COUNT, NULL);
    png_write_info(png, info);
    for (int y = 0; y < print->height; y++) {
        for (int x = 0; x < print->width; x++)
            row[x] = colour_of(scale, (double)plane_get(&print->tone, x, y),
                               (double)plane_get(&print->alpha, x, y));
        png_write_row(png, row);
    }
    png_write_end(png, info);
    return true;
}

bool print_write(const struct print *print, enum print_scale scale, const char *path)
{
    bool good = false;
    png_infop info = NULL;
    png_bytep row = malloc((size_t)print->width);
    FILE *file = fopen(path, "wb");
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);

    if (png)
        info = png_create_info_struct(png);
    if (row && file && info) {
        png_init_io(png, file);
        good = write_rows(png, info, print, scale, row);
    }
    png_destroy_write_struct(&png, &info);
    free(row);
    if (file) {
        good = fclose(file) == 0 && good;
        if (!good)
            remove(path);
    }
    return good;
}
