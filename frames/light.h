/* SPDX-License-Identifier: MIT */
/* Light on a shape that is known by its outline only. */
#pragma once

#include "art.h"

/* Lambert's term 0..1 on the shape DISTANCE (work pixels from the outline, see plane_distance)
 * inflated: its height rises as a quarter circle of RADIUS and is flat further in;
 * then blurred by SOFT. Frame pixels both. */
struct plane light_relief(const struct art *art, const struct plane *distance, double radius,
                          double soft);
