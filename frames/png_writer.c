/* SPDX-License-Identifier: MIT */
/* Writes PNGs: libpng all of a file but its pixels, which libdeflate packs tighter than zlib.
 * Owns both libraries' state meanwhile. */
#include "png_writer.h"

#include <errno.h>
#include <libdeflate.h>
#include <png.h>
#include <stdlib.h>

#define EFFORT 12 /* the most that libdeflate does: nearly an optimal parse */

/* Rows of indices with a filter byte of 0 before each. Measured, of all filters: indices want none.
 * NULL: no memory. */
static uint8_t *choose_colours(const struct image *image, enum palette_kind kind)
{
    size_t row_len = (size_t)image->width + 1, height = (size_t)image->height;
    struct tolerance *tolerance = calloc(row_len * height, sizeof *tolerance);
    uint8_t *colour = malloc(row_len * height);
    for (int y = 0; tolerance && y < image->height; y++) {
        for (int x = 0; x < image->width; x++)
            tolerance[(size_t)y * row_len + (size_t)x + 1] = palette_tolerance(
                kind, image->fidelity, (double)plane_get(&image->tone, x, y),
                (double)plane_get(&image->alpha, x, y), (double)plane_get(&image->rim, x, y));
    }
    if (!tolerance || !colour || !quantiser_choose(tolerance, row_len, height, colour)) {
        free(colour);
        colour = NULL;
    }
    free(tolerance);
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

/* The rows as a zlib stream, to be freed; NULL: no memory. */
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

static bool write_file(png_structp png, png_infop info, const struct image *image,
                       enum palette_kind kind, const uint8_t *packed, size_t packed_len)
{
    struct palette palette = palette_of(kind);
    png_color colour[PALETTE_COLOUR_MAX];
    for (int i = 0; i < palette.count; i++)
        colour[i] = (png_color){palette.colour[i][0], palette.colour[i][1], palette.colour[i][2]};
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_set_IHDR(png, info, (png_uint_32)image->width, (png_uint_32)image->height, 8,
                 PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_PLTE(png, info, colour, palette.count);
    png_set_tRNS(png, info, palette.alpha, palette.clear_count, NULL);
    png_write_info(png, info);
    png_write_chunk(png, (png_const_bytep) "IDAT", packed, packed_len);
    png_write_chunk(png, (png_const_bytep) "IEND", NULL, 0);
    return true;
}

bool png_writer_encode(const struct image *image, enum palette_kind kind, struct bytes *bytes)
{
    size_t packed_len = 0, len = ((size_t)image->width + 1) * (size_t)image->height;
    uint8_t *colour = choose_colours(image, kind);
    uint8_t *packed = colour ? pack(colour, len, &packed_len) : NULL;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    bool good = false;
    if (packed && info) {
        png_set_write_fn(png, bytes, take_bytes, take_nothing);
        good = write_file(png, info, image, kind, packed, packed_len);
    }
    png_destroy_write_struct(&png, &info);
    free(packed);
    free(colour);
    if (!good)
        errno = ENOMEM;
    return good;
}

bool png_writer_save(const struct image *image, enum palette_kind kind, const char *path)
{
    struct bytes bytes = {0};
    bool good = png_writer_encode(image, kind, &bytes) && bytes_write(&bytes, path);
    bytes_free(&bytes);
    return good;
}
