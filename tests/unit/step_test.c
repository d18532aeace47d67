/* SPDX-License-Identifier: MIT */
/* Tests: the camel's own time runs evenly, and nears its music's. */
#include "step.h"

#include "cmocka_all.h"

#include <math.h>

#define STRIDE_MS 1680.0

static void alone_it_is_the_machines(void **state)
{
    (void)state;
    struct step step;
    step_start(&step, 5000000, 100);
    assert_true(step_free(&step, 5040000) == 140);
    assert_true(step_free(&step, 5030000) == 140); /* never back */
    assert_true(step_free(&step, 5100000) == 200);
}

static void the_music_sets_the_pace(void **state)
{
    (void)state;
    struct step step;
    double gait_ms = 0;
    step_start(&step, 0, 0);
    for (int64_t now_us = 0; now_us <= 60000000; now_us += 40000) {
        gait_ms = (double)now_us / 1000 * 0.84; /* a slower tune: two strides for its own two */
        step_with(&step, now_us, gait_ms, STRIDE_MS, 0.84);
    }
    assert_true(fabs(step.pace - 0.84) < 0.001);
    assert_true(fabs(remainder(step.ms - gait_ms, STRIDE_MS)) < 1);
}

/* Half a stride off: the nearer way round, and never faster or slower than by the lean. */
static void it_leans_towards_the_music(void **state)
{
    static const double offs_ms[] = {-700, -100, 0, 40, 800};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(offs_ms); i++) {
        struct step step;
        step_start(&step, 0, 0);
        double before_ms = 0;
        for (int64_t now_us = 40000; now_us <= 20000000; now_us += 40000) {
            double music_ms = (double)now_us / 1000 + offs_ms[i];
            double ms = step_with(&step, now_us, music_ms, STRIDE_MS, 1);
            assert_true(ms - before_ms >= 40 * (1 - STEP_LEAN) - 0.001);
            assert_true(ms - before_ms <= 40 * (1 + STEP_LEAN) + 0.001);
            before_ms = ms;
        }
        assert_true(fabs(remainder(step.ms - 20000 - offs_ms[i], STRIDE_MS)) < 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alone_it_is_the_machines),
        cmocka_unit_test(the_music_sets_the_pace),
        cmocka_unit_test(it_leans_towards_the_music),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
