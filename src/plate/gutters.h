/* SPDX-License-Identifier: MIT */
/* Gutters between the panels of a plate, along one direction: pure, of lines and their tones.
 *
 * A line, a column of the plate or a row, belongs to a gutter if it has one tone from end to end;
 * the gutters are those of one tone that lie at equal distances.
 *
 *     struct gutters gutters;
 *     if (gutters_find(lines, width, 0, &gutters))
 *         panel i: from gutters.start[i], gutters.size wide
 */
#pragma once

#include <stdbool.h>

#define GUTTERS_PANELS_MAX 240

/* What is to be known of a line. */
struct line {
    int level;   /* its median tone, 0 to 255 */
    float share; /* of its pixels that have that tone, 0 to 1 */
};

struct gutters {
    int count; /* of panels */
    int start[GUTTERS_PANELS_MAX];
    int size;
    bool framed; /* panels of one size stood between gutters; else what lay between them had sizes
                  * of its own, and all was divided evenly */
};

/* The panels along COUNT lines; WANTED of them, or 0 for whatever is found. False: none found, or
 * another number than WANTED; then *GUTTERS divides evenly what is between the outer gutters, into
 * WANTED or one. */
bool gutters_find(const struct line *lines, int count, int wanted, struct gutters *gutters);
