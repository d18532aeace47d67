/* SPDX-License-Identifier: MIT */
/* Tests: what the camel does by its program, its script and its music. */
#include "camel.h"

#include "cmocka_all.h"

#include <math.h>

enum { WALK_STAND = GAIT_COUNT, STAND_WALK, DOWN, UP, ACT_COUNT };

#define SHOWN_MS 5000
#define STRIDE   1600 /* of the walk, ms */

static struct theme make_theme(void)
{
    struct theme theme = {.act_count = ACT_COUNT};
    theme.acts[GAIT_WALK] = (struct theme_act){.frame_count = 40, .frame_ms = 40, .stride_px = 120};
    theme.acts[GAIT_GALLOP] =
        (struct theme_act){.frame_count = 20, .frame_ms = 30, .stride_px = 320};
    theme.acts[GAIT_STAND] = (struct theme_act){.frame_count = 10, .frame_ms = 100};
    theme.acts[GAIT_COUCH] = (struct theme_act){.frame_count = 8, .frame_ms = 100};
    for (int i = 0; i < GAIT_COUNT; i++)
        theme.acts[i].from = theme.acts[i].to = -1;
    for (int i = GAIT_COUNT; i < ACT_COUNT; i++)
        theme.acts[i] =
            (struct theme_act){.frame_count = 4, .frame_ms = 50, .from_frame = 1, .to_frame = 1};
    theme.acts[WALK_STAND].from = theme.acts[STAND_WALK].to = GAIT_WALK;
    theme.acts[WALK_STAND].to = theme.acts[STAND_WALK].from = GAIT_STAND;
    theme.acts[DOWN].from = theme.acts[UP].to = GAIT_STAND;
    theme.acts[DOWN].to = theme.acts[UP].from = GAIT_COUCH;
    return theme;
}

/* Frame by frame, until ACT is seen. */
static int64_t run_to(struct camel *camel, int act, int64_t now_ms, int64_t patience_ms)
{
    for (int64_t end_ms = now_ms + patience_ms;; now_ms = camel_next_ms(camel, now_ms)) {
        assert_true(now_ms <= end_ms);
        if (camel_exposure(camel, now_ms, NULL, 1).act == act)
            return now_ms;
    }
}

static void assert_at_rest(struct camel *camel, int64_t now_ms)
{
    struct exposure exposure = camel_exposure(camel, now_ms, NULL, 1);
    assert_int_equal(exposure.act, GAIT_WALK);
    assert_int_equal(exposure.frame, 0);
    assert_int_equal(exposure.ground_px, 0);
    assert_true(camel_next_ms(camel, now_ms) == INT64_MAX);
    assert_int_equal(camel_upcoming(camel, 1).frame, 0);
}

static void it_stands_until_it_is_shown(void **state)
{
    (void)state;
    struct theme theme = make_theme();
    struct camel camel;
    camel_init(&camel, &theme, NULL, false, 1);
    assert_at_rest(&camel, SHOWN_MS - 1000);
    assert_at_rest(&camel, SHOWN_MS - 1);
    camel_show(&camel, SHOWN_MS);
    assert_int_equal(camel_exposure(&camel, SHOWN_MS, NULL, 1).frame, 0);
    assert_int_equal(camel_next_ms(&camel, SHOWN_MS), SHOWN_MS + 40);
    assert_int_equal(camel_upcoming(&camel, 1).frame, 1);
    assert_int_equal(camel_exposure(&camel, SHOWN_MS + 410, NULL, 1).frame, 10);
    assert_int_equal(camel_next_ms(&camel, SHOWN_MS + 410), SHOWN_MS + 440);
}

static void a_still_one_never_moves(void **state)
{
    (void)state;
    struct theme theme = make_theme();
    struct camel camel;
    camel_init(&camel, &theme, "gallop@10", true, 1);
    camel_show(&camel, SHOWN_MS);
    camel_want(&camel, GAIT_STAND);
    assert_at_rest(&camel, SHOWN_MS);
    assert_at_rest(&camel, SHOWN_MS + 60000);
    assert_int_equal(camel_music(&camel), GAIT_WALK);
}

static void it_does_what_the_program_asks_for(void **state)
{
    (void)state;
    struct theme theme = make_theme();
    struct camel camel;
    camel_init(&camel, &theme, NULL, false, 1);
    camel_show(&camel, SHOWN_MS);
    camel_exposure(&camel, SHOWN_MS + 100, NULL, 1);
    camel_want(&camel, GAIT_GALLOP);
    assert_int_equal(camel_music(&camel), GAIT_WALK); /* until the feet do */
    int64_t now_ms = run_to(&camel, GAIT_GALLOP, SHOWN_MS + 100, STRIDE + 100);
    assert_int_equal(camel_music(&camel), GAIT_GALLOP);
    camel_want(&camel, GAIT_WALK);
    run_to(&camel, GAIT_WALK, now_ms, STRIDE);
}

static void music_follows_the_feet(void **state)
{
    (void)state;
    struct theme theme = make_theme();
    struct camel camel;
    camel_init(&camel, &theme, NULL, false, 1);
    camel_show(&camel, SHOWN_MS);
    camel_want(&camel, GAIT_COUCH);
    static const struct {
        int act;
        enum gait music;
    } down[] = {{WALK_STAND, GAIT_STAND},
                {GAIT_STAND, GAIT_STAND},
                {DOWN, GAIT_STAND},
                {GAIT_COUCH, GAIT_STAND}},
      up[] = {{UP, GAIT_STAND},
              {GAIT_STAND, GAIT_STAND},
              {STAND_WALK, GAIT_STAND}, /* it has not stepped out yet */
              {GAIT_WALK, GAIT_WALK}};
    int64_t now_ms = SHOWN_MS;
    for (size_t i = 0; i < COUNT_OF(down); i++) {
        now_ms = run_to(&camel, down[i].act, now_ms, 2 * STRIDE);
        assert_int_equal(camel_music(&camel), down[i].music);
    }
    camel_want(&camel, GAIT_WALK);
    for (size_t i = 0; i < COUNT_OF(up); i++) {
        now_ms = run_to(&camel, up[i].act, now_ms, 2 * STRIDE);
        assert_int_equal(camel_music(&camel), up[i].music);
    }
}

static void a_script_goes_before_the_program(void **state)
{
    (void)state;
    struct theme theme = make_theme();
    struct camel camel;
    camel_init(&camel, &theme, "gallop@3000,stand@7000", false, 1);
    camel_show(&camel, SHOWN_MS);
    camel_want(&camel, GAIT_STAND);
    int64_t now_ms = run_to(&camel, GAIT_GALLOP, SHOWN_MS, 3000 + STRIDE + 100);
    assert_true(now_ms >= SHOWN_MS + 3000);
    camel_want(&camel, GAIT_WALK);
    now_ms = run_to(&camel, GAIT_STAND, now_ms, 7000);
    assert_true(now_ms >= SHOWN_MS + 7000);
    camel_want(&camel, GAIT_GALLOP); /* even when it has come to its end */
    for (int64_t end_ms = now_ms + 5000; now_ms < end_ms; now_ms = camel_next_ms(&camel, now_ms))
        assert_int_equal(camel_exposure(&camel, now_ms, NULL, 1).act, GAIT_STAND);
}

/* Music that is AHEAD_MS of the walk. How far off the camel is after ten seconds, of its stride. */
static double off_after(enum gait section, double ahead_ms)
{
    struct theme theme = make_theme();
    struct camel camel;
    camel_init(&camel, &theme, NULL, false, 1);
    camel_show(&camel, SHOWN_MS);
    for (int64_t now_ms = SHOWN_MS; now_ms < SHOWN_MS + 10000; now_ms += 40) {
        struct beat beat = {.section = section,
                            .gait_ms = (double)(now_ms - SHOWN_MS) + ahead_ms,
                            .stride_ms = STRIDE,
                            .pace = 1};
        camel_exposure(&camel, now_ms, &beat, 1);
    }
    return camel.step.ms - 9960;
}

static void it_keeps_step_with_what_its_feet_do(void **state)
{
    (void)state;
    assert_true(fabs(off_after(GAIT_WALK, 0)) < 0.01);
    assert_true(fabs(off_after(GAIT_WALK, 100) - 100) < 1);
    assert_true(fabs(off_after(GAIT_WALK, STRIDE - 100) + 100) < 1);
    /* other music is none of its business */
    assert_true(fabs(off_after(GAIT_GALLOP, 100)) < 0.01);
    assert_true(fabs(off_after(GAIT_STAND, 100)) < 0.01);
}

/* However fast the music goes: to look at an exposure that is still the last one costs a wakeup. */
static void it_is_looked_at_once_for_each_exposure(void **state)
{
    static const double paces[] = {1, 0.987, 1.0021, 0.95, 1.04};

    (void)state;
    struct theme theme = make_theme();
    for (size_t i = 0; i < COUNT_OF(paces); i++) {
        struct camel camel;
        camel_init(&camel, &theme, NULL, false, 1);
        camel_show(&camel, SHOWN_MS);
        int looks = 0, moves = 0, frame = -1;
        for (int64_t now_ms = SHOWN_MS; now_ms < SHOWN_MS + 20000; looks++) {
            struct beat beat = {.section = GAIT_WALK,
                                .gait_ms = (double)(now_ms - SHOWN_MS) * paces[i] + 5,
                                .stride_ms = STRIDE,
                                .pace = paces[i]};
            struct exposure exposure = camel_exposure(&camel, now_ms, &beat, 1);
            moves += exposure.frame != frame;
            frame = exposure.frame;
            now_ms = camel_next_ms(&camel, now_ms);
        }
        assert_in_range(moves, 20000 / 40 * 0.94, 20000 / 40 * 1.06);
        assert_in_range(looks - moves, 0, moves / 10);
    }
}

static void a_director_goes_before_the_script(void **state)
{
    (void)state;
    struct theme theme = make_theme();
    struct camel camel;
    const char *script = "gallop@500";
    camel_init(&camel, &theme, script, false, 1);
    camel_show(&camel, SHOWN_MS);
    camel_direct(&camel, GAIT_STAND);
    int64_t now_ms = run_to(&camel, GAIT_STAND, SHOWN_MS, STRIDE + 500);
    for (int64_t end_ms = now_ms + 3000; now_ms < end_ms; now_ms = camel_next_ms(&camel, now_ms))
        assert_int_equal(camel_exposure(&camel, now_ms, NULL, 1).act, GAIT_STAND);
    camel_follow(&camel, script, now_ms);
    int64_t galloping_ms = run_to(&camel, GAIT_GALLOP, now_ms, 2 * STRIDE + 1000);
    assert_true(galloping_ms >= now_ms + 500);
}

static void another_theme_goes_on_where_it_was(void **state)
{
    (void)state;
    struct theme theme = make_theme(), other = make_theme();
    struct camel camel;
    other.acts[GAIT_WALK].frame_count = 20;
    other.acts[GAIT_STAND].frame_count = 0;
    camel_init(&camel, &theme, NULL, false, 1);
    camel_show(&camel, SHOWN_MS);
    int64_t now_ms = SHOWN_MS + 40 * 33; /* exposure 33 of the walk */
    struct exposure before = camel_exposure(&camel, now_ms, NULL, 1);
    assert_int_equal(before.frame, 33);
    camel_recast(&camel, &other);
    struct exposure after = camel_exposure(&camel, now_ms, NULL, 1);
    assert_int_equal(after.act, GAIT_WALK);
    assert_int_equal(after.frame, 33 % 20);
    assert_int_equal(after.ground_px, before.ground_px);
    assert_true(camel_next_ms(&camel, now_ms) > now_ms);
    camel_recast(&camel, &theme);
    camel_want(&camel, GAIT_STAND);
    now_ms = run_to(&camel, GAIT_STAND, now_ms, STRIDE + 500);
    camel_recast(&camel, &other); /* which has no such gait */
    assert_int_equal(camel_exposure(&camel, now_ms, NULL, 1).act, GAIT_WALK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_stands_until_it_is_shown),
        cmocka_unit_test(a_still_one_never_moves),
        cmocka_unit_test(it_does_what_the_program_asks_for),
        cmocka_unit_test(music_follows_the_feet),
        cmocka_unit_test(a_script_goes_before_the_program),
        cmocka_unit_test(it_is_looked_at_once_for_each_exposure),
        cmocka_unit_test(a_director_goes_before_the_script),
        cmocka_unit_test(another_theme_goes_on_where_it_was),
        cmocka_unit_test(it_keeps_step_with_what_its_feet_do),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
