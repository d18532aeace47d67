/* SPDX-License-Identifier: MIT */
/* When to look. */
#include "listening.h"

#include "monotonic.h"

#define SHARE     500 /* of the time, one part goes into looking */
#define US_PER_MS 1000

bool listening_seen(struct listening *listening, pid_t program, int64_t now_ms)
{
    if (program <= 0 || now_ms < listening->due_ms)
        return false;
    int64_t spent_us = monotonic_spent_us();
    bool seen = listening_system_look(program);
    listening->due_ms = now_ms + (monotonic_spent_us() - spent_us) * SHARE / US_PER_MS;
    return seen;
}
