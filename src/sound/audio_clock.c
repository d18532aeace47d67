/* SPDX-License-Identifier: MIT */
/* In a launch: what keeps the drawn feet with the heard ones.
 * Owns nothing. */
#include "audio_clock.h"

#include <math.h>

#define TRUST       0.05   /* of a question that comes late or early, so much is believed */
#define STALL_US    250000 /* off by more: the tape has stood still, the line begins anew */
#define SILENT_US   400000
#define CATCH_UP_MS 500.0 /* an error is made good in about this time, if STEP_LEAN lets it */
#define PACE_CHANGE 0.2   /* of the pace, a second */

void audio_clock_asked(struct audio_clock *audio_clock, int64_t now_us, int64_t tape, int rate_hz,
                       int64_t latency_us)
{
    double zero_us = (double)(now_us + latency_us) - 1e6 * (double)tape / rate_hz;
    double off_us = zero_us - audio_clock->zero_us;

    if (!audio_clock->running || fabs(off_us) > STALL_US)
        audio_clock->zero_us = zero_us;
    else
        audio_clock->zero_us += TRUST * off_us;
    audio_clock->running = true;
    audio_clock->asked_us = now_us;
}

int64_t audio_clock_sample(const struct audio_clock *audio_clock, int64_t now_us, int rate_hz)
{
    return (int64_t)floor(((double)now_us - audio_clock->zero_us) * 1e-6 * rate_hz);
}

bool audio_clock_ticks(const struct audio_clock *audio_clock, int64_t now_us)
{
    return audio_clock->running && now_us - audio_clock->asked_us < SILENT_US;
}

void step_start(struct step *step, int64_t now_us, double ms)
{
    *step = (struct step){.ms = ms, .pace = 1, .now_us = now_us};
}

/* Lets PASSED_MS go by, at a pace that nears PACE. */
static void pass(struct step *step, double passed_ms, double pace)
{
    double change = PACE_CHANGE * passed_ms / 1000;

    step->pace += fmax(-change, fmin(change, pace - step->pace));
    step->ms += passed_ms * step->pace;
}

static double since(struct step *step, int64_t now_us)
{
    double passed_ms = now_us > step->now_us ? (double)(now_us - step->now_us) / 1000 : 0;

    if (now_us > step->now_us)
        step->now_us = now_us;
    return passed_ms;
}

double step_free(struct step *step, int64_t now_us)
{
    pass(step, since(step, now_us), 1);
    return step->ms;
}

double step_with(struct step *step, int64_t now_us, double gait_ms, double stride_ms, double pace)
{
    double passed_ms = since(step, now_us), lean = STEP_LEAN * passed_ms, error;

    pass(step, passed_ms, pace);
    /* the nearer way round: half a stride behind is half a stride ahead */
    error = remainder(gait_ms - step->ms, stride_ms);
    step->ms += fmax(-lean, fmin(lean, error * fmin(1, passed_ms / CATCH_UP_MS)));
    return step->ms;
}
