/* SPDX-License-Identifier: MIT */
/* A sprite: art cut into runs, row by row: what is clear is skipped, what is opaque is copied, the
 * rest is blended. A camel on nothing is mostly clear, and inside it is mostly opaque.
 *
 * In 32-bit pixels, premultiplied ARGB, which also serve where nobody looks at the alpha: drawn on
 * a card they are its colours, on a clear canvas they leave their own edge. SDL's runs do only the
 * first, and take five times as long over it.
 *
 * Art of at most 256 colours keeps their numbers, a byte each: a quarter of the memory, of what is
 * written while it is decoded, and of what is read at every frame, which at 3x takes longer than to
 * look up what it means. Rows that repeat the one above them, as a grid's do, are kept once and
 * drawn together.
 *
 *     struct sprite *sprite = sprite_cut(surface);
 *     sprite_draw(sprite, canvas, 60, 42);
 *     sprite_free(sprite);
 */
#pragma once

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

struct sprite {
    int width, height; /* pixels */
    int references;
    size_t len;     /* bytes that it takes */
    uint32_t *rows; /* where each row begins in runs; of rows that are alike, the same */
    uint32_t *runs;
    uint32_t *colors; /* what the numbers in the runs mean; NULL: these are pixels */
};

#define SPRITE_COLORS 256

/* Of a surface in ARGB8888, which is premultiplied by it. NULL: no memory, or it is wider
 * than 32767 pixels. */
struct sprite *sprite_cut(SDL_Surface *surface);

/* Cuts what comes row by row, as numbers of colours, so that all of it need never be in memory:
 *
 *     sprite_cutter_init(&cutter, 219, 162, colors);
 *     … sprite_cutter_take(&cutter, row);             162 times
 *     struct sprite *sprite = sprite_cutter_finish(&cutter);
 */
struct sprite_cutter {
    struct sprite *sprite;          /* NULL: no memory */
    uint32_t colors[SPRITE_COLORS]; /* premultiplied */
    uint8_t covers[SPRITE_COLORS];  /* whether each is clear, opaque or between */
    int row_count;                  /* taken so far */
    size_t len, size;               /* words of runs: used, and room for */
};

/* COLORS are ARGB8888, alpha not multiplied in. */
void sprite_cutter_init(struct sprite_cutter *cutter, int width, int height,
                        const uint32_t colors[SPRITE_COLORS]);

/* The next ROW, borrowed, WIDTH bytes; ignored beyond the last. */
void sprite_cutter_take(struct sprite_cutter *cutter, const uint8_t *row);

/* The sprite, the caller's. NULL: no memory, or rows are missing. Nothing is left in the cutter;
 * harmless twice, or on one that is all zero. */
struct sprite *sprite_cutter_finish(struct sprite_cutter *cutter);

/* Draws it into CANVAS, XRGB or premultiplied ARGB of 32 bits, with its top left corner at X, Y;
 * only within the canvas's clip rectangle. */
void sprite_draw(const struct sprite *sprite, SDL_Surface *canvas, int x, int y);

/* The same sprite, to be freed once more. */
struct sprite *sprite_keep(struct sprite *sprite);

/* Harmless on NULL. */
void sprite_free(struct sprite *sprite);
