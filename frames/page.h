/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: for people who have not seen the camel yet: a page of the book, and moving ones. */
#pragma once

#include <stdbool.h>

#include "skeleton.h"

/* The contact sheet: a stride of the walk and one of the gallop in twelve exposures each. false:
 * errno says why. */
bool page_draw(const struct gait *walk, const struct gait *gallop, const char *path);

/* One stride as an animated PNG (https://wiki.mozilla.org/APNG_Specification), `count` frames of
 * `frame_ms`, before a grid that goes by. */
bool page_animate(const struct gait *gait, int count, int frame_ms, const char *path);
