/* SPDX-License-Identifier: MIT */
/* A sprite: art cut into runs, row by row: what is clear is skipped, what is opaque is copied, the
 * rest is blended. A camel on nothing is mostly clear, and inside it is mostly opaque.
 *
 * In 32-bit pixels, premultiplied ARGB, which also serve where nobody looks at the alpha: drawn on
 * a card they are its colours, on a clear canvas they leave their own edge. SDL's runs do only the
 * first, and take five times as long over it.
 *
 *     struct sprite *sprite = sprite_cut(surface);
 *     sprite_draw(sprite, canvas, 60, 42);
 *     sprite_free(sprite);
 */
#pragma once

#include <SDL.h>
#include <stdint.h>

struct sprite {
    int width, height; /* pixels */
    int references;
    size_t len;     /* bytes that it takes */
    uint32_t *rows; /* where each row begins in runs */
    uint32_t *runs;
};

/* Of a surface in ARGB8888, which is premultiplied by it. NULL: no memory. */
struct sprite *sprite_cut(SDL_Surface *surface);

/* Draws it into CANVAS, XRGB or premultiplied ARGB of 32 bits, with its top left corner at X, Y;
 * only within the canvas's clip rectangle. */
void sprite_draw(const struct sprite *sprite, SDL_Surface *canvas, int x, int y);

/* The same sprite, to be freed once more. */
struct sprite *sprite_keep(struct sprite *sprite);

/* Harmless on NULL. */
void sprite_free(struct sprite *sprite);
