/* SPDX-License-Identifier: MIT */
/* How far the ground goes by in a loop: as far as feet that stand on it travel back under the body.
 */
#pragma once

#include "picture.h"

/* Pixels of ground in COUNT aligned exposures that stand on row GROUND; negative for an animal that
 * faces left. 0: no foot is seen to travel. */
double stride_measure(const struct picture *exposures, int count, int ground);
