/* SPDX-License-Identifier: MIT */
/* The edge of the card: round corners and a soft shadow where a window may be half clear, round
 * corners alone where it may be cut.
 *
 * Knows pixels of 32 bits, premultiplied ARGB, and no window. The shadow is that of a rectangle
 * under a Gaussian blur, which is the product of one curve across and one down.
 *
 *     struct shadow shadow;
 *     if (shadow_make(&shadow, 360, 270, 1)) {
 *         shadow_draw(&shadow, surface);               all but the card: once
 *         shadow_round(&shadow, surface, &drawn);       after the card was drawn there
 *     }
 *     shadow_free(&shadow);
 */
#pragma once

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

#define SHADOW_RECTS_MAX 64 /* of an outline */

struct shadow {
    int width, height; /* of card and shadow, pixels */
    SDL_Rect card;     /* within them */
    int radius;        /* of the corners, pixels */
    uint8_t *columns;  /* how dark the shadow is in each, 0 to 255; NULL: there is none */
    uint8_t *rows;
};

/* For a card of so many pixels. False: no memory; nothing is left. */
bool shadow_make(struct shadow *shadow, int card_width, int card_height, int scale);

/* True if there is a shadow to draw; false after shadow_free, and for a card that stands alone. */
bool shadow_is_drawn(const struct shadow *shadow);

/* Draws the shadow into SURFACE, everywhere but on the card. */
void shadow_draw(const struct shadow *shadow, SDL_Surface *surface);

/* Rounds those corners that are within PART of SURFACE, where the card has just been drawn. */
void shadow_round(const struct shadow *shadow, SDL_Surface *surface, const SDL_Rect *part);

/* The same corners for a card that is cut out: the rectangles that are left of it, top to bottom.
 * Returns how many. */
int shadow_outline(int card_width, int card_height, int scale, SDL_Rect rects[SHADOW_RECTS_MAX]);

/* Harmless twice. */
void shadow_free(struct shadow *shadow);
