/* SPDX-License-Identifier: MIT */
/* The loop of a walk: after how many exposures the first comes again. Pure: of how much each two of
 * them differ.
 *
 *     likeness_measure(exposures, count, distances);
 *     int length = loop_find(distances, count);
 */
#pragma once

#define LOOP_MIN 3 /* exposures: two are no walk */

/* DISTANCES holds COUNT rows of COUNT, symmetrical, 0 for two that are alike. The length is COUNT
 * where none comes again but the last leads over to the first; 0: there is no loop. */
int loop_find(const float *distances, int count);
