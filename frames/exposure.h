/* SPDX-License-Identifier: MIT */
/* One finished frame of a gait. */
#pragma once

#include "gait.h"
#include "image.h"

#define EXPOSURE_WIDTH  240 /* frame pixels; the tables' own */
#define EXPOSURE_HEIGHT 200

/* Frame INDEX of COUNT in one stride, ZOOM pixels of the image for a frame pixel. The coat is drawn
 * for that size, not scaled. Free it with image_free. */
struct image exposure_make(const struct gait *gait, int index, int count, int zoom);

/* The same as a shadow play has it: without light, coat and ground, ink on nothing. */
struct image exposure_silhouette(const struct gait *gait, int index, int count, int zoom);

/* One pose at any zoom, for pages and icons; 240 and 200 times it are whole numbers. */
struct image exposure_small(const struct skeleton *skeleton, double zoom);
