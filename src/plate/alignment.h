/* SPDX-License-Identifier: MIT */
/* Exposures laid upon each other: by the body, which is above the legs, from left to right; by the
 * ground from above to below. */
#pragma once

#include "picture.h"

/* Moves the COUNT exposures in place, all of one size. GROUNDED: they stand where they should from
 * above to below, for their backdrops do. False: no memory. */
bool alignment_make(struct picture *exposures, int count, bool grounded);

/* The row on which the exposures stand: the median of where they end below. */
int alignment_ground(const struct picture *exposures, int count);
