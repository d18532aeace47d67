/* SPDX-License-Identifier: MIT */
/* The backdrop that the exposures of a plate have in common, without the animal.
 *
 * The median over the panels is the backdrop where the animal goes by. A camera that follows the
 * animal sees its trunk in the same place in every exposure, and so does the median. So it is taken
 * of pixels alone that nobody suspects: at first those of the rim; of all that differ little from
 * what the rim promises, then; and what no exposure shows is filled in from the left and the right.
 *
 *     struct backdrop backdrop;
 *     if (backdrop_develop(panels, count, &backdrop, moved_x))
 *         cutout_make(&panels[0], &backdrop)
 */
#pragma once

#include "picture.h"

struct backdrop {
    struct picture picture;
    double noise; /* sigma of an exposure's pixels about it, levels */
};

/* Brings the COUNT panels, all of one size, to one light and one place, in place; into MOVED_X how
 * far each went to the right, zeros before. False: no memory. */
bool backdrop_develop(struct picture *panels, int count, struct backdrop *backdrop, int *moved_x);

void backdrop_free(struct backdrop *backdrop);
