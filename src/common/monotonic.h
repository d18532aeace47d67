/* SPDX-License-Identifier: MIT */
/* The one clock: CLOCK_MONOTONIC, never the time of day, so that nobody who sets the clock makes
 * the camel jump. All processes of a launch read the same.
 *
 * Units as named, since some moment of the machine's. Cannot fail. */
#pragma once

#include <stdint.h>

int64_t monotonic_ms(void);
int64_t monotonic_us(void);
int64_t monotonic_ns(void);

/* CPU time that this thread has used, which is what a look at something costs: the time that went
 * by is not, on a machine that is busy with others. */
int64_t monotonic_spent_us(void);

/* How long whoever has looked at something, from SPENT_US of that on, leaves it alone, so that
 * looking takes a five-hundredth of the time: a large tree of processes is looked at seldom. */
int64_t monotonic_pause_us(int64_t spent_us);

/* Sleeps until that moment, through interrupting signals. */
void monotonic_sleep_until(int64_t moment_ms);
