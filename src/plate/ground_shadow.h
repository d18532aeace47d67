/* SPDX-License-Identifier: MIT */
/* The shadow that an animal casts on the ground: flat, and darker than the ground by a factor. */
#pragma once

#include "mask.h"
#include "picture.h"

/* Darkens BACKDROP, near the lower end of what is in MASK, as far as PANEL shows a shadow there:
 * what is flat and darker than the ground, and as dark under the feet as beside them. False: no
 * memory. */
bool ground_shadow_cast(const struct mask *mask, const struct picture *panel,
                        struct picture *backdrop);
