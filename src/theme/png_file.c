/* SPDX-License-Identifier: MIT */
/* The header and the chunks of a PNG. */
#include "png_file.h"

#include "byte_order.h"

#include <SDL.h>
#include <string.h>

/* What every file begins with: the signature, then the chunk IHDR. */
#define SIGNATURE          "\x89PNG\r\n\x1a\n"
#define SIGNATURE_LEN      8
#define BEGINNING          SIGNATURE "\0\0\0\x0dIHDR" /* what is not first is no header */
#define BEGINNING_LEN      16
#define WIDTH_AT           16
#define HEIGHT_AT          20
#define COLOR_TYPE_AT      25
#define INTERLACE_AT       28
#define HEADER_LEN         33
#define COLOR_TYPE_PALETTE 3
#define SIZED_HEADER_LEN   24 /* as much of it as tells the size */

/* A chunk: its data's length, a name, the data, a checksum of name and data. */
#define CHUNK_LENGTH_LEN   4
#define CHUNK_NAME_LEN     4
#define CHUNK_CHECKSUM_LEN 4
#define CHUNK_EMPTY_LEN    (CHUNK_LENGTH_LEN + CHUNK_NAME_LEN + CHUNK_CHECKSUM_LEN)

struct chunk {
    size_t at, len; /* all of it; 0: there is none */
};

bool png_file_is(const uint8_t *bytes, size_t len)
{
    return len >= SIGNATURE_LEN && memcmp(bytes, SIGNATURE, SIGNATURE_LEN) == 0;
}

bool png_file_size(const uint8_t *png, size_t len, uint32_t *width, uint32_t *height)
{
    if (len < SIZED_HEADER_LEN || memcmp(png, BEGINNING, BEGINNING_LEN) != 0)
        return false;
    *width = big_endian(png + WIDTH_AT);
    *height = big_endian(png + HEIGHT_AT);
    return true;
}

/* Of the chunks before the pixels the one with that NAME, if the file goes as far. */
static struct chunk find_chunk(const uint8_t *png, size_t png_len, const char *name)
{
    size_t len;
    for (size_t at = SIGNATURE_LEN; png_len - at >= CHUNK_EMPTY_LEN; at += len) {
        uint32_t data_len = big_endian(png + at);
        if (data_len > png_len - at - CHUNK_EMPTY_LEN)
            break;
        len = data_len + CHUNK_EMPTY_LEN;
        if (memcmp(png + at + CHUNK_LENGTH_LEN, name, CHUNK_NAME_LEN) == 0)
            return (struct chunk){at, len};
        if (memcmp(png + at + CHUNK_LENGTH_LEN, "IDAT", CHUNK_NAME_LEN) == 0)
            break;
    }
    return (struct chunk){0};
}

static bool is_of_pixels(const uint8_t *name)
{
    static const char *const names[] = {"IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "IDAT"};
    for (size_t i = 0; i < SDL_arraysize(names); i++)
        if (memcmp(name, names[i], CHUNK_NAME_LEN) == 0)
            return true;
    return false;
}

bool png_file_reduce(uint8_t *png, size_t *png_len)
{
    size_t kept_len = SIGNATURE_LEN, len;
    for (size_t at = SIGNATURE_LEN; at <= *png_len && *png_len - at >= CHUNK_EMPTY_LEN; at += len) {
        uint32_t data_len = big_endian(png + at);
        if (data_len > *png_len - at - CHUNK_EMPTY_LEN)
            return false;
        len = data_len + CHUNK_EMPTY_LEN;
        const uint8_t *name = png + at + CHUNK_LENGTH_LEN;
        bool is_end = memcmp(name, "IEND", CHUNK_NAME_LEN) == 0;
        if (!is_end && !is_of_pixels(name))
            continue;
        if (kept_len != at)
            memmove(png + kept_len, png + at, len);
        kept_len += len;
        if (is_end) {
            *png_len = kept_len;
            return true;
        }
    }
    return false;
}

bool png_file_is_in_rows(const uint8_t *png, size_t len)
{
    uint32_t width, height;
    return png_file_size(png, len, &width, &height) && len > INTERLACE_AT && png[INTERLACE_AT] == 0;
}

bool png_file_is_numbers(const uint8_t *png, size_t len)
{
    return png_file_is_in_rows(png, len) && len >= HEADER_LEN &&
           png[COLOR_TYPE_AT] == COLOR_TYPE_PALETTE && find_chunk(png, len, "gAMA").len == 0 &&
           find_chunk(png, len, "cHRM").len == 0;
}

/* What CHUNK of PALETTE may take the place of. A damaged one may not: libpng would refuse all of
 * the picture. */
static bool can_replace(struct chunk old, const uint8_t *palette, struct chunk chunk)
{
    if (chunk.len != old.len)
        return false;
    if (chunk.len == 0)
        return true;
    const uint8_t *begin = palette + chunk.at + CHUNK_LENGTH_LEN;
    const uint8_t *checksum = palette + chunk.at + chunk.len - CHUNK_CHECKSUM_LEN;
    return SDL_crc32(0, begin, (size_t)(checksum - begin)) == big_endian(checksum);
}

bool png_file_replace_palette(uint8_t *png, size_t png_len, const uint8_t *palette,
                              size_t palette_len)
{
    uint32_t width, height;
    if (!png_file_size(png, png_len, &width, &height) || png_len < HEADER_LEN ||
        png[COLOR_TYPE_AT] != COLOR_TYPE_PALETTE ||
        !png_file_size(palette, palette_len, &width, &height))
        return false;
    struct chunk old_colors = find_chunk(png, png_len, "PLTE");
    struct chunk old_alphas = find_chunk(png, png_len, "tRNS");
    struct chunk colors = find_chunk(palette, palette_len, "PLTE");
    struct chunk alphas = find_chunk(palette, palette_len, "tRNS");
    if (colors.len == 0 || !can_replace(old_colors, palette, colors) ||
        !can_replace(old_alphas, palette, alphas))
        return false;
    memcpy(png + old_colors.at, palette + colors.at, colors.len);
    memcpy(png + old_alphas.at, palette + alphas.at, alphas.len);
    return true;
}
