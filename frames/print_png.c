/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns libpng's state and libdeflate's compressor while a print is encoded: one byte a pixel,
 * palette with alpha. libpng writes the file, but for its pixels, which libdeflate packs tighter
 * than zlib.
 */
#include "print.h"

#include <errno.h>
#include <libdeflate.h>
#include <png.h>
#include <stdlib.h>

#include "palette.h"

enum { EFFORT = 12 }; /* the most that libdeflate does: nearly an optimal parse */

/* Rows of indices with a filter byte of 0 before each. Measured, of all filters: indices want none.
 * NULL: no memory */
static uint8_t *choose_colours(const struct print *print, enum print_scale scale)
{
    size_t row_len = (size_t)print->width + 1, height = (size_t)print->height;
    struct wish *wish = calloc(row_len * height, sizeof *wish);
    uint8_t *colour = malloc(row_len * height);

    for (int y = 0; wish && y < print->height; y++) {
        for (int x = 0; x < print->width; x++)
            wish[(size_t)y * row_len + (size_t)x + 1] = palette_wish(
                scale, print->truth, (double)plane_get(&print->tone, x, y),
                (double)plane_get(&print->alpha, x, y), (double)plane_get(&print->rim, x, y));
    }
    if (!wish || !colour || !echo_choose(wish, row_len, height, colour)) {
        free(colour);
        colour = NULL;
    }
    free(wish);
    return colour;
}

static void take_bytes(png_structp png, png_bytep data, size_t len)
{
    bytes_add(png_get_io_ptr(png), data, len);
}

static void take_nothing(png_structp png)
{
    (void)png;
}

/* the rows as a zlib stream, to be freed; NULL: no memory */
static uint8_t *pack(const uint8_t *data, size_t len, size_t *packed_len)
{
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(EFFORT);
    size_t room = compressor ? libdeflate_zlib_compress_bound(compressor, len) : 0;
    uint8_t *packed = compressor ? malloc(room) : NULL;

    if (packed)
        *packed_len = libdeflate_zlib_compress(compressor, data, len, packed, room);
    if (compressor)
        libdeflate_free_compressor(compressor);
    return packed;
}

static bool write_file(png_structp png, png_infop info, const struct print *print,
                       enum print_scale scale, const uint8_t *packed, size_t packed_len)
{
    struct palette palette = palette_of(scale);
    png_color colour[PALETTE_MAX];

    for (int i = 0; i < palette.count; i++)
        colour[i] = (png_color){palette.colour[i][0], palette.colour[i][1], palette.colour[i][2]};
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_set_IHDR(png, info, (png_uint_32)print->width, (png_uint_32)print->height, 8,
                 PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_PLTE(png, info, colour, palette.count);
    png_set_tRNS(png, info, palette.alpha, palette.clear_count, NULL);
    png_write_info(png, info);
    png_write_chunk(png, (png_const_bytep) "IDAT", packed, packed_len);
    png_write_chunk(png, (png_const_bytep) "IEND", NULL, 0);
    return true;
}

bool print_encode(const struct print *print, enum print_scale scale, struct bytes *bytes)
{
    size_t packed_len = 0, len = ((size_t)print->width + 1) * (size_t)print->height;
    uint8_t *colour = choose_colours(print, scale);
    uint8_t *packed = colour ? pack(colour, len, &packed_len) : NULL;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    bool good = false;

    if (packed && info) {
        png_set_write_fn(png, bytes, take_bytes, take_nothing);
        good = write_file(png, info, print, scale, packed, packed_len);
    }
    png_destroy_write_struct(&png, &info);
    free(packed);
    free(colour);
    if (!good)
        errno = ENOMEM;
    return good;
}

bool print_write(const struct print *print, enum print_scale scale, const char *path)
{
    struct bytes bytes = {0};
    bool good = print_encode(print, scale, &bytes) && bytes_write(&bytes, path);

    bytes_free(&bytes);
    return good;
}
