/* SPDX-License-Identifier: MIT */
/* Tests: which gait a script wants when, and what ends it. */
#include "script.h"

#include "cmocka_all.h"

static void a_script_is_gone_through_once(void **state)
{
    const char *list = "gallop@3000,walk@9000,fly@9500";
    enum gait gait = GAIT_WALK;

    (void)state;
    assert_false(script_due(&list, 2999, &gait));
    assert_true(script_due(&list, 3000, &gait));
    assert_int_equal(gait, GAIT_GALLOP);
    assert_false(script_due(&list, 3001, &gait));
    assert_true(script_due(&list, 10000, &gait));
    assert_int_equal(gait, GAIT_WALK);
    assert_false(script_due(&list, 10000, &gait));
    assert_null(list);
}

static void what_cannot_be_read_ends_it(void **state)
{
    static const char *const lists[] = {
        "", "walk", "walks@0", "fly@0", "@0", "gallop 0", "a word that is longer than any gait@0",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        const char *list = lists[i];
        enum gait gait = GAIT_COUNT;
        assert_false(script_due(&list, 100000, &gait));
        assert_int_equal(gait, GAIT_COUNT);
        assert_null(list);
        assert_false(script_due(&list, 100000, &gait));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_script_is_gone_through_once),
        cmocka_unit_test(what_cannot_be_read_ends_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
