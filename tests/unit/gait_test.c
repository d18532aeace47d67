/* SPDX-License-Identifier: MIT */
/* Tests: a gait's name is read back as that gait, and what it is heard with. */
#include "gait.h"

#include "cmocka_all.h"

static void names_are_read_back(void **state)
{
    (void)state;
    for (int i = 0; i < GAIT_COUNT; i++) {
        enum gait gait = GAIT_COUNT;
        assert_true(gait_parse(gait_name((enum gait)i), &gait));
        assert_int_equal(gait, i);
    }
}

static void other_words_are_none(void **state)
{
    static const char *const words[] = {"", "walks", "wal", "Walk", "end", "walk "};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        enum gait gait = GAIT_STAND;
        assert_false(gait_parse(words[i], &gait));
        assert_int_equal(gait, GAIT_STAND);
    }
}

static void music_is_its_own_but_for_the_couch(void **state)
{
    (void)state;
    assert_int_equal(gait_music(GAIT_WALK), GAIT_WALK);
    assert_int_equal(gait_music(GAIT_GALLOP), GAIT_GALLOP);
    assert_int_equal(gait_music(GAIT_STAND), GAIT_STAND);
    assert_int_equal(gait_music(GAIT_COUCH), GAIT_STAND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_read_back),
        cmocka_unit_test(other_words_are_none),
        cmocka_unit_test(music_is_its_own_but_for_the_couch),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
