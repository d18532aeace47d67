/* SPDX-License-Identifier: MIT */
/* A gait in time: which exposure stands at which millisecond, and how far the ground has gone by.
 *
 * Pure, no clock of its own: times are milliseconds since the camel was first seen, so a late frame
 * is followed by the right one and nothing drifts.
 *
 *     struct gait walk = {.frame_count = 48, .frame_ms = 35, .stride_px = 132};
 *     draw(gait_frame(&walk, elapsed_ms), gait_ground_px(&walk, elapsed_ms, 1));
 *     sleep_until(shown_ms + gait_next_ms(&walk, elapsed_ms));
 */
#pragma once

#include <stdint.h>

struct gait {
    int frame_count; /* exposures in one stride, at least 1 */
    int frame_ms;    /* each stands for so long, at least 1 */
    int stride_px;   /* ground covered by one stride; negative for an animal that faces left */
};

/* The exposure that is due, 0 to frame_count-1. */
int gait_frame(const struct gait *gait, int64_t elapsed_ms);

/* When the next exposure is due: always later than elapsed_ms. */
int64_t gait_next_ms(const struct gait *gait, int64_t elapsed_ms);

/* Ground gone by when the exposure that is due became due, in pixels of SCALE times the gait's: the
 * ground moves with the drawn feet, not between them. */
int64_t gait_ground_px(const struct gait *gait, int64_t elapsed_ms, int scale);
