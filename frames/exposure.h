/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: one finished frame of a gait. */
#pragma once

#include "print.h"
#include "skeleton.h"

enum { EXPOSURE_WIDTH = 240, EXPOSURE_HEIGHT = 200 }; /* frame pixels; the tables' own */

/* Frame `index` of `count` in one stride, `zoom` print pixels for a frame pixel. The coat is drawn
 * for that size, not scaled. Free it with print_free. */
struct print exposure_make(const struct gait *gait, int index, int count, int zoom);

/* One pose at any zoom, for pages and icons; 240 and 200 times it are whole numbers. */
struct print exposure_small(const struct skeleton *skeleton, double zoom);
