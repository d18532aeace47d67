/* SPDX-License-Identifier: MIT */
/* All frames of an act in one picture, side by side, as a theme's `sheet' has them. */
#pragma once

#include "acts.h"
#include "image.h"

#include <stdbool.h>

/* Every EVERYth frame of ACT, cut as its pictures are; a SILHOUETTE or the camel itself. False:
 * errno says why.
 */
bool strip_draw(const struct gait *gait, const struct act *act, int zoom, int every,
                bool silhouette, const char *path);
