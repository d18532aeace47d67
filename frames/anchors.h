/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: what stage and soundtrack must know of each frame, written beside the prints. */
#pragma once

#include <stdio.h>

#include "print.h"
#include "skeleton.h"

/* The table's first line, with its column names. */
void anchors_begin(FILE *file);

/* Frame `index` of `count`, whose 1x print is `print`. */
void anchors_add(FILE *file, const struct gait *gait, int index, int count,
                 const struct print *print);
