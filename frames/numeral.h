/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: figures drawn with a pen, so that no byte depends on an installed font. */
#pragma once

#include "art.h"

/* Writes `number` (0..99) centred on x with its top at y, `height` frame pixels high, into the
 * coverage `plane` of the picture `art`; `strength` is the ink's. */
void numeral_write(const struct art *art, struct plane *plane, int number, double x, double y,
                   double height, double strength);
