/* SPDX-License-Identifier: MIT */
/* Panels laid upon each other by their backdrop: a camera of its own takes each exposure. */
#pragma once

#include "mask.h"
#include "picture.h"

/* Moves PANEL by whole pixels to where BACKDROP has the same; not at all where no place is clearly
 * better. What comes in repeats the edge. False: no memory. */
bool registration_place(struct picture *panel, const struct picture *backdrop,
                        const struct mask *suspect);
