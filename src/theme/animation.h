/* SPDX-License-Identifier: MIT */
/* A moving picture, one frame after the other: each part is decoded when it comes, and put on what
 * the parts before it have left. What is in memory is the file and two pictures.
 *
 *     struct animation animation;
 *     if (animation_open(&animation, bytes, len))
 *         SDL_Surface *frame = animation_frame(&animation, 3);
 *     animation_close(&animation);
 */
#pragma once

#include "animation_file.h"

#include <SDL.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct animation {
    uint8_t *bytes; /* NULL: it is not open */
    struct animation_file *file;
    SDL_Surface *canvas, *saved; /* SAVED: what comes back when this part is over, or NULL */
    int next;                    /* the part that is put on the canvas next */
};

/* Takes BYTES, which come from malloc. False: they are no picture, or too large a one; nothing is
 * open, and BYTES are freed. */
bool animation_open(struct animation *animation, uint8_t *bytes, size_t len);

/* Frame INDEX, below file->part_count, in ARGB8888, alpha not multiplied in; the animation's own,
 * until the next call. Cheap for the next one, or the same; one further back means all from the
 * first. A part that is damaged is passed over. NULL: no memory. */
SDL_Surface *animation_frame(struct animation *animation, int index);

/* Harmless twice. */
void animation_close(struct animation *animation);
