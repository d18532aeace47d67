/* SPDX-License-Identifier: MIT */
/* The few colours of a picture's file, so that files stay small. One set of indices serves the
 * light and the dark camel: only the colours differ. */
#pragma once

#include "image.h"
#include "quantiser.h"

#define PALETTE_COLOUR_MAX 256

/* What the colours of a file are for; each is a scale of tones from black to white. */
enum palette_kind {
    PALETTE_SILVER, /* the camel */
    PALETTE_DARK,   /* the same camel on a dark ground: lifted blacks, rim light */
    PALETTE_PAPER,  /* backdrop, grid and ground */
    PALETTE_SLATE,  /* the same for the dark plate */
    PALETTE_SHEET   /* camels on paper: silver up to the sheet's white */
};

struct palette {
    int count, clear_count; /* all colours; those that are not opaque come first */
    uint8_t colour[PALETTE_COLOUR_MAX][3], alpha[PALETTE_COLOUR_MAX];
};

/* All its colours, in the order of the indices. */
struct palette palette_of(enum palette_kind kind);

/* The colour of a pixel: the nearest, and what others would cost (FIDELITY as in image.h). */
struct tolerance palette_tolerance(enum palette_kind kind, double fidelity, double tone,
                                   double alpha, double rim);
