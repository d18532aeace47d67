/* SPDX-License-Identifier: MIT */
/* Whatever a desktop says of its scale asks for one of three sizes, and nonsense for the first. */
#include "scale.h"

#include "cmocka_all.h"

#include <math.h>

static void is_one_of_three(void **state)
{
    static const struct {
        const char *text;
        int scale;
    } table[] = {
        {NULL, 1},  {"", 1},     {"1", 1},   {"1.25", 1}, {"1.49", 1}, {"1.5", 2}, {"2", 2},
        {"2.0", 2}, {"2.49", 2}, {"2.5", 3}, {"3", 3},    {"4", 3},    {"1e9", 3}, {"inf", 3},
        {"nan", 1}, {"0", 1},    {"-2", 1},  {"0.5", 1},  {"two", 1},  {"2x", 1},  {"2,5", 1},
        {"2;1", 1}, {"2 ", 1},   {" 2", 2},  {"-inf", 1}, {"1e-9", 1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        print_message("%s\n", table[i].text ? table[i].text : "(not set)");
        assert_int_equal(scale_of_text(table[i].text), table[i].scale);
    }
    assert_int_equal(scale_of_ratio(144 / SCALE_DPI_1X), 2);
    assert_int_equal(scale_of_ratio(239 / SCALE_DPI_1X), 2);
    assert_int_equal(scale_of_ratio(240 / SCALE_DPI_1X), 3);
    assert_int_equal(scale_of_ratio((double)NAN), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_one_of_three),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
