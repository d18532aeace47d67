/* SPDX-License-Identifier: MIT */
/* Tests: what ends the show, how fast, and what does not.
 * Owns nothing. */
#include "stage.h"

#include "cmocka_all.h"

#include <string.h>

#define SHOWN_MS 1000
#define FADE_MS  120

static void a_sign_ends_the_show(void **state)
{
    static const struct {
        const char *what;
        unsigned until;
        int fade_ms;
        bool shown;
        enum stage_sign sign;
        bool counts;
        enum stage_state after;
    } table[] = {
        {"output fades", STAGE_SIGNS_ALL, FADE_MS, true, STAGE_SIGN_OUTPUT, true,
         STAGE_STATE_LEAVING},
        {"no fade: gone at once", STAGE_SIGNS_ALL, 0, true, STAGE_SIGN_OUTPUT, true,
         STAGE_STATE_GONE},
        {"before the first frame: no flash", STAGE_SIGNS_ALL, FADE_MS, false, STAGE_SIGN_OUTPUT,
         true, STAGE_STATE_GONE},
        {"a sign not asked for", 1u << STAGE_SIGN_READY, FADE_MS, true, STAGE_SIGN_OUTPUT, false,
         STAGE_STATE_WALKING},
        {"ready alone", 1u << STAGE_SIGN_READY, FADE_MS, true, STAGE_SIGN_READY, true,
         STAGE_STATE_LEAVING},
        {"exit always counts", 0, FADE_MS, true, STAGE_SIGN_EXIT, true, STAGE_STATE_LEAVING},
        {"dismiss may be switched off", 0, FADE_MS, true, STAGE_SIGN_DISMISS, false,
         STAGE_STATE_WALKING},
        {"a killed launcher has no time", 0, FADE_MS, true, STAGE_SIGN_LAUNCHER, true,
         STAGE_STATE_GONE},
        {"a lost display shows no fade", 0, FADE_MS, true, STAGE_SIGN_DISPLAY, true,
         STAGE_STATE_GONE},
        {"the program's window takes the place", STAGE_SIGNS_ALL, FADE_MS, true, STAGE_SIGN_WINDOW,
         true, STAGE_STATE_GONE},
        {"nothing", STAGE_SIGNS_ALL, FADE_MS, true, STAGE_SIGN_NONE, false, STAGE_STATE_WALKING},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct stage stage;
        print_message("%s\n", table[i].what);
        stage_init(&stage, table[i].until, table[i].fade_ms, 0);
        if (table[i].shown)
            stage_show(&stage, SHOWN_MS);
        assert_int_equal(stage_hear(&stage, table[i].sign, SHOWN_MS + 500), table[i].counts);
        assert_int_equal(stage.state, table[i].after);
    }
}

static void the_fade_ends_in_time(void **state)
{
    static const struct {
        int64_t since_ms;
        float opacity;
        enum stage_state state;
    } table[] = {
        {0, 1.0f, STAGE_STATE_LEAVING},   {26, 0.75f, STAGE_STATE_LEAVING},
        {52, 0.5f, STAGE_STATE_LEAVING},  {104, 0.0f, STAGE_STATE_LEAVING},
        {119, 0.0f, STAGE_STATE_LEAVING}, {120, 0.0f, STAGE_STATE_GONE},
        {9999, 0.0f, STAGE_STATE_GONE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct stage stage;
        stage_init(&stage, STAGE_SIGNS_ALL, FADE_MS, 0);
        stage_show(&stage, SHOWN_MS);
        stage_hear(&stage, STAGE_SIGN_OUTPUT, 5000);
        stage_tick(&stage, 5000 + table[i].since_ms);
        assert_int_equal(stage.state, table[i].state);
        assert_float_equal(stage_opacity(&stage, 5000 + table[i].since_ms), table[i].opacity, 1e-4);
    }
}

static void it_comes_softly(void **state)
{
    struct stage stage;
    float opacity = 0;

    (void)state;
    stage_init(&stage, STAGE_SIGNS_ALL, FADE_MS, 0);
    assert_float_equal(stage_opacity(&stage, SHOWN_MS - 1), 0.0f, 1e-4);
    stage_show(&stage, SHOWN_MS);
    for (int64_t now_ms = SHOWN_MS - 20; now_ms < SHOWN_MS + FADE_MS; now_ms += 10) {
        assert_true(stage_opacity(&stage, now_ms) >= opacity);
        opacity = stage_opacity(&stage, now_ms);
        assert_in_range(stage_next_ms(&stage, SHOWN_MS), SHOWN_MS + 1, SHOWN_MS + 20);
    }
    assert_float_equal(opacity, 1.0f, 1e-4);
    assert_true(stage_next_ms(&stage, SHOWN_MS + FADE_MS) == INT64_MAX);

    /* sent away while it comes, it goes from where it is */
    stage_init(&stage, STAGE_SIGNS_ALL, FADE_MS, 0);
    stage_show(&stage, SHOWN_MS);
    opacity = stage_opacity(&stage, SHOWN_MS + 30);
    stage_hear(&stage, STAGE_SIGN_OUTPUT, SHOWN_MS + 30);
    assert_float_equal(stage_opacity(&stage, SHOWN_MS + 30), opacity, 1e-4);

    /* and without a fade it is there at once */
    stage_init(&stage, STAGE_SIGNS_ALL, 0, 0);
    stage_show(&stage, SHOWN_MS);
    assert_float_equal(stage_opacity(&stage, SHOWN_MS), 1.0f, 1e-4);
}

static void only_the_first_sign_is_told(void **state)
{
    struct stage stage;

    (void)state;
    stage_init(&stage, STAGE_SIGNS_ALL, FADE_MS, 0);
    stage_show(&stage, SHOWN_MS);
    assert_true(stage_hear(&stage, STAGE_SIGN_OUTPUT, 2000));
    assert_false(stage_hear(&stage, STAGE_SIGN_EXIT, 2050)); /* the fade goes on as it began */
    assert_int_equal(stage.sign, STAGE_SIGN_OUTPUT);
    assert_int_equal(stage.leaving_ms, 2000);
    assert_int_equal(stage.state, STAGE_STATE_LEAVING);
    assert_false(stage_hear(&stage, STAGE_SIGN_LAUNCHER, 2060)); /* but a kill cuts it short */
    assert_int_equal(stage.state, STAGE_STATE_GONE);
}

static void a_timeout_is_a_sign(void **state)
{
    struct stage stage;

    (void)state;
    stage_init(&stage, 0, FADE_MS, 3000);
    assert_false(stage_tick(&stage, 99999)); /* counted from the first frame */
    stage_show(&stage, SHOWN_MS);
    assert_int_equal(stage_next_ms(&stage, SHOWN_MS + FADE_MS), 4000);
    assert_false(stage_tick(&stage, 3999));
    assert_true(stage_tick(&stage, 4000));
    assert_int_equal(stage.sign, STAGE_SIGN_TIMEOUT);
    assert_int_equal(stage.state, STAGE_STATE_LEAVING);
    assert_false(stage_tick(&stage, 4010));
}

static void it_says_when_to_look_again(void **state)
{
    struct stage stage;

    (void)state;
    stage_init(&stage, STAGE_SIGNS_ALL, FADE_MS, 0);
    assert_true(stage_next_ms(&stage, 0) == INT64_MAX);
    stage_show(&stage, SHOWN_MS);
    assert_true(stage_next_ms(&stage, 5000) == INT64_MAX);
    stage_hear(&stage, STAGE_SIGN_EXIT, 5000);
    assert_in_range(stage_next_ms(&stage, 5000), 5001, 5020);
    assert_int_equal(stage_next_ms(&stage, 5118), 5120);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sign_ends_the_show),        cmocka_unit_test(the_fade_ends_in_time),
        cmocka_unit_test(only_the_first_sign_is_told), cmocka_unit_test(a_timeout_is_a_sign),
        cmocka_unit_test(it_says_when_to_look_again),  cmocka_unit_test(it_comes_softly),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
