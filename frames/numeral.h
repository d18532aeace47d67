/* SPDX-License-Identifier: MIT */
/* Figures drawn with a pen, so that no byte depends on an installed font. */
#pragma once

#include "art.h"

/* Writes NUMBER (0..99) centred on x with its top at y, HEIGHT frame pixels high, into the
 * coverage PLANE of the picture ART; STRENGTH is the ink's. */
void numeral_write(const struct art *art, struct plane *plane, int number, double x, double y,
                   double height, double strength);
