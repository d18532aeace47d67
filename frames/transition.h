/* SPDX-License-Identifier: MIT */
/* The transition from one gait to another. It leaves the first at one of its frames and comes
 * into the second at one of its frames; in between each leg stands where the first gait has set
 * it until its own moment to step comes, and steps once, to where the second gait wants it. So
 * no foot slides, and nothing jumps at either end. */
#pragma once

#include "gait.h"

struct transition {
    int from_frame, to_frame; /* of the two gaits, counted from 1 */
    int from_count, to_count; /* frames in their stride */
    int from_frame_ms, to_frame_ms;
    int count, frame_ms;        /* its own frames, which lie between those two */
    double lift[LEG_COUNT];     /* when each leg leaves the first gait and has come into the */
    double set_down[LEG_COUNT]; /* second, parts of the transition: 0 = in the air already, 1 =
                                   still */
};

/* The poses of the transition, as a gait that does not close. Bones are those of FROM. */
void transition_make(const struct transition *transition, const struct gait *from,
                     const struct gait *to, struct gait *gait);
