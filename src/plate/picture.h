/* SPDX-License-Identifier: MIT */
/* Pictures in memory: rows of red, green, blue and alpha, a byte each, the alpha straight. Knows no
 * file. Whoever has the struct owns the pixels; picture_free.
 *
 *     struct picture panel;
 *     if (picture_cut(&plate, (struct area){40, 30, 240, 200}, &panel))
 *         picture_free(&panel);
 *
 * Functions that make a picture return false for want of memory, the output empty then. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct picture {
    int width, height;
    uint8_t *rgba;
};

struct area {
    int x, y, width, height;
};

/* All clear. */
bool picture_make(struct picture *picture, int width, int height);

/* Harmless on an empty one, and twice. */
void picture_free(struct picture *picture);

static inline uint8_t *picture_at(const struct picture *picture, int x, int y)
{
    return picture->rgba + 4 * ((size_t)y * (size_t)picture->width + (size_t)x);
}

/* From 0 to 255, of any channel order: what the eye calls bright is not asked for. */
static inline int picture_luma(const uint8_t *pixel)
{
    return (77 * pixel[0] + 151 * pixel[1] + 28 * pixel[2]) >> 8;
}

/* AREA of PICTURE; what lies outside repeats the nearest pixel. */
bool picture_cut(const struct picture *picture, struct area area, struct picture *cut);

/* Moves what is seen by X, Y pixels to the right and down, in place; what comes in is clear. */
bool picture_shift(struct picture *picture, int x, int y);

/* Turned clockwise about its middle, at the same size; what comes in repeats the edge. */
bool picture_turn(const struct picture *picture, double degrees, struct picture *turned);

/* At another size, not a larger one: each pixel the mean of those that it covers. */
bool picture_reduce(const struct picture *picture, int width, int height, struct picture *reduced);

/* True where a fiftieth of it or more is clear: somebody has cut it out already. */
bool picture_has_alpha(const struct picture *picture);

/* Makes clear what has the colour KEY, or one so near that noise explains it. */
void picture_key(struct picture *picture, const uint8_t key[3]);

/* The box of all that has an alpha of at least LEAST; of width 0 if nothing has. */
struct area picture_content(const struct picture *picture, uint8_t least);
