/* SPDX-License-Identifier: MIT */
/* Tests: the right exposure at every millisecond, gaits that change where they may, and ground that
 * keeps step with the feet. */
#include "acts.h"

#include "cmocka_all.h"

#include <string.h>

enum { WALK_GALLOP = GAIT_COUNT, WALK_STAND, STAND_WALK, DOWN, UP, EAR, ACT_COUNT };

static struct theme_act act(int count, int ms, int stride)
{
    return (struct theme_act){
        .frame_count = count, .frame_ms = ms, .stride_px = stride, .from = -1, .to = -1};
}

static struct theme_act transition(int count, int ms, int stride, int from, int from_frame, int to,
                                   int to_frame)
{
    return (struct theme_act){.frame_count = count,
                              .frame_ms = ms,
                              .stride_px = stride,
                              .from = from,
                              .from_frame = from_frame,
                              .to = to,
                              .to_frame = to_frame};
}

static struct theme whole_theme(void)
{
    struct theme theme = {.act_count = ACT_COUNT};

    theme.acts[GAIT_WALK] = act(40, 40, 120);
    theme.acts[GAIT_GALLOP] = act(20, 30, 320);
    theme.acts[GAIT_STAND] = act(10, 100, 0);
    theme.acts[GAIT_COUCH] = act(8, 100, 0);
    theme.acts[WALK_GALLOP] = transition(8, 50, 40, GAIT_WALK, 13, GAIT_GALLOP, 4);
    theme.acts[WALK_STAND] = transition(4, 50, 6, GAIT_WALK, 13, GAIT_STAND, 1);
    theme.acts[STAND_WALK] = transition(4, 50, 6, GAIT_STAND, 1, GAIT_WALK, 33);
    theme.acts[DOWN] = transition(20, 90, 0, GAIT_STAND, 1, GAIT_COUCH, 1);
    theme.acts[UP] = transition(20, 90, 0, GAIT_COUCH, 1, GAIT_STAND, 1);
    theme.acts[EAR] = transition(3, 100, 0, GAIT_STAND, 5, GAIT_STAND, 6);
    return theme;
}

static void exposures_stand_for_their_time(void **state)
{
    static const struct {
        double ms;
        int frame;
        double next_ms;
    } table[] = {
        {0, 0, 40},       {39, 0, 40},     {40, 1, 80},           {41, 1, 80},
        {1599, 39, 1600}, {1600, 0, 1640}, {3600123, 3, 3600160}, /* an hour on: no drift */
    };
    struct theme theme = whole_theme();
    struct acts acts;

    (void)state;
    acts_init(&acts, &theme, 1);
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct exposure exposure = acts_exposure(&acts, table[i].ms, 1);
        assert_int_equal(exposure.act, GAIT_WALK);
        assert_int_equal(exposure.frame, table[i].frame % 40);
        assert_int_equal(acts_next_ms(&acts), table[i].next_ms);
    }
}

static void ground_goes_by_with_the_feet(void **state)
{
    struct theme theme = whole_theme();
    struct acts acts;

    (void)state;
    acts_init(&acts, &theme, 1);
    assert_int_equal(acts_exposure(&acts, 79, 2).ground_px, 6);
    assert_int_equal(acts_exposure(&acts, 1600, 3).ground_px, 360);
    theme.acts[GAIT_WALK].stride_px = -120; /* to the left */
    assert_int_equal(acts_exposure(&acts, 1600, 1).ground_px, -120);
}

/* The exposures from MS to the first of ACT, as they would be drawn. Ground never jumps. */
static double run_to(struct acts *acts, int act, double ms, double patience_ms)
{
    const struct theme_act *table = acts->theme->acts;
    struct exposure before = acts_exposure(acts, ms, 1000), after;
    double end_ms = ms + patience_ms;

    while (before.act != act) {
        ms = acts_next_ms(acts);
        assert_true(ms <= end_ms);
        after = acts_exposure(acts, ms, 1000);
        if (before.act == after.act && before.act < GAIT_COUNT)
            assert_in_range(after.ground_px - before.ground_px, 0,
                            1000 * table[before.act].stride_px / table[before.act].frame_count + 1);
        if (after.act == before.act)
            assert_int_equal(after.frame, (before.frame + 1) % table[after.act].frame_count);
        before = after;
    }
    return ms;
}

static void gaits_change_where_they_border(void **state)
{
    struct theme theme = whole_theme();
    struct acts acts;
    double ms;

    (void)state;
    acts_init(&acts, &theme, 1);
    acts_want(&acts, GAIT_GALLOP, 530); /* exposure 14: the border has just gone by */
    assert_int_equal(acts_gait(&acts), GAIT_WALK);
    ms = run_to(&acts, WALK_GALLOP, 530, 1700);
    assert_int_equal(ms, 1600 + 13 * 40);
    assert_int_equal(acts_gait(&acts), GAIT_GALLOP);
    assert_int_equal(acts_exposure(&acts, ms, 1).frame, 0);
    assert_int_equal(acts_exposure(&acts, ms, 1).ground_px, 159);
    ms = run_to(&acts, GAIT_GALLOP, ms, 500);
    assert_int_equal(acts_exposure(&acts, ms, 1).frame, 3);
    assert_int_equal(acts_exposure(&acts, ms, 1).ground_px, 199);
    assert_int_equal(acts_stride_ms(&acts), ms - 3 * 30);

    /* no transition back: at the end of a stride */
    acts_want(&acts, GAIT_WALK, ms);
    assert_int_equal(run_to(&acts, GAIT_WALK, ms, 1000), ms + 17 * 30);
}

static void ground_quickens_in_a_transition(void **state)
{
    struct theme theme = whole_theme();
    int64_t before, step = 0;
    struct acts acts;

    (void)state;
    acts_init(&acts, &theme, 1);
    acts_want(&acts, GAIT_GALLOP, 0);
    before = acts_exposure(&acts, 13 * 40, 1000).ground_px;
    assert_int_equal(before, 39000);
    for (int k = 1; k <= 8; k++) {
        int64_t ground = acts_exposure(&acts, 13 * 40 + k * 50, 1000).ground_px;
        assert_true(ground - before > step);
        step = ground - before;
        before = ground;
    }
    assert_int_equal(before, 39000 + 40000);
}

static void far_gaits_are_reached_by_near_ones(void **state)
{
    struct theme theme = whole_theme();
    struct acts acts;
    double ms;

    (void)state;
    acts_init(&acts, &theme, 1);
    acts_want(&acts, GAIT_COUCH, 0);
    ms = run_to(&acts, WALK_STAND, 0, 600);
    ms = run_to(&acts, GAIT_STAND, ms, 300);
    ms = run_to(&acts, DOWN, ms, 100);
    ms = run_to(&acts, GAIT_COUCH, ms, 1800);
    acts_want(&acts, GAIT_GALLOP, ms + 350);
    ms = run_to(&acts, UP, ms + 350, 900);
    acts_want(&acts, GAIT_COUCH, ms); /* and down again, but only when it has got up */
    ms = run_to(&acts, GAIT_STAND, ms, 2000);
    ms = run_to(&acts, DOWN, ms, 1200);
}

static void a_wish_taken_back_changes_nothing(void **state)
{
    struct theme theme = whole_theme();
    struct acts acts;

    (void)state;
    acts_init(&acts, &theme, 1);
    acts_want(&acts, GAIT_GALLOP, 10);
    acts_want(&acts, GAIT_WALK, 20);
    assert_int_equal(acts_exposure(&acts, 2000, 1).act, GAIT_WALK);
}

static void standing_is_varied_by_chance(void **state)
{
    struct theme theme = whole_theme();
    struct acts acts;
    int rounds = 0, ears = 0;
    double ms;

    (void)state;
    acts_init(&acts, &theme, 7);
    acts_want(&acts, GAIT_STAND, 0);
    ms = run_to(&acts, GAIT_STAND, 0, 1000);
    for (int before = GAIT_STAND; ms < 200000; ms = acts_next_ms(&acts)) {
        struct exposure exposure = acts_exposure(&acts, ms, 1);
        assert_true(exposure.act == GAIT_STAND || exposure.act == EAR);
        if (before == EAR && exposure.act == GAIT_STAND)
            assert_int_equal(exposure.frame, 5);
        ears += exposure.act == EAR && before != EAR;
        rounds += exposure.act == GAIT_STAND && exposure.frame == 0;
        before = exposure.act;
    }
    assert_in_range(ears, 20, 100);
    assert_in_range(rounds, ears + 20, 200);
}

static void a_poor_theme_does_what_it_can(void **state)
{
    struct theme theme = {.act_count = GAIT_COUNT};
    struct acts acts;

    (void)state;
    theme.acts[GAIT_WALK] = act(4, 10, 8);
    acts_init(&acts, &theme, 1);
    for (int gait = 0; gait < GAIT_COUNT; gait++) {
        acts_want(&acts, (enum gait)gait, gait * 100);
        assert_int_equal(acts_exposure(&acts, gait * 100 + 90, 1).act, GAIT_WALK);
    }
    theme.acts[GAIT_STAND] = act(1, 100, 0);
    acts_init(&acts, &theme, 1);
    acts_want(&acts, GAIT_COUCH, 15); /* stands, for want of anything lower */
    assert_int_equal(acts_exposure(&acts, 39, 1).act, GAIT_WALK);
    assert_int_equal(acts_exposure(&acts, 40, 1).act, GAIT_STAND);
}

static void it_may_begin_in_any_gait(void **state)
{
    (void)state;
    struct theme theme = whole_theme();
    struct acts acts;
    acts_init(&acts, &theme, 1);
    acts_begin_in(&acts, GAIT_COUCH);
    assert_int_equal(acts_exposure(&acts, 0, 1).act, GAIT_COUCH);
    theme.acts[GAIT_COUCH].frame_count = 0;
    acts_init(&acts, &theme, 1);
    acts_begin_in(&acts, GAIT_COUCH);
    assert_int_equal(acts_exposure(&acts, 0, 1).act, GAIT_STAND);
    acts_init(&acts, &theme, 1);
    acts_begin_in(&acts, GAIT_GALLOP);
    assert_int_equal(acts_exposure(&acts, 0, 1).act, GAIT_GALLOP);
    assert_int_equal(acts_exposure(&acts, 100000, 1).act, GAIT_GALLOP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exposures_stand_for_their_time),
        cmocka_unit_test(ground_goes_by_with_the_feet),
        cmocka_unit_test(gaits_change_where_they_border),
        cmocka_unit_test(ground_quickens_in_a_transition),
        cmocka_unit_test(far_gaits_are_reached_by_near_ones),
        cmocka_unit_test(a_wish_taken_back_changes_nothing),
        cmocka_unit_test(standing_is_varied_by_chance),
        cmocka_unit_test(a_poor_theme_does_what_it_can),
        cmocka_unit_test(it_may_begin_in_any_gait),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
