/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: light on a shape that is known by its outline only. */
#pragma once

#include "art.h"

/* Lambert's term 0..1 on the shape `distance` (work pixels from the outline, see plane_distance)
 * blown up like a cushion: its height rises as a quarter circle of `radius` and is flat further in;
 * then blurred by `soft`. Frame pixels both. */
struct plane light_relief(const struct art *art, const struct plane *distance, double radius,
                          double soft);
