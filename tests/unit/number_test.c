/* SPDX-License-Identifier: MIT */
/* A number is all of the text, and within bounds. */
#include "number.h"

#include "cmocka_all.h"

#include <limits.h>

static void a_number_is_all_of_the_text(void **state)
{
    static const struct {
        const char *text;
        long long min, max;
        bool valid;
        long long number;
    } table[] = {
        {"0", 0, 10, true, 0},
        {"10", 0, 10, true, 10},
        {"11", 0, 10, false, 0},
        {"-1", 0, 10, false, 0},
        {"-1", -1, 10, true, -1},
        {"-2", -1, 10, false, 0},
        {"007", 0, 10, true, 7}, /* never octal */
        {"0x7", 0, 10, false, 0},
        {"", 0, 10, false, 0},
        {"-", -10, 10, false, 0},
        {"x", 0, 10, false, 0},
        {"7x", 0, 10, false, 0},
        {"7 ", 0, 10, false, 0},
        {" 7", 0, 10, false, 0},
        {"+7", 0, 10, false, 0},
        {"7.0", 0, 10, false, 0},
        {"1e1", 0, 10, false, 0},
        {"9223372036854775807", 0, LLONG_MAX, true, LLONG_MAX},
        {"-9223372036854775808", LLONG_MIN, 0, true, LLONG_MIN},
        {"9223372036854775808", LLONG_MIN, LLONG_MAX, false, 0},
        {"-9223372036854775809", LLONG_MIN, LLONG_MAX, false, 0},
        {"99999999999999999999", LLONG_MIN, LLONG_MAX, false, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        long long number = 77;
        print_message("'%s'\n", table[i].text);
        assert_int_equal(number_parse(table[i].text, table[i].min, table[i].max, &number),
                         table[i].valid);
        assert_int_equal(number, table[i].valid ? table[i].number : 77);
    }
}

static void an_int_is_one_of_an_int(void **state)
{
    static const struct {
        const char *text;
        bool valid;
        int number;
    } table[] = {
        {"2147483647", true, INT_MAX},
        {"-2147483648", true, INT_MIN},
        {"2147483648", false, 0},
        {"4294967297", false, 0},
        /* not 1 */ {"-2147483649", false, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        int number = 77;
        assert_int_equal(number_parse_int(table[i].text, INT_MIN, INT_MAX, &number),
                         table[i].valid);
        assert_int_equal(number, table[i].valid ? table[i].number : 77);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_all_of_the_text),
        cmocka_unit_test(an_int_is_one_of_an_int),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
