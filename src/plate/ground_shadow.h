/* SPDX-License-Identifier: MIT */
/* The shadow that an animal casts on the ground: flat, and darker than the ground by a factor. */
#pragma once

#include "mask.h"
#include "picture.h"

/* Takes out of MASK, near its lower end, what is flat and as dark as a shadow. */
bool ground_shadow_remove(struct mask *mask, const struct picture *panel,
                          const struct picture *backdrop);
