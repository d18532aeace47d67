/* SPDX-License-Identifier: MIT */
/* The camel's own time, and keeping step with its music.
 *
 * It runs by the machine's clock where nothing sounds and leans towards the music where something
 * does: never back, never a jump, at most STEP_LEAN faster or slower.
 *
 * Pure; the machine's times are microseconds of one monotonic clock, the camel's milliseconds.
 *
 *     step_start(&step, now_us, 0);
 *     double ms = step_free(&step, now_us);
 *     double ms = step_with(&step, now_us, gait_ms, stride_ms, pace);
 */
#pragma once

#include <stdint.h>

/* A camel that starts from a stand may be a fifth of a stride off the beat. */
#define STEP_LEAN 0.12

struct step {
    double ms;      /* the camel's time */
    double pace;    /* of it to the machine's, 1 if the music does not ask for another */
    int64_t now_us; /* when that was */
};

/* The camel's time is MS, and goes on from there. */
void step_start(struct step *step, int64_t now_us, double ms);

/* The camel's time at NOW_US, by the machine's clock. */
double step_free(struct step *step, int64_t now_us);

/* The same with music that is at GAIT_MS of the camel's time, or any number of strides from there,
 * and goes PACE times as fast as the camel would by itself. */
double step_with(struct step *step, int64_t now_us, double gait_ms, double stride_ms, double pace);
