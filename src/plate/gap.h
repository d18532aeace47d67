/* SPDX-License-Identifier: MIT */
/* Gaps in a backdrop: what no exposure shows of it, for the animal is always there. */
#pragma once

#include "picture.h"

/* Fills the pixels of alpha 0 from the left and the right, in the light that the top of the picture
 * has from side to side, and brings them near what is known above and below. Their alpha becomes
 * 254. False: no memory. */
bool gap_fill(struct picture *backdrop);
