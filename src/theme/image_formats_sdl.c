/* SPDX-License-Identifier: MIT */
/* Decoding what SDL2_image knows: GIF, JPEG, WebP, BMP and more. A plugin. */
#include "image_formats.h"

#include <SDL_image.h>

static SDL_Surface *decode(const uint8_t *bytes, size_t len, int side_max, int64_t pixels_max)
{
    SDL_RWops *file = SDL_RWFromConstMem(bytes, (int)len);
    SDL_Surface *decoded = file ? IMG_Load_RW(file, 1) : NULL;
    SDL_Surface *converted = NULL;
    if (decoded && decoded->w <= side_max && decoded->h <= side_max &&
        (int64_t)decoded->w * decoded->h <= pixels_max)
        converted = SDL_ConvertSurfaceFormat(decoded, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_FreeSurface(decoded);
    return converted;
}

const struct image_formats image_formats = {.decode = decode};
