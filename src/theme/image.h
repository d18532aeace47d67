/* SPDX-License-Identifier: MIT */
/* One picture of a theme, ready to be drawn, at the scale of the window.
 *
 * At scale 2 the art of that name with @2x before its suffix is taken, at scale 3 that with @3x;
 * where a theme has none, each pixel of the 1x art is shown as a square of them. PNG is decoded by
 * libpng, any other format by SDL2_image, which is loaded for a theme that has such files. Only of
 * bounded size: a PNG's header is read before it is decoded. Only regular files of the theme.
 *
 *     struct sprite *ground = image_load(&theme, theme.ground, 2);
 *     sprite_free(ground);
 */
#pragma once

#include "sprite.h"
#include "theme.h"

#include <stddef.h>
#include <stdint.h>

/* The largest scale up to SCALE at which there is art of FILE's name; SCALE itself if there is none
 * but at 1x. */
int image_scale(const struct theme *theme, const char *file, int scale);

/* NULL: there is no such file, or nobody can decode it, or it is too large. The sprite is the
 * caller's. */
struct sprite *image_load(const struct theme *theme, const char *file, int scale);

/* The same for a frame of an act: in the colours of the theme's palette, if it has one of as many
 * colours as the frame has; else in the frame's own, for a camel in odd colours is better than
 * none. */
struct sprite *image_load_frame(const struct theme *theme, const char *file, int scale);

/* What both do with a file's LEN bytes, which are changed by it: one pixel becomes SCALE times
 * SCALE of them. PALETTE is such a file too, PALETTE_LEN bytes; NULL for none. */
struct sprite *image_decode(uint8_t *bytes, size_t len, const uint8_t *palette, size_t palette_len,
                            int scale);
