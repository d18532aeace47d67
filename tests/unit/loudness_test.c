/* SPDX-License-Identifier: MIT */
/* How loud music is taken to be, and what is done about it. */
#include "loudness.h"

#include "cmocka_all.h"
#include "mixer.h"

#include <math.h>
#include <stdlib.h>

#define SECONDS 8
#define COUNT   ((int64_t)SECONDS * MIXER_RATE_HZ)

/* A tone of so many dB, from FROM to TO seconds. */
static void add_tone(int16_t *samples, double db, double from, double to)
{
    double peak = 32768 * pow(10, db / 20) * sqrt(2);
    for (int64_t i = (int64_t)(from * MIXER_RATE_HZ); i < (int64_t)(to * MIXER_RATE_HZ); i++) {
        int16_t sample = (int16_t)lround(peak * sin((double)i * 440 * 6.283185307 / MIXER_RATE_HZ));
        samples[2 * i] = samples[2 * i + 1] = sample;
    }
}

static void power_without_silence_and_whispers(void **state)
{
    static const struct {
        const char *what;
        struct {
            double db, from, to;
        } tones[2];
        double expected_db;
    } table[] = {
        {"quiet", {{-30, 0, 8}, {0, 0, 0}}, -30},
        {"loud", {{-6, 0, 8}, {0, 0, 0}}, -6},
        {"after silence", {{-20, 6, 8}, {0, 0, 0}}, -20},
        {"after a whisper", {{-45, 0, 6}, {-18, 6, 8}}, -18},
        {"half as loud for half of it", {{-18, 0, 4}, {-24, 4, 8}}, -20.05},
        {"a click", {{-12, 3, 3.1}, {0, 0, 0}}, -12},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        int16_t *samples = calloc(COUNT, 2 * sizeof *samples);
        for (size_t k = 0; k < COUNT_OF(table[i].tones); k++)
            add_tone(samples, table[i].tones[k].db, table[i].tones[k].from, table[i].tones[k].to);
        double db = loudness_of(samples, COUNT);
        print_message("%s: %.2f\n", table[i].what, db);
        assert_true(fabs(db - table[i].expected_db) < 0.2);
        free(samples);
    }
}

static void silence_is_not_measured(void **state)
{
    (void)state;
    int16_t *samples = calloc(COUNT, 2 * sizeof *samples);
    assert_true(loudness_of(samples, COUNT) == LOUDNESS_SILENT_DB);
    assert_true(loudness_of(samples, 0) == LOUDNESS_SILENT_DB);
    add_tone(samples, -70, 0, 8);
    assert_true(loudness_of(samples, COUNT) == LOUDNESS_SILENT_DB);
    assert_true(loudness_of(samples, 1) == LOUDNESS_SILENT_DB);
    samples[0] = samples[1] = 16384;
    assert_true(fabs(loudness_of(samples, 1) + 6.02) < 0.1);
    free(samples);
}

static void within_bounds(void **state)
{
    static const struct {
        double loudness_db, expected_db;
    } table[] = {
        {-18, 0},  {-24, 6},  {-30, 12}, {-31, 12},
        {-59, 12}, {-6, -12}, {0, -12},  {LOUDNESS_SILENT_DB, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_true(fabs(loudness_gain_db(table[i].loudness_db) - table[i].expected_db) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(power_without_silence_and_whispers),
        cmocka_unit_test(silence_is_not_measured),
        cmocka_unit_test(within_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
