/* SPDX-License-Identifier: MIT */
/* Pictures that are no PNGs: the interface of the plugin that holds SDL2_image, and brings the
 * libraries of a dozen formats along. Where it is missing, a theme has PNGs only. */
#pragma once

#include <SDL.h>
#include <stddef.h>
#include <stdint.h>

#define IMAGE_FORMATS_FILE   "ocamlwalk-image-formats.so"
#define IMAGE_FORMATS_SYMBOL "image_formats"

struct image_formats {
    /* BYTES, a whole file of LEN, as a surface in ARGB8888, the caller's. NULL: it is no picture,
     * or wider or higher than SIDE_MAX pixels, or of more than PIXELS_MAX in all. */
    SDL_Surface *(*decode)(const uint8_t *bytes, size_t len, int side_max, int64_t pixels_max);
};

extern const struct image_formats image_formats;
