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

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* NAME of FILE's art at SCALE, from 2 on: walk/01@2x.png of walk/01.png. False: it is too long. */
bool image_name_at_scale(const char *file, int scale, char name[THEME_NAME_MAX]);

/* The largest scale up to SCALE at which there is art of FILE's name; SCALE itself if there is none
 * but at 1x. */
int image_scale(const struct theme *theme, const char *file, int scale);

/* How large what is decoded may be, by its header. All of it is in memory once. */
struct image_bounds {
    uint32_t side_px, pixels;
    size_t file_len;
};
extern const struct image_bounds image_bounds_picture, image_bounds_sheet, image_bounds_moving;

/* The PATH of FILE, or of that at SCALE, whose pixels are to be enlarged ENLARGEMENT times then.
 * False: there is no such file. */
bool image_find(const struct theme *theme, const char *file, int scale, char path[THEME_PATH_MAX],
                int *enlargement);

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

/* The same, of bounds of one's own, and before it is cut: in ARGB8888, alpha not multiplied in. */
SDL_Surface *image_decode_surface(uint8_t *bytes, size_t len, const uint8_t *palette,
                                  size_t palette_len, const struct image_bounds *bounds);

/* The file of a sheet of frames, LEN bytes, to be freed, whose pixels are to be enlarged
 * ENLARGEMENT times, when they are cut. A PNG is of bounded size, reduced, and in the theme's
 * palette. NULL: there is no such file, or it is too large, or damaged. */
uint8_t *image_read_sheet(const struct theme *theme, const char *file, int scale, size_t *len,
                          int *enlargement);

/* Takes SMALL. Pixels are repeated, not blurred. NULL: it would be too large. */
SDL_Surface *image_enlarge(SDL_Surface *small, int scale);

/* Takes SURFACE, which may be NULL; enlarges it so, and makes a sprite of it. */
struct sprite *image_cut(SDL_Surface *surface, int scale);
