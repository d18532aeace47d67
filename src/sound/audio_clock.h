/* SPDX-License-Identifier: MIT */
/* Which sample is heard at a moment.
 *
 * An audio device asks for samples in gulps, late by whatever the machine is busy with, and plays
 * them later by its buffers: this draws a straight line through its questions.
 *
 * Pure; times are microseconds of one monotonic clock.
 *
 *     audio_clock_asked(&clock, now_us, sample, rate_hz, latency_us);  at each question for samples
 *     int64_t heard = audio_clock_sample(&clock, now_us, rate_hz);
 */
#pragma once

#include "gait.h"

#include <stdbool.h>
#include <stdint.h>

/* What is heard at a moment, in the words of whoever is to be in step with it. */
struct beat {
    enum gait section;
    double gait_ms;   /* since a stride of that section's gait began, in the camel's own time */
    double stride_ms; /* of the camel: gait_ms means the same a stride later */
    double pace;      /* of the camel's time to the machine's */
};

struct audio_clock {
    bool running;
    double zero_us;   /* when sample 0 was, or would have been, heard */
    int64_t asked_us; /* when the device last asked */
};

/* At NOW_US the device asks for SAMPLE and what comes after it, which will be heard LATENCY_US
 * later. */
void audio_clock_asked(struct audio_clock *clock, int64_t now_us, int64_t sample, int rate_hz,
                       int64_t latency_us);

/* The sample that is heard at NOW_US. */
int64_t audio_clock_sample(const struct audio_clock *clock, int64_t now_us, int rate_hz);

/* False: the device has not asked for so long that it plays nothing (a stopped server, a phone
 * call that the music makes way for). */
bool audio_clock_ticks(const struct audio_clock *clock, int64_t now_us);
