/* SPDX-License-Identifier: MIT */
/* Exposures laid upon each other: by the body, which is above the legs, from left to right; by the
 * ground from above to below. */
#pragma once

#include "picture.h"

/* Moves the COUNT exposures in place, all of one size. MOVED_X, unless NULL: their backdrops have
 * been laid upon each other, so that they stand where they should from above to below; for that
 * each has gone so far to the right, which is undone where it has taken the bodies apart: the
 * backdrop went by. False: no memory. */
bool alignment_make(struct picture *exposures, int count, const int *moved_x);

/* The row on which the exposures stand: the median of where they end below. */
int alignment_ground(const struct picture *exposures, int count);
