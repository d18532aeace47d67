/* SPDX-License-Identifier: MIT */
/* How much exposures differ from each other, by what they show and where. */
#pragma once

#include "picture.h"

/* Of each two of COUNT aligned exposures the share of the animal in which they differ, into
 * DISTANCES, COUNT rows of COUNT. False: no memory. */
bool likeness_measure(const struct picture *exposures, int count, float *distances);
