/* SPDX-License-Identifier: MIT */
/* Which signs there are, which may be chosen, and which end what. */
#include "sign.h"

#include "cmocka_all.h"

#include <string.h>

static const struct {
    enum sign sign;
    const char *name;
    bool chosen, always, abrupt;
} signs[] = {
    {SIGN_OUTPUT, "output", true, false, false},
    {SIGN_EXIT, "exit", true, true, false},
    {SIGN_WINDOW, "window", true, false, true},
    {SIGN_TERMINAL, "terminal", true, false, false},
    {SIGN_LISTENING, "listening", true, false, false},
    {SIGN_READY, "ready", true, false, false},
    {SIGN_DISMISS, "dismiss", true, false, false},
    {SIGN_TIMEOUT, "timeout", false, true, false},
    {SIGN_LAUNCHER, "launcher", false, true, true},
    {SIGN_DISPLAY, "display", false, true, true},
};

static void a_sign_is_what_it_is(void **state)
{
    (void)state;
    assert_int_equal(COUNT_OF(signs), SIGN_COUNT - 1); /* all but NONE */
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        enum sign parsed = SIGN_NONE;
        unsigned until = 77;
        print_message("%s\n", signs[i].name);
        assert_string_equal(sign_name(signs[i].sign), signs[i].name);
        assert_true(sign_parse(signs[i].name, &parsed));
        assert_int_equal(parsed, signs[i].sign);
        assert_int_equal(sign_parse_list(signs[i].name, &until), signs[i].chosen);
        assert_int_equal(until, signs[i].chosen ? 1u << signs[i].sign : 77);
        assert_int_equal(!!strstr(sign_choices(), signs[i].name), signs[i].chosen);
        assert_int_equal(sign_counts(0, signs[i].sign), signs[i].always);
        assert_int_equal(sign_counts(~(1u << signs[i].sign), signs[i].sign), signs[i].always);
        assert_true(sign_counts(1u << signs[i].sign, signs[i].sign));
        assert_true(sign_counts(SIGNS_ALL, signs[i].sign));
        assert_int_equal(sign_is_abrupt(signs[i].sign), signs[i].abrupt);
    }
}

static void no_sign_is_a_name_too(void **state)
{
    (void)state;
    enum sign sign = SIGN_EXIT;
    assert_true(sign_parse(sign_name(SIGN_NONE), &sign));
    assert_int_equal(sign, SIGN_NONE);
}

static void other_words_are_no_signs(void **state)
{
    static const char *const table[] = {"", "tea", "out", "outputs", "Output", "output,exit"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        enum sign sign = SIGN_READY;
        assert_false(sign_parse(table[i], &sign));
        assert_int_equal(sign, SIGN_READY);
    }
}

static void a_list_is_a_set(void **state)
{
    static const struct {
        const char *list;
        bool valid;
        unsigned until;
    } table[] = {
        {"", true, 0},
        {"output", true, 1 << SIGN_OUTPUT},
        {"ready,output", true, 1 << SIGN_OUTPUT | 1 << SIGN_READY},
        {"exit,exit", true, 1 << SIGN_EXIT},
        {"output,", true, 1 << SIGN_OUTPUT},
        {",", false, 0},
        {",output", false, 0},
        {"output,,exit", false, 0},
        {"output exit", false, 0},
        {"output, exit", false, 0},
        {"output,tea", false, 0},
        {"none", false, 0},
        {"timeout", false, 0}, /* the user has --timeout for that */
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        unsigned until = 77;
        print_message("%s\n", table[i].list);
        assert_int_equal(sign_parse_list(table[i].list, &until), table[i].valid);
        assert_int_equal(until, table[i].valid ? table[i].until : 77);
    }
}

static void the_choices_are_a_list(void **state)
{
    (void)state;
    assert_string_equal(sign_choices(),
                        "output, exit, window, terminal, listening, ready, dismiss");
    assert_ptr_equal(sign_choices(), sign_choices());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sign_is_what_it_is),     cmocka_unit_test(no_sign_is_a_name_too),
        cmocka_unit_test(other_words_are_no_signs), cmocka_unit_test(a_list_is_a_set),
        cmocka_unit_test(the_choices_are_a_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
