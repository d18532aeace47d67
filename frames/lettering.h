/* SPDX-License-Identifier: MIT */
/* Capitals of a period face, drawn with two pens, so that no byte depends on an installed font.
 * Figures are in numeral.h. */
#pragma once

#include "art.h"

/* Writes TEXT (A to Z, space, full stop, comma, colon, hyphen; anything else is a space) from x,
 * its capitals HEIGHT frame pixels high with their top at y, into the coverage PLANE. */
void lettering_write(const struct art *art, struct plane *plane, const char *text, double x,
                     double y, double height, double strength);

/* How wide that is. */
double lettering_width(const char *text, double height);
