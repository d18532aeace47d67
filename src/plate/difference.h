/* SPDX-License-Identifier: MIT */
/* Where an exposure differs from the backdrop. */
#pragma once

#include "mask.h"
#include "picture.h"

/* Of each pixel the largest of its channels' distances from BACKDROP, into LEVELS, width times
 * height of them; of the mean over three by three, in which noise is a third of what it is in one.
 */
void difference_measure(const struct picture *panel, const struct picture *backdrop,
                        uint8_t *levels);

/* The levels by which the pixels outside of SUSPECT differ from BACKDROP at one chance in three: a
 * normal distribution's sigma, from the median, so that a few that do not belong there matter not.
 */
double difference_noise(const struct picture *panel, const struct picture *backdrop,
                        const struct mask *suspect);

/* Into SUSPECT what may not be backdrop: what differs by more than THRESHOLD levels and is no
 * speck, with a margin and without holes. False: no memory. */
bool difference_suspect(const struct picture *panel, const struct picture *backdrop, int threshold,
                        struct mask *suspect);

/* The level that nine tenths of the backdrop in a panel do not reach: of LEVELS far from what
 * clearly is the animal. What a photograph's paper adds to the noise is in it. 0: no memory. */
int difference_floor(const uint8_t *levels, int width, int height);
