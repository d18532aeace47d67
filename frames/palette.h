/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: the colours of a print's file, few, so that files stay small. One set of indices
 * serves the light and the dark camel: only the colours differ (assets/tint.c). */
#pragma once

#include "echo.h"
#include "print.h"

enum { PALETTE_MAX = 256 };

struct palette {
    int count, clear_count; /* all colours; those that are not opaque come first */
    uint8_t colour[PALETTE_MAX][3], alpha[PALETTE_MAX];
};

struct palette palette_of(enum print_scale scale);

/* The colour of a pixel: the nearest, and what others would cost (see print.truth). */
struct wish palette_wish(enum print_scale scale, double truth, double tone, double alpha,
                         double rim);
