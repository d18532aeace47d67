/* SPDX-License-Identifier: MIT */
/* Tests: what ends the show, how fast, and what does not.
 * Owns nothing. */
#include "sign.h"
#include "visibility.h"

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
        enum sign sign;
        bool counts;
        enum visibility_state after;
    } table[] = {
        {"output fades", SIGNS_ALL, FADE_MS, true, SIGN_OUTPUT, true, VISIBILITY_LEAVING},
        {"no fade: gone at once", SIGNS_ALL, 0, true, SIGN_OUTPUT, true, VISIBILITY_GONE},
        {"before the first frame: no flash", SIGNS_ALL, FADE_MS, false, SIGN_OUTPUT, true,
         VISIBILITY_GONE},
        {"a sign not asked for", 1u << SIGN_READY, FADE_MS, true, SIGN_OUTPUT, false,
         VISIBILITY_WALKING},
        {"ready alone", 1u << SIGN_READY, FADE_MS, true, SIGN_READY, true, VISIBILITY_LEAVING},
        {"exit always counts", 0, FADE_MS, true, SIGN_EXIT, true, VISIBILITY_LEAVING},
        {"dismiss may be switched off", 0, FADE_MS, true, SIGN_DISMISS, false, VISIBILITY_WALKING},
        {"a killed launcher has no time", 0, FADE_MS, true, SIGN_LAUNCHER, true, VISIBILITY_GONE},
        {"a lost display shows no fade", 0, FADE_MS, true, SIGN_DISPLAY, true, VISIBILITY_GONE},
        {"the program's window takes the place", SIGNS_ALL, FADE_MS, true, SIGN_WINDOW, true,
         VISIBILITY_GONE},
        {"nothing", SIGNS_ALL, FADE_MS, true, SIGN_NONE, false, VISIBILITY_WALKING},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct visibility visibility;
        print_message("%s\n", table[i].what);
        visibility_init(&visibility, table[i].until, table[i].fade_ms, 0);
        if (table[i].shown)
            visibility_show(&visibility, SHOWN_MS);
        assert_int_equal(visibility_hear(&visibility, table[i].sign, SHOWN_MS + 500),
                         table[i].counts);
        assert_int_equal(visibility.state, table[i].after);
    }
}

static void the_fade_ends_in_time(void **state)
{
    static const struct {
        int64_t since_ms;
        float opacity;
        enum visibility_state state;
    } table[] = {
        {0, 1.0f, VISIBILITY_LEAVING},   {26, 0.75f, VISIBILITY_LEAVING},
        {52, 0.5f, VISIBILITY_LEAVING},  {104, 0.0f, VISIBILITY_LEAVING},
        {119, 0.0f, VISIBILITY_LEAVING}, {120, 0.0f, VISIBILITY_GONE},
        {9999, 0.0f, VISIBILITY_GONE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct visibility visibility;
        visibility_init(&visibility, SIGNS_ALL, FADE_MS, 0);
        visibility_show(&visibility, SHOWN_MS);
        visibility_hear(&visibility, SIGN_OUTPUT, 5000);
        visibility_tick(&visibility, 5000 + table[i].since_ms);
        assert_int_equal(visibility.state, table[i].state);
        assert_float_equal(visibility_opacity(&visibility, 5000 + table[i].since_ms),
                           table[i].opacity, 1e-4);
    }
}

static void it_comes_softly(void **state)
{
    struct visibility visibility;
    float opacity = 0;

    (void)state;
    visibility_init(&visibility, SIGNS_ALL, FADE_MS, 0);
    assert_float_equal(visibility_opacity(&visibility, SHOWN_MS - 1), 0.0f, 1e-4);
    visibility_show(&visibility, SHOWN_MS);
    for (int64_t now_ms = SHOWN_MS - 20; now_ms < SHOWN_MS + FADE_MS; now_ms += 10) {
        assert_true(visibility_opacity(&visibility, now_ms) >= opacity);
        opacity = visibility_opacity(&visibility, now_ms);
        assert_in_range(visibility_next_ms(&visibility, SHOWN_MS), SHOWN_MS + 1, SHOWN_MS + 20);
    }
    assert_float_equal(opacity, 1.0f, 1e-4);
    assert_true(visibility_next_ms(&visibility, SHOWN_MS + FADE_MS) == INT64_MAX);

    /* sent away while it comes, it goes from where it is */
    visibility_init(&visibility, SIGNS_ALL, FADE_MS, 0);
    visibility_show(&visibility, SHOWN_MS);
    opacity = visibility_opacity(&visibility, SHOWN_MS + 30);
    visibility_hear(&visibility, SIGN_OUTPUT, SHOWN_MS + 30);
    assert_float_equal(visibility_opacity(&visibility, SHOWN_MS + 30), opacity, 1e-4);

    /* and without a fade it is there at once */
    visibility_init(&visibility, SIGNS_ALL, 0, 0);
    visibility_show(&visibility, SHOWN_MS);
    assert_float_equal(visibility_opacity(&visibility, SHOWN_MS), 1.0f, 1e-4);
}

static void only_the_first_sign_is_told(void **state)
{
    struct visibility visibility;

    (void)state;
    visibility_init(&visibility, SIGNS_ALL, FADE_MS, 0);
    visibility_show(&visibility, SHOWN_MS);
    assert_true(visibility_hear(&visibility, SIGN_OUTPUT, 2000));
    assert_false(visibility_hear(&visibility, SIGN_EXIT, 2050)); /* the fade goes on as it began */
    assert_int_equal(visibility.sign, SIGN_OUTPUT);
    assert_int_equal(visibility.leaving_ms, 2000);
    assert_int_equal(visibility.state, VISIBILITY_LEAVING);
    assert_false(visibility_hear(&visibility, SIGN_LAUNCHER, 2060)); /* but a kill cuts it short */
    assert_int_equal(visibility.state, VISIBILITY_GONE);
}

static void a_timeout_is_a_sign(void **state)
{
    struct visibility visibility;

    (void)state;
    visibility_init(&visibility, 0, FADE_MS, 3000);
    assert_false(visibility_tick(&visibility, 99999)); /* counted from the first frame */
    visibility_show(&visibility, SHOWN_MS);
    assert_int_equal(visibility_next_ms(&visibility, SHOWN_MS + FADE_MS), 4000);
    assert_false(visibility_tick(&visibility, 3999));
    assert_true(visibility_tick(&visibility, 4000));
    assert_int_equal(visibility.sign, SIGN_TIMEOUT);
    assert_int_equal(visibility.state, VISIBILITY_LEAVING);
    assert_false(visibility_tick(&visibility, 4010));
}

static void it_says_when_to_look_again(void **state)
{
    struct visibility visibility;

    (void)state;
    visibility_init(&visibility, SIGNS_ALL, FADE_MS, 0);
    assert_true(visibility_next_ms(&visibility, 0) == INT64_MAX);
    visibility_show(&visibility, SHOWN_MS);
    assert_true(visibility_next_ms(&visibility, 5000) == INT64_MAX);
    visibility_hear(&visibility, SIGN_EXIT, 5000);
    assert_in_range(visibility_next_ms(&visibility, 5000), 5001, 5020);
    assert_int_equal(visibility_next_ms(&visibility, 5118), 5120);
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
