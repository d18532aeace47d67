/* SPDX-License-Identifier: MIT */
/* For people who have not seen the camel yet: a page of the book, and moving pictures. */
#pragma once

#include "gait.h"

#include <stdbool.h>

/* The contact sheet: a stride of the walk and one of the gallop in twelve exposures each. False:
 * errno says why. */
bool page_draw(const struct gait *walk, const struct gait *gallop, const char *path);

/* One stride as an animated PNG (https://wiki.mozilla.org/APNG_Specification), COUNT frames of
 * FRAME_MS, before a grid that goes by. */
bool page_animate(const struct gait *gait, int count, int frame_ms, const char *path);
