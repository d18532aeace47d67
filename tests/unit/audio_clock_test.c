/* SPDX-License-Identifier: MIT */
/* Tests: the camel keeps step with a device that is late, slow, or stopped, and never jumps. */
#include "audio_clock.h"

#include "cmocka_all.h"
#include "step.h"

#include <math.h>
#include <stdlib.h>

#define RATE_HZ    44100
#define CHUNK      3072
#define LATENCY_US 52000
#define STRIDE_MS  1680.0

/* A device whose crystal is PPM fast and which asks up to JITTER_US late; ten minutes of frames. */
static void a_device_of_its_own_mind_is_followed(void **state)
{
    static const struct {
        double ppm;
        int jitter_us;
        double start_ms; /* the camel's, at sample 0 */
    } table[] = {{0, 0, 0}, {200, 8000, 0}, {-200, 8000, 0}, {0, 20000, 300}, {50, 5000, -700}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct audio_clock clock = {.running = false};
        struct step step;
        double chunk_us = 1e6 * CHUNK / RATE_HZ / (1 + table[i].ppm * 1e-6), worst_ms = 0;
        double next_us = 0, before_ms = table[i].start_ms, before_us = 0;
        int64_t sample = 0;
        srand(1887);
        step_start(&step, 0, table[i].start_ms);
        for (int64_t now_us = 0; now_us < 600 * 1000000LL; now_us += 42000) {
            double true_ms, music_ms, ms;
            while (next_us <= (double)now_us) {
                int64_t late_us = table[i].jitter_us ? rand() % table[i].jitter_us : 0;
                audio_clock_asked(&clock, (int64_t)next_us + late_us, sample, RATE_HZ, LATENCY_US);
                next_us += chunk_us;
                sample += CHUNK;
            }
            music_ms = (double)audio_clock_sample(&clock, now_us, RATE_HZ) * 1000 / RATE_HZ;
            ms = step_with(&step, now_us, music_ms, STRIDE_MS, 1);
            if (now_us > 0) { /* never back, never a jump */
                double passed_ms = ((double)now_us - before_us) / 1000;
                assert_true(ms - before_ms >= passed_ms * (1 - STEP_LEAN) - 0.01);
                assert_true(ms - before_ms <= passed_ms * (1 + STEP_LEAN) + 0.01);
            }
            before_ms = ms;
            before_us = (double)now_us;
            true_ms = ((double)now_us - LATENCY_US) * (1 + table[i].ppm * 1e-6) / 1000;
            if (now_us > 20 * 1000000LL)
                worst_ms = fmax(worst_ms, fabs(remainder(ms - true_ms, STRIDE_MS)));
        }
        print_message("%g ppm, %d us: at most %.1f ms\n", table[i].ppm, table[i].jitter_us,
                      worst_ms);
        assert_true(worst_ms < 15);
    }
}

static void a_stopped_server_stops_nobody(void **state)
{
    struct audio_clock clock = {.running = false};
    struct step step;

    (void)state;
    assert_false(audio_clock_ticks(&clock, 0));
    audio_clock_asked(&clock, 1000000, 0, RATE_HZ, LATENCY_US);
    assert_true(audio_clock_ticks(&clock, 1100000));
    assert_false(audio_clock_ticks(&clock, 2000000));
    step_start(&step, 0, 0);
    for (int64_t now_us = 0; now_us <= 10000000; now_us += 35000)
        assert_true(fabs(step_free(&step, now_us) - (double)now_us / 1000) < 0.001);
    /* it goes on 5 s later where it stopped: the line begins anew */
    audio_clock_asked(&clock, 6000000, CHUNK, RATE_HZ, LATENCY_US);
    assert_in_range(audio_clock_sample(&clock, 6000000 + LATENCY_US, RATE_HZ), CHUNK - 1,
                    CHUNK + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_device_of_its_own_mind_is_followed),
        cmocka_unit_test(a_stopped_server_stops_nobody),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
