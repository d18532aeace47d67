/* SPDX-License-Identifier: MIT */
/* A paletted PNG of two pixels, the first two colours of it, for the tests. */
#pragma once

#include <SDL.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define SMALL_PNG_MAX 256 /* bytes */

static inline size_t small_png_chunk(uint8_t *png, const char *name, const uint8_t *data,
                                     size_t len)
{
    uint32_t data_len = SDL_SwapBE32((uint32_t)len);
    memcpy(png, &data_len, 4);
    memcpy(png + 4, name, 4);
    if (len > 0)
        memcpy(png + 8, data, len);
    uint32_t checksum = SDL_SwapBE32(SDL_crc32(0, png + 4, len + 4));
    memcpy(png + 8 + len, &checksum, 4);
    return len + 12;
}

/* COLORS have three bytes each, red, green, blue; the first ALPHA_COUNT of them are not opaque.
 * Returns the length. */
static inline size_t small_png(uint8_t png[SMALL_PNG_MAX], const uint8_t *colors,
                               size_t color_count, const uint8_t *alphas, size_t alpha_count)
{
    static const uint8_t header[] = {0, 0, 0, 2, 0, 0, 0, 1, 8, 3, 0, 0, 0};
    static const uint8_t pixels[] = {0x78, 0xda, 0x63, 0x60, 0x60, 0x04,
                                     0x00, 0x00, 0x04, 0x00, 0x02};
    memcpy(png, "\x89PNG\r\n\x1a\n", 8);
    size_t len = 8;
    len += small_png_chunk(png + len, "IHDR", header, sizeof header);
    if (color_count > 0)
        len += small_png_chunk(png + len, "PLTE", colors, 3 * color_count);
    if (alpha_count > 0)
        len += small_png_chunk(png + len, "tRNS", alphas, alpha_count);
    len += small_png_chunk(png + len, "IDAT", pixels, sizeof pixels);
    len += small_png_chunk(png + len, "IEND", NULL, 0);
    return len;
}
