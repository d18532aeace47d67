/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: capitals of a period face, drawn with two pens, so that no byte depends on an
 * installed font. Figures are numeral.h's. */
#pragma once

#include "art.h"

/* Writes `text` (A to Z, space, full stop, comma, colon, hyphen; anything else is a space) from x,
 * its capitals `height` frame pixels high with their top at y, into the coverage `plane`. */
void lettering_write(const struct art *art, struct plane *plane, const char *text, double x,
                     double y, double height, double strength);

/* how wide that is */
double lettering_width(const char *text, double height);
