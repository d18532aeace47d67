/* SPDX-License-Identifier: MIT */
/* Measuring music. */
#include "loudness.h"

#include "mixer.h"

#include <math.h>

#define BLOCK_SAMPLES (MIXER_RATE_HZ / 10)
#define GATE_DB       (-60.0)
#define QUIETER_DB    (-10.0) /* than the mean of what has passed the first gate: not counted */
#define FULL_SCALE    32768.0

static double power_of(const int16_t *samples, int64_t count)
{
    double sum = 0;
    for (int64_t i = 0; i < 2 * count; i++)
        sum += (double)samples[i] * samples[i];
    return sum / (2 * (double)count) / (FULL_SCALE * FULL_SCALE);
}

/* The mean of the blocks that have at least so much; 0 if none has. */
static double mean_power(const int16_t *samples, int64_t count, double at_least)
{
    double sum = 0;
    int64_t block_count = 0;
    for (int64_t at = 0; at < count; at += BLOCK_SAMPLES) {
        int64_t left = count - at;
        double power = power_of(samples + 2 * at, left < BLOCK_SAMPLES ? left : BLOCK_SAMPLES);
        if (power >= at_least) {
            sum += power;
            block_count++;
        }
    }
    return block_count > 0 ? sum / (double)block_count : 0;
}

double loudness_of(const int16_t *samples, int64_t count)
{
    double mean = mean_power(samples, count, pow(10, GATE_DB / 10));
    if (!(mean > 0))
        return LOUDNESS_SILENT_DB;
    return 10 * log10(mean_power(samples, count, mean * pow(10, QUIETER_DB / 10)));
}

double loudness_gain_db(double loudness_db)
{
    if (loudness_db <= LOUDNESS_SILENT_DB)
        return 0;
    return fmax(-LOUDNESS_GAIN_MAX, fmin(LOUDNESS_TARGET_DB - loudness_db, LOUDNESS_GAIN_MAX));
}
