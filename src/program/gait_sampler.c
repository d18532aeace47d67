/* SPDX-License-Identifier: MIT */
/* A look at the program now and then, and what the camel makes of it. */
#include "gait_sampler.h"

#define SAMPLE_MS 250

static bool is_open(const struct gait_sampler *sampler)
{
    return sampler->activity.program > 0;
}

bool gait_sampler_open(struct gait_sampler *sampler, pid_t program, int64_t now_ms)
{
    gait_policy_init(&sampler->policy, now_ms);
    sampler->due_ms = now_ms + SAMPLE_MS;
    return activity_open(&sampler->activity, program);
}

bool gait_sampler_read(struct gait_sampler *sampler, int64_t now_ms, enum gait *gait)
{
    if (!is_open(sampler) || now_ms < sampler->due_ms)
        return false;
    struct activity_sample sample;
    bool seen = activity_read(&sampler->activity, &sample);
    enum gait before = sampler->policy.gait;
    enum gait after = gait_policy_update(&sampler->policy, seen ? &sample : NULL, now_ms);
    sampler->due_ms = now_ms + SAMPLE_MS;
    if (after == before)
        return false;
    *gait = after;
    return true;
}

void gait_sampler_close(struct gait_sampler *sampler)
{
    sampler->due_ms = INT64_MAX;
}

int64_t gait_sampler_due_ms(const struct gait_sampler *sampler)
{
    return is_open(sampler) ? sampler->due_ms : INT64_MAX;
}
