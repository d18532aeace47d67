/* SPDX-License-Identifier: MIT */
/* What a card is mounted with: round corners and a soft shadow where a window may be half clear,
 * round corners alone where it may be cut.
 *
 * Knows pixels of 32 bits, premultiplied ARGB, and no window. The shadow is that of a rectangle
 * under a Gaussian blur, which is the product of one curve across and one down.
 *
 *     struct mount mount;
 *     if (mount_make(&mount, 360, 270, 1)) {
 *         mount_shade(&mount, whole);                 all but the card: once
 *         mount_round(&mount, whole, &drawn);         after the card was drawn there
 *     }
 *     mount_free(&mount);
 */
#pragma once

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

#define MOUNT_RECTS_MAX 64 /* of an outline */

struct mount {
    int width, height; /* the whole, pixels */
    SDL_Rect card;     /* within it */
    int radius;        /* of the corners */
    uint8_t *across;   /* how dark the shadow is in each column, and in each row */
    uint8_t *down;
};

/* For a card of so many pixels. False: no memory; nothing is left. */
bool mount_make(struct mount *mount, int card_width, int card_height, int scale);

/* Draws the shadow into WHOLE, everywhere but on the card. */
void mount_shade(const struct mount *mount, SDL_Surface *whole);

/* Rounds those corners that are within PART of WHOLE, where the card has just been drawn. */
void mount_round(const struct mount *mount, SDL_Surface *whole, const SDL_Rect *part);

/* The same corners for a card that is cut out: the rectangles that are left of it, top to bottom.
 * Returns how many. */
int mount_outline(int card_width, int card_height, int scale, SDL_Rect rects[MOUNT_RECTS_MAX]);

/* Harmless twice. */
void mount_free(struct mount *mount);
