/* SPDX-License-Identifier: MIT */
/* In a launch: the beat of the walk.
 * Owns nothing. */
#include "gait.h"

#include <assert.h>

static int64_t exposures_before(const struct gait *gait, int64_t elapsed_ms)
{
    assert(gait->frame_count > 0 && gait->frame_ms > 0 && elapsed_ms >= 0);
    return elapsed_ms / gait->frame_ms;
}

int gait_frame(const struct gait *gait, int64_t elapsed_ms)
{
    return (int)(exposures_before(gait, elapsed_ms) % gait->frame_count);
}

int64_t gait_next_ms(const struct gait *gait, int64_t elapsed_ms)
{
    return (exposures_before(gait, elapsed_ms) + 1) * gait->frame_ms;
}

int64_t gait_ground_px(const struct gait *gait, int64_t elapsed_ms, int scale)
{
    return exposures_before(gait, elapsed_ms) * gait->stride_px * scale / gait->frame_count;
}
