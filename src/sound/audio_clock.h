/* SPDX-License-Identifier: MIT */
/* The clock of what is heard, and keeping step with it.
 *
 * An audio device asks for samples in gulps, late by whatever the machine is busy with, and plays
 * them later by its buffers: `audio_clock` draws a straight line through its questions. `step` is
 * the camel's own time, which runs by the machine's clock where nothing sounds and leans towards
 * the music where something does: never back, never a jump, at most STEP_LEAN faster or slower.
 *
 * Pure; times are microseconds of one monotonic clock, gait times are milliseconds.
 *
 *     audio_clock_asked(&audio_clock, now_us, tape, latency_us);        at each question for
 * samples int64_t heard = audio_clock_sample(&audio_clock, now_us, rate_hz);  what the ear hears
 * now double ms = step_free(&step, now_us), or double ms = step_with(&step, now_us, music_ms,
 * stride_ms, pace);
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define STEP_LEAN \
    0.12 /* a camel that starts from a stand may be a fifth of a stride off the beat */

struct audio_clock {
    bool running;
    double zero_us;   /* when the first sample of the tape was, or would have been, heard */
    int64_t asked_us; /* when the device last asked */
};

/* At NOW_US the device asks for what comes after TAPE samples, which will be heard LATENCY_US
 * later. */
void audio_clock_asked(struct audio_clock *audio_clock, int64_t now_us, int64_t tape, int rate_hz,
                       int64_t latency_us);

/* The sample that is heard at NOW_US. */
int64_t audio_clock_sample(const struct audio_clock *audio_clock, int64_t now_us, int rate_hz);

/* False: the device has not asked for so long that it plays nothing (a stopped server, a phone
 * call that the music makes way for). */
bool audio_clock_ticks(const struct audio_clock *audio_clock, int64_t now_us);

struct step {
    double ms;      /* the camel's time */
    double pace;    /* of it to the machine's, 1 if the music does not ask for another */
    int64_t now_us; /* when that was */
};

void step_start(struct step *step, int64_t now_us, double ms);

/* By the machine's clock. */
double step_free(struct step *step, int64_t now_us);

/* The music is at GAIT_MS of the camel's time, or any number of strides from there, and goes PACE
 * times as fast as the camel would by itself. */
double step_with(struct step *step, int64_t now_us, double gait_ms, double stride_ms, double pace);
