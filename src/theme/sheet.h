/* SPDX-License-Identifier: MIT */
/* A sheet: one picture of all frames of an act, a grid of cells of one size.
 *
 * The first cell that is asked for is decoded alone, where the file's format allows it; with the
 * next one all of them are. Whoever has all cells closes it.
 *
 *     struct sheet sheet;
 *     if (sheet_open(&sheet, &theme, &theme.acts[GAIT_WALK], 2))
 *         SDL_Surface *cell = sheet_cut(&sheet, 0);
 *     sheet_close(&sheet);
 */
#pragma once

#include "theme.h"

#include <SDL.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sheet {
    bool is_open;
    const struct theme_act *act; /* borrowed */
    int enlargement;             /* how often each pixel is to be repeated */
    uint8_t *bytes;              /* a PNG, of which nothing but a cell was decoded yet; or NULL */
    size_t len;
    SDL_Surface *whole; /* or NULL */
    int width, height;  /* of a cell, pixels */
    SDL_Rect trimmed;   /* what of each cell is cut; 0 pixels: not known yet */
};

/* False: there is no such picture, or it is too large, or has fewer pixels than cells; it is not
 * open. */
bool sheet_open(struct sheet *sheet, const struct theme *theme, const struct theme_act *act,
                int scale);

/* Picture NUMBER of the act, from 0, in ARGB8888, alpha not multiplied in; the caller's. NULL: it
 * cannot be decoded. */
SDL_Surface *sheet_cut(struct sheet *sheet, int number);

/* Harmless twice. */
void sheet_close(struct sheet *sheet);
