/* SPDX-License-Identifier: MIT */
/* Panels laid upon each other by their backdrop: a camera of its own takes each exposure. */
#pragma once

#include "mask.h"
#include "picture.h"

/* Moves PANEL by whole pixels to where REFERENCE, another panel, has the same backdrop; not at all
 * where no place is clearly better. What comes in repeats the edge. What is SUSPECT of either is
 * not looked at; the panel's own moves along. *MOVED_X becomes how far to the right. False: no
 * memory. */
bool registration_place(struct picture *panel, struct mask *suspect,
                        const struct picture *reference, const struct mask *reference_suspect,
                        int *moved_x);
