/* SPDX-License-Identifier: MIT */
/* The line through the device's questions. */
#include "audio_clock.h"

#include <math.h>

#define TRUST     0.05   /* of a question that comes late or early, so much is believed */
#define STALL_US  250000 /* off by more: the device has stood still, the line begins anew */
#define SILENT_US 400000

void audio_clock_asked(struct audio_clock *clock, int64_t now_us, int64_t sample, int rate_hz,
                       int64_t latency_us)
{
    double zero_us = (double)(now_us + latency_us) - 1e6 * (double)sample / rate_hz;
    double off_us = zero_us - clock->zero_us;
    if (!clock->running || fabs(off_us) > STALL_US)
        clock->zero_us = zero_us;
    else
        clock->zero_us += TRUST * off_us;
    clock->running = true;
    clock->asked_us = now_us;
}

int64_t audio_clock_sample(const struct audio_clock *clock, int64_t now_us, int rate_hz)
{
    return (int64_t)floor(((double)now_us - clock->zero_us) * 1e-6 * rate_hz);
}

bool audio_clock_ticks(const struct audio_clock *clock, int64_t now_us)
{
    return clock->running && now_us - clock->asked_us < SILENT_US;
}
