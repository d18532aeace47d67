/* SPDX-License-Identifier: MIT */
/* Thresholds and times between one gait and the next. */
#include "gait_policy.h"

#include <math.h>
#include <string.h>

/* All of one core; what a program takes of others makes its camel no faster. */
#define GALLOP_WORK   0.6
#define EFFORT_WORK   0.4 /* by all of what makes a gallop: no heavy-and-light in turn */
#define GALLOP_MS     750
#define TIRED_WORK    0.4  /* well under GALLOP_WORK, so that nobody wavers in between */
#define IDLE_WORK     0.02 /* two ticks of the kernel's clock in a second: a timer, no work */
#define IDLE_LEAST_MS 1000 /* so much is enough where no more is remembered */
#define LATELY_MS     2000
#define AWAKE_WORK    0.1
#define AWAKE_MS      500
#define STIRRING_WORK 0.04 /* for long enough, this little is work, too */
#define LATE_MS       100  /* a look that comes late or early still counts as a whole one */

void gait_policy_init(struct gait_policy *policy, int64_t now_ms)
{
    *policy = (struct gait_policy){.gait = GAIT_WALK, .last_ms = now_ms};
}

static void forget(struct gait_policy *policy)
{
    policy->memory_count = 0;
}

static void remember(struct gait_policy *policy, double work, int64_t now_ms)
{
    const int last = GAIT_POLICY_MEMORY_MAX - 1;
    if (policy->memory_count > last) {
        memmove(policy->memory, policy->memory + 1, (size_t)last * sizeof *policy->memory);
        policy->memory_count = last;
    }
    policy->memory[policy->memory_count].since_ms = policy->last_ms;
    policy->memory[policy->memory_count].until_ms = now_ms;
    policy->memory[policy->memory_count++].work = work;
}

/* As many of the latest samples as make up a time. */
struct past {
    int64_t ms;
    double mean_work, least_work;
};

static struct past recall(const struct gait_policy *policy, int64_t span_ms)
{
    struct past past = {.least_work = HUGE_VAL};
    double work_ms = 0;
    for (int i = policy->memory_count - 1; i >= 0 && past.ms + LATE_MS < span_ms; i--) {
        int64_t ms = policy->memory[i].until_ms - policy->memory[i].since_ms;
        past.ms += ms;
        work_ms += policy->memory[i].work * (double)ms;
        past.least_work = fmin(past.least_work, policy->memory[i].work);
    }
    past.mean_work = past.ms > 0 ? work_ms / (double)past.ms : 0;
    return past;
}

static bool is_long(const struct past *past, int64_t ms)
{
    return past->ms + LATE_MS >= ms;
}

static enum gait choose(const struct gait_policy *policy)
{
    const struct past effort = recall(policy, GALLOP_MS), lately = recall(policy, LATELY_MS),
                      awake = recall(policy, AWAKE_MS);
    if (is_long(&effort, GALLOP_MS) && effort.mean_work >= GALLOP_WORK &&
        effort.least_work >= EFFORT_WORK)
        return GAIT_GALLOP;
    if (policy->gait == GAIT_STAND)
        return awake.mean_work >= AWAKE_WORK || lately.mean_work >= STIRRING_WORK ? GAIT_WALK
                                                                                  : GAIT_STAND;
    if (is_long(&lately, IDLE_LEAST_MS) && lately.mean_work < IDLE_WORK)
        return GAIT_STAND;
    if (policy->gait == GAIT_GALLOP && is_long(&lately, LATELY_MS) && lately.mean_work < TIRED_WORK)
        return GAIT_WALK;
    return policy->gait;
}

enum gait gait_policy_update(struct gait_policy *policy, const struct activity_sample *sample,
                             int64_t now_ms)
{
    if (!sample || sample->stopped || policy->gait == GAIT_COUCH) {
        forget(policy); /* what went on before it lay down is not what goes on now */
        policy->gait = sample && sample->stopped ? GAIT_COUCH : GAIT_WALK;
    } else if (now_ms > policy->last_ms) {
        remember(policy, sample->work, now_ms);
        policy->gait = choose(policy);
    }
    policy->last_ms = now_ms;
    return policy->gait;
}
