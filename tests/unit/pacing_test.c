/* SPDX-License-Identifier: MIT */
/* What the last times of a program say of the next one. */
#include "pacing.h"

#include "cmocka_all.h"

#define DELAY_MS 250

static void only_the_last_times_are_kept(void **state)
{
    (void)state;
    struct pacing pacing = {.count = 0};
    for (int i = 1; i <= PACING_KEPT + 3; i++)
        pacing_add(&pacing, i);
    assert_int_equal(pacing.count, PACING_KEPT);
    assert_int_equal(pacing.silent_ms[0], 4);
    assert_int_equal(pacing.silent_ms[PACING_KEPT - 1], PACING_KEPT + 3);
}

/* Times, and what is wanted for the next: to be held until it will have spoken, to come at the end
 * of the delay, or to get ready ahead of it. */
enum wanted { HELD, IN_TIME, AHEAD };

static void a_camel_that_would_flash_is_held(void **state)
{
    static const struct {
        struct pacing pacing;
        enum wanted wanted;
        int expected_ms;
    } table[] = {
        {{0, {0}}, IN_TIME, 0},
        {{1, {3000}}, AHEAD, 3000},
        {{2, {3000, 3100}}, AHEAD, 3050},
        {{1, {400}}, HELD, 400},
        {{3, {300, 360, 270}}, HELD, 310},
        {{5, {450, 520, 380, 600, 410}}, HELD, 472},
        {{5, {900, 1100, 700, 850, 1000}}, HELD, 910},
        /* one that is far from all others is an accident, of either kind */
        {{8, {3000, 3010, 2990, 3000, 400, 3000, 3005, 2995}}, AHEAD, 3000},
        {{5, {400, 410, 390, 400, 9000}}, HELD, 400},
        /* whoever may speak at any time is not waited for */
        {{6, {300, 5000, 800, 4000, 2000, 1200}}, IN_TIME, 2216},
        /* what is over before the camel would come needs no hold */
        {{4, {160, 170, 165, 160}}, IN_TIME, 163},
        {{1, {0}}, IN_TIME, 0},
        {{1, {PACING_MS_MAX}}, AHEAD, PACING_MS_MAX},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct pacing_plan plan = pacing_plan(&table[i].pacing, DELAY_MS);
        assert_int_equal(plan.expected_ms, table[i].expected_ms);
        assert_int_equal(plan.is_sure, table[i].wanted == AHEAD);
        assert_int_equal(plan.hold_ms > 0, table[i].wanted == HELD);
        assert_true(plan.hold_ms <= PACING_HOLD_MS_MAX);
    }
}

static void a_hold_lasts_until_all_last_times_are_over(void **state)
{
    (void)state;
    struct pacing pacing = {5, {450, 520, 380, 600, 410}};
    struct pacing_plan plan = pacing_plan(&pacing, DELAY_MS);
    assert_true(DELAY_MS + plan.hold_ms > 600);
    assert_true(DELAY_MS + plan.hold_ms < 900);
    assert_int_equal(pacing_plan(&pacing, 0).hold_ms, DELAY_MS + plan.hold_ms);
    assert_int_equal(pacing_plan(&pacing, 3600000).hold_ms, 0);
}

/* The generator of POSIX's example of rand(3): the same times on every machine. */
static int draw(unsigned *seed)
{
    *seed = *seed * 1103515245 + 12345;
    return (int)(*seed / 65536 % 32768);
}

/* About normal: the sum of twelve, each from 0 to 1, less their mean. */
static int draw_time(unsigned *seed, int mean_ms, int deviation_ms)
{
    int sum = 0;
    for (int i = 0; i < 12; i++)
        sum += draw(seed);
    return mean_ms + (int)((int64_t)(sum - 6 * 32768) * deviation_ms / 32768);
}

#define COMES_MS 60  /* from the end of the wait to the first frame */
#define FLASH_MS 500 /* who is seen for less has flashed */

static void few_camels_flash_by(void **state)
{
    static const struct {
        int mean_ms, deviation_ms;
        bool comes_always;
    } table[] = {
        {150, 40, false},  {300, 60, false},  {450, 100, false},
        {900, 200, false}, {3000, 100, true}, {3000, 700, true},
    };

    (void)state;
    unsigned seed = 1887;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        int flashes = 0, launches = 0, camels = 0;
        for (int series = 0; series < 50; series++) {
            struct pacing pacing = {.count = 0};
            for (int launch = 0; launch < 200; launch++) {
                int silent_ms = draw_time(&seed, table[i].mean_ms, table[i].deviation_ms);
                struct pacing_plan plan = pacing_plan(&pacing, DELAY_MS);
                int seen_ms = silent_ms - DELAY_MS - plan.hold_ms - COMES_MS;
                launches += launch >= 4;
                flashes += launch >= 4 && seen_ms > 0 && seen_ms < FLASH_MS;
                camels += launch >= 4 && seen_ms > 0 && plan.hold_ms == 0;
                if (silent_ms >= DELAY_MS)
                    pacing_add(&pacing, silent_ms);
            }
        }
        print_message("%d +- %d ms: %d flashes, %d camels in time, %d launches\n", table[i].mean_ms,
                      table[i].deviation_ms, flashes, camels, launches);
        assert_true(flashes * 100 < launches * 3);
        if (table[i].comes_always)
            assert_true(camels * 100 >= launches * 97);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_last_times_are_kept),
        cmocka_unit_test(a_camel_that_would_flash_is_held),
        cmocka_unit_test(a_hold_lasts_until_all_last_times_are_over),
        cmocka_unit_test(few_camels_flash_by),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
