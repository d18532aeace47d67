/* SPDX-License-Identifier: MIT */
/* When to look. */
#include "listening.h"

#include "monotonic.h"

bool listening_seen(struct listening *listening, pid_t program, int64_t now_ms)
{
    if (program <= 0 || now_ms < listening->due_ms)
        return false;
    int64_t spent_us = monotonic_spent_us();
    bool seen = listening_system_look(program);
    listening->due_ms = now_ms + monotonic_pause_us(spent_us) / 1000;
    return seen;
}
