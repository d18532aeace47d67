/* SPDX-License-Identifier: MIT */
/* Which gait the program asks for: looks at it four times a second and asks the gait policy.
 *
 *     struct gait_sampler sampler = {0};
 *     gait_sampler_open(&sampler, program, now_ms);
 *     … at gait_sampler_due_ms(&sampler) …
 *     enum gait gait;
 *     if (gait_sampler_read(&sampler, now_ms, &gait))
 *         camel_want(&camel, gait);
 */
#pragma once

#include "activity.h"
#include "gait.h"
#include "gait_policy.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* All zero: not open, and never due. */
struct gait_sampler {
    struct activity activity;
    struct gait_policy policy;
    int64_t due_ms;
};

/* Begins to look at PROGRAM, for a camel that walks at NOW_MS (monotonic); what it owns it has
 * until the process ends. False: there is nothing to be seen (see activity.h), and the sampler is
 * never due. */
bool gait_sampler_open(struct gait_sampler *sampler, pid_t program, int64_t now_ms);

/* Looks, if it is time. True: the gait has changed, to *GAIT; else *GAIT is untouched. */
bool gait_sampler_read(struct gait_sampler *sampler, int64_t now_ms, enum gait *gait);

/* Looks at nothing any more. */
void gait_sampler_close(struct gait_sampler *sampler);

/* When to look next; INT64_MAX: never. */
int64_t gait_sampler_due_ms(const struct gait_sampler *sampler);
