/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns libdeflate's compressor while a print is encoded: one byte a pixel, palette with alpha (PNG
 * specification, second edition).
 */
#include "print.h"

#include <errno.h>
#include <libdeflate.h>
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

static bool add_data(struct bytes *bytes, const uint8_t *data, size_t len)
{
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(EFFORT);
    size_t room = libdeflate_zlib_compress_bound(compressor, len), written = 0;
    uint8_t *packed = malloc(room);

    if (compressor && packed)
        written = libdeflate_zlib_compress(compressor, data, len, packed, room);
    if (written)
        bytes_add_chunk(bytes, "IDAT", packed, written);
    free(packed);
    if (compressor)
        libdeflate_free_compressor(compressor);
    return written > 0;
}

static void add_header(struct bytes *bytes, const struct print *print)
{
    enum { DEPTH = 8, PALETTE_USED = 3, DEFLATE = 0, FILTERED = 0, STRAIGHT = 0 };
    static const unsigned char kind[] = {DEPTH, PALETTE_USED, DEFLATE, FILTERED, STRAIGHT};
    struct bytes header = {0};

    bytes_add_u32(&header, (uint32_t)print->width);
    bytes_add_u32(&header, (uint32_t)print->height);
    bytes_add(&header, kind, sizeof kind);
    bytes_add_chunk(bytes, "IHDR", header.data, header.len);
    bytes_free(&header);
}

bool print_encode(const struct print *print, enum print_scale scale, struct bytes *bytes)
{
    struct palette palette = palette_of(scale);
    uint8_t *colour = choose_colours(print, scale);
    bool good = colour != NULL;

    if (good) {
        bytes_add(bytes, "\x89PNG\r\n\x1a\n", 8);
        add_header(bytes, print);
        bytes_add_chunk(bytes, "PLTE", palette.colour, (size_t)palette.count * 3);
        bytes_add_chunk(bytes, "tRNS", palette.alpha, (size_t)palette.clear_count);
        good = add_data(bytes, colour, ((size_t)print->width + 1) * (size_t)print->height);
        bytes_add_chunk(bytes, "IEND", NULL, 0);
    }
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
