/* SPDX-License-Identifier: MIT */
/* What the window and the soundtrack must know of each frame, written beside the pictures as
 * anchors.csv. */
#pragma once

#include "gait.h"
#include "image.h"

#include <stdio.h>

/* The table's first line, with its column names. */
void anchors_begin(FILE *file);

/* Frame INDEX of COUNT, whose picture at 1x is IMAGE. */
void anchors_add(FILE *file, const struct gait *gait, int index, int count,
                 const struct image *image);
