/* SPDX-License-Identifier: MIT */
/* Which gait is the honest one: from samples of activity, with the steadiness of an animal.
 *
 * Pure. Quick to take up, slow to give up: a gallop after 0.75 s of a core that is busy
 * throughout, given up when the last two seconds were idle for the most part; a stand after a
 * second without work, or two if there was some before; a walk as soon as there is work again. A
 * stopped program lies down, and gets up, at once.
 *
 *     struct gait_policy policy;
 *     gait_policy_init(&policy, now_ms);
 *     bool seen = activity_read(&activity, &sample);
 *     enum gait gait = gait_policy_update(&policy, seen ? &sample : NULL, now_ms);
 */
#pragma once

#include "activity.h"
#include "gait.h"

#include <stdint.h>

#define GAIT_POLICY_MEMORY_MAX 16 /* samples; two seconds of four a second, and some to spare */

struct gait_policy {
    enum gait gait;
    struct {
        int64_t since_ms, until_ms;
        double work;
    } memory[GAIT_POLICY_MEMORY_MAX]; /* the latest last */
    int memory_count;
    int64_t last_ms; /* the time of the latest sample */
};

/* A camel that walks; it begins to look at the program at NOW_MS. */
void gait_policy_init(struct gait_policy *policy, int64_t now_ms);

/* The gait at NOW_MS (monotonic), which is one of WALK, GALLOP, STAND and COUCH. SAMPLE is what was
 * seen of the time since the last call; NULL: nothing could be, and the camel just walks. */
enum gait gait_policy_update(struct gait_policy *policy, const struct activity_sample *sample,
                             int64_t now_ms);
