/* SPDX-License-Identifier: MIT */
/* How far a plate lies askew. A turned plate's edges and gutters spread over many columns and rows;
 * upright they meet in few. Source: the projection profiles of document scanners (Postl, "Detection
 * of linear oblique structures and skew scan in digitized documents", ICPR 1986). */
#pragma once

#include "picture.h"

#define SKEW_DEGREES_MAX 2.5

/* Degrees, clockwise, by which PICTURE is turned, to within a fiftieth or so; 0 where no angle is
 * clearly better than none. False: no memory. */
bool skew_find(const struct picture *picture, double *degrees);
