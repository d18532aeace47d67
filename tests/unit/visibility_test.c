/* SPDX-License-Identifier: MIT */
/* Tests: how the camel comes and goes, how fast, and what does not stop it. */
#include "visibility.h"

#include "cmocka_all.h"

#include <stdbool.h>

#define SHOWN_MS 1000
#define FADE_MS  120

static struct visibility shown(int fade_ms)
{
    struct visibility visibility;
    visibility_init(&visibility);
    visibility_show(&visibility, fade_ms, SHOWN_MS);
    return visibility;
}

static void leaving_takes_the_fade(void **state)
{
    static const struct {
        const char *what;
        int fade_ms;
        bool shown;
        enum visibility_state after;
    } table[] = {
        {"it fades", FADE_MS, true, VISIBILITY_LEAVING},
        {"no fade: gone at once", 0, true, VISIBILITY_GONE},
        {"before the first frame: no flash", FADE_MS, false, VISIBILITY_GONE},
        {"nor without a fade", 0, false, VISIBILITY_GONE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct visibility visibility;
        print_message("%s\n", table[i].what);
        visibility_init(&visibility);
        if (table[i].shown)
            visibility_show(&visibility, FADE_MS, SHOWN_MS);
        visibility_leave(&visibility, table[i].fade_ms, SHOWN_MS + 500);
        assert_int_equal(visibility.state, table[i].after);
        assert_int_equal(visibility.leaving_ms, SHOWN_MS + 500);
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
        struct visibility visibility = shown(FADE_MS);
        visibility_leave(&visibility, FADE_MS, 5000);
        visibility_tick(&visibility, 5000 + table[i].since_ms);
        assert_int_equal(visibility.state, table[i].state);
        assert_float_equal(visibility_opacity(&visibility, 5000 + table[i].since_ms),
                           table[i].opacity, 1e-4);
    }
}

static void it_may_have_begun_to_leave_before(void **state)
{
    (void)state;
    struct visibility visibility = shown(FADE_MS);
    visibility_leave(&visibility, FADE_MS, 5000); /* told at 5026 */
    assert_int_equal(visibility.state, VISIBILITY_LEAVING);
    assert_float_equal(visibility_opacity(&visibility, 5026), 0.75f, 1e-4);
    assert_int_equal(visibility_next_ms(&visibility, 5026), 5042);

    /* told when it should be gone already */
    visibility = shown(FADE_MS);
    visibility_leave(&visibility, FADE_MS, 5000);
    assert_true(visibility_next_ms(&visibility, 5300) <= 5300);
    assert_float_equal(visibility_opacity(&visibility, 5300), 0.0f, 1e-4);
    visibility_tick(&visibility, 5300);
    assert_int_equal(visibility.state, VISIBILITY_GONE);

    /* and even before the first frame was on screen */
    visibility = shown(FADE_MS);
    visibility_leave(&visibility, FADE_MS, SHOWN_MS - 10);
    assert_int_equal(visibility.state, VISIBILITY_LEAVING);
    assert_true(visibility_opacity(&visibility, SHOWN_MS + 1) < 0.2f);
    visibility_tick(&visibility, SHOWN_MS - 10 + FADE_MS);
    assert_int_equal(visibility.state, VISIBILITY_GONE);
}

static void it_comes_softly(void **state)
{
    struct visibility visibility;
    float opacity = 0;

    (void)state;
    visibility_init(&visibility);
    assert_float_equal(visibility_opacity(&visibility, SHOWN_MS - 1), 0.0f, 1e-4);
    visibility_show(&visibility, FADE_MS, SHOWN_MS);
    for (int64_t now_ms = SHOWN_MS - 20; now_ms < SHOWN_MS + FADE_MS; now_ms += 10) {
        assert_true(visibility_opacity(&visibility, now_ms) >= opacity);
        opacity = visibility_opacity(&visibility, now_ms);
        assert_in_range(visibility_next_ms(&visibility, SHOWN_MS), SHOWN_MS + 1, SHOWN_MS + 20);
    }
    assert_float_equal(opacity, 1.0f, 1e-4);
    assert_true(visibility_next_ms(&visibility, SHOWN_MS + FADE_MS) == INT64_MAX);

    /* sent away while it comes, it goes from where it is */
    visibility = shown(FADE_MS);
    opacity = visibility_opacity(&visibility, SHOWN_MS + 30);
    assert_true(opacity < 1.0f);
    visibility_leave(&visibility, FADE_MS, SHOWN_MS + 30);
    assert_float_equal(visibility_opacity(&visibility, SHOWN_MS + 30), opacity, 1e-4);

    /* a long fade takes no longer to come, a short one no longer than to go */
    visibility = shown(1000);
    assert_float_equal(visibility_opacity(&visibility, SHOWN_MS + 100), 1.0f, 1e-4);
    visibility = shown(40);
    assert_true(visibility_opacity(&visibility, SHOWN_MS + 10) < 1.0f);
    assert_float_equal(visibility_opacity(&visibility, SHOWN_MS + 40), 1.0f, 1e-4);

    /* and without a fade it is there at once */
    visibility = shown(0);
    assert_float_equal(visibility_opacity(&visibility, SHOWN_MS), 1.0f, 1e-4);
    assert_true(visibility_next_ms(&visibility, SHOWN_MS) == INT64_MAX);
}

static void only_the_first_leave_counts(void **state)
{
    (void)state;
    struct visibility visibility = shown(FADE_MS);
    visibility_leave(&visibility, FADE_MS, 2000);
    visibility_leave(&visibility, 500, 2050); /* the fade goes on as it began */
    assert_int_equal(visibility.leaving_ms, 2000);
    assert_int_equal(visibility.fade_ms, FADE_MS);
    assert_int_equal(visibility.state, VISIBILITY_LEAVING);
    visibility_leave(&visibility, 0, 2060); /* but an abrupt one cuts it short */
    assert_int_equal(visibility.state, VISIBILITY_GONE);
    assert_int_equal(visibility.leaving_ms, 2000);
    visibility_leave(&visibility, FADE_MS, 2070);
    assert_int_equal(visibility.state, VISIBILITY_GONE);
}

static void it_does_not_come_back(void **state)
{
    (void)state;
    struct visibility visibility;
    visibility_init(&visibility);
    visibility_leave(&visibility, FADE_MS, 500);
    visibility_show(&visibility, FADE_MS, SHOWN_MS);
    assert_int_equal(visibility.state, VISIBILITY_GONE);

    visibility = shown(FADE_MS);
    visibility_leave(&visibility, FADE_MS, 2000);
    visibility_show(&visibility, FADE_MS, 2010);
    assert_int_equal(visibility.state, VISIBILITY_LEAVING);
    assert_int_equal(visibility.shown_ms, SHOWN_MS);
}

static void it_says_when_to_look_again(void **state)
{
    struct visibility visibility;

    (void)state;
    visibility_init(&visibility);
    assert_true(visibility_next_ms(&visibility, 0) == INT64_MAX);
    visibility_tick(&visibility, 99999); /* time alone ends nothing */
    assert_int_equal(visibility.state, VISIBILITY_HIDDEN);
    visibility_show(&visibility, FADE_MS, SHOWN_MS);
    assert_true(visibility_next_ms(&visibility, 5000) == INT64_MAX);
    visibility_tick(&visibility, 99999);
    assert_int_equal(visibility.state, VISIBILITY_WALKING);
    visibility_leave(&visibility, FADE_MS, 5000);
    assert_in_range(visibility_next_ms(&visibility, 5000), 5001, 5020);
    assert_int_equal(visibility_next_ms(&visibility, 5118), 5120);
    visibility_tick(&visibility, 5120);
    assert_true(visibility_next_ms(&visibility, 5120) == INT64_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaving_takes_the_fade),
        cmocka_unit_test(the_fade_ends_in_time),
        cmocka_unit_test(it_may_have_begun_to_leave_before),
        cmocka_unit_test(it_comes_softly),
        cmocka_unit_test(only_the_first_leave_counts),
        cmocka_unit_test(it_does_not_come_back),
        cmocka_unit_test(it_says_when_to_look_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
