/* SPDX-License-Identifier: MIT */
/* A frame's file and its palette's, as image_decode takes them: the first byte is the scale, and
 * whether checksums are made right first, for a fuzzer guesses none; the second says where the one
 * file ends and the other begins. */
#include "fuzz.h"
#include "image.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define SIGNATURE_LEN 8
#define EMPTY_LEN     12

static void mend_checksums(uint8_t *png, size_t len)
{
    size_t at = SIGNATURE_LEN;
    while (at < len && len - at >= EMPTY_LEN) {
        uint32_t data_len;
        memcpy(&data_len, png + at, sizeof data_len);
        data_len = SDL_SwapBE32(data_len);
        if (data_len > len - at - EMPTY_LEN)
            return;
        uint32_t checksum = SDL_SwapBE32(SDL_crc32(0, png + at + 4, data_len + 4));
        memcpy(png + at + 8 + data_len, &checksum, sizeof checksum);
        at += data_len + EMPTY_LEN;
    }
}

/* A copy of its own size, for the address sanitizer. */
static uint8_t *copy_of(const uint8_t *bytes, size_t len, bool mended)
{
    uint8_t *copy = malloc(len > 0 ? len : 1);
    if (copy)
        memcpy(copy, bytes, len);
    if (copy && mended)
        mend_checksums(copy, len);
    return copy;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    if (len < 2)
        return 0;
    int scale = bytes[0] % 3 + 1;
    bool mended = bytes[0] & 0x80;
    size_t png_len = (len - 2) * bytes[1] / UINT8_MAX, palette_len = len - 2 - png_len;
    uint8_t *png = copy_of(bytes + 2, png_len, mended);
    uint8_t *palette = copy_of(bytes + 2 + png_len, palette_len, mended);
    struct sprite *sprite = image_decode(png, png_len, palette, palette_len, scale);
    SDL_Surface *canvas = SDL_CreateRGBSurfaceWithFormat(0, 40, 30, 32, SDL_PIXELFORMAT_RGB888);
    if (sprite && canvas) {
        assert(sprite->width > 0 && sprite->height > 0 && sprite->len > 0);
        sprite_draw(sprite, canvas, -3, -2);
        sprite_draw(sprite, canvas, 30, 20);
    }
    SDL_FreeSurface(canvas);
    sprite_free(sprite);
    free(palette);
    free(png);
    return 0;
}
