/* SPDX-License-Identifier: MIT */
/* What every due time of a launch is counted on. */
#include "monotonic.h"

#include <poll.h>
#include <time.h>

#define NS_PER_S INT64_C(1000000000)
#define SHARE    500 /* of the time, one part goes into looking */

static int64_t read_ns(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * NS_PER_S + now.tv_nsec;
}

int64_t monotonic_ns(void)
{
    return read_ns(CLOCK_MONOTONIC);
}

int64_t monotonic_us(void)
{
    return monotonic_ns() / 1000;
}

int64_t monotonic_ms(void)
{
    return monotonic_ns() / 1000000;
}

int64_t monotonic_spent_us(void)
{
    return read_ns(CLOCK_THREAD_CPUTIME_ID) / 1000;
}

int64_t monotonic_pause_us(int64_t spent_us)
{
    return (monotonic_spent_us() - spent_us) * SHARE;
}

void monotonic_sleep_until(int64_t moment_ms)
{
    /* poll, not clock_nanosleep, which macOS has not */
    for (int64_t left_ms; (left_ms = moment_ms - monotonic_ms()) > 0;)
        poll(NULL, 0, left_ms > 60000 ? 60000 : (int)left_ms);
}
