/* SPDX-License-Identifier: MIT */
/* Tests: a clock that is slowed down, stopped and let go again. */
#include "tempo.h"

#include "cmocka_all.h"

#define NOW 5000

static void is_the_machines_until_it_is_touched(void **state)
{
    (void)state;
    struct tempo tempo;
    tempo_init(&tempo);
    assert_true(tempo_is_even(&tempo));
    assert_int_equal(tempo_at(&tempo, NOW), NOW);
    assert_int_equal(tempo_when(&tempo, NOW + 42), NOW + 42);
    assert_true(tempo_when(&tempo, INT64_MAX) == INT64_MAX);
    int64_t year_ms = INT64_C(365) * 86400 * 1000;
    assert_true(tempo_at(&tempo, year_ms + 1) == year_ms + 1);
}

static void goes_at_its_speed(void **state)
{
    (void)state;
    struct tempo tempo;
    tempo_init(&tempo);
    tempo_set(&tempo, NOW, 0.5);
    assert_false(tempo_is_even(&tempo));
    assert_int_equal(tempo_at(&tempo, NOW), NOW);
    assert_int_equal(tempo_at(&tempo, NOW + 100), NOW + 50);
    assert_int_equal(tempo_when(&tempo, NOW + 50), NOW + 100);
    tempo_set(&tempo, NOW + 100, 2);
    assert_int_equal(tempo_at(&tempo, NOW + 200), NOW + 250);
    assert_int_equal(tempo_when(&tempo, NOW + 251), NOW + 201);
    tempo_set(&tempo, NOW + 200, 1);
    assert_true(tempo_is_even(&tempo));
    assert_int_equal(tempo_at(&tempo, NOW + 300), NOW + 350);
}

static void stops_and_goes_on(void **state)
{
    (void)state;
    struct tempo tempo;
    tempo_init(&tempo);
    tempo_stop(&tempo, NOW, true);
    assert_false(tempo_is_even(&tempo));
    assert_int_equal(tempo_at(&tempo, NOW + 1000), NOW);
    assert_true(tempo_when(&tempo, NOW + 1) == INT64_MAX);
    tempo_set(&tempo, NOW + 1000, 2); /* for later */
    assert_int_equal(tempo_at(&tempo, NOW + 2000), NOW);
    tempo_stop(&tempo, NOW + 2000, false);
    assert_int_equal(tempo_at(&tempo, NOW + 2100), NOW + 200);
}

static void stays_within_bounds(void **state)
{
    (void)state;
    struct tempo tempo;
    tempo_init(&tempo);
    tempo_set(&tempo, 0, 1000);
    assert_int_equal(tempo_at(&tempo, 1000), 1000 * TEMPO_MAX);
    tempo_init(&tempo);
    tempo_set(&tempo, 0, 0);
    assert_int_equal(tempo_at(&tempo, 1000), 1000 * TEMPO_MIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_the_machines_until_it_is_touched),
        cmocka_unit_test(goes_at_its_speed),
        cmocka_unit_test(stops_and_goes_on),
        cmocka_unit_test(stays_within_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
