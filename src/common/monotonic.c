/* SPDX-License-Identifier: MIT */
/* In a launch: what every due time of the splash is counted on.
 * Owns nothing. */
#include "monotonic.h"

#include <poll.h>
#include <time.h>

static int64_t read_us(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t monotonic_us(void)
{
    return read_us(CLOCK_MONOTONIC);
}

int64_t monotonic_spent_us(void)
{
    return read_us(CLOCK_THREAD_CPUTIME_ID);
}

int64_t monotonic_ms(void)
{
    return monotonic_us() / 1000;
}

void monotonic_sleep_until(int64_t moment_ms)
{
    /* poll, not clock_nanosleep, which macOS has not */
    for (int64_t left_ms; (left_ms = moment_ms - monotonic_ms()) > 0;)
        poll(NULL, 0, left_ms > 60000 ? 60000 : (int)left_ms);
}
