/* SPDX-License-Identifier: MIT */
/* Every kind of sequence that table 3-7 allows, and its neighbours that it does not. */
#include "utf8.h"

#include "cmocka_all.h"

#include <string.h>

static void a_character_has_a_length(void **state)
{
    static const struct {
        const char *text;
        size_t len, expected;
    } table[] = {
        {"", 0, 0},
        {"", 1, 1}, /* NUL is a character */
        {"a", 1, 1},
        {"ab", 2, 1},
        {"\x7f", 1, 1},
        {"\x80", 1, 0},
        {"\xbf", 1, 0},
        {"\xc0\x80", 2, 0}, /* overlong */
        {"\xc1\xbf", 2, 0},
        {"\xc2\x80", 2, 2},
        {"\xdf\xbf", 2, 2},
        {"\xc2\x7f", 2, 0},
        {"\xc2\xc0", 2, 0},
        {"\xc2\x80", 1, 0}, /* cut */
        {"\xe0\x9f\xbf", 3, 0},
        {"\xe0\xa0\x80", 3, 3},
        {"\xe1\x80\x80", 3, 3},
        {"\xe1\x80\x7f", 3, 0},
        {"\xe1\x80\xc0", 3, 0},
        {"\xe1\x80\x80", 2, 0},
        {"\xed\x9f\xbf", 3, 3},
        {"\xed\xa0\x80", 3, 0}, /* a surrogate */
        {"\xee\x80\x80", 3, 3},
        {"\xef\xbf\xbf", 3, 3},
        {"\xf0\x8f\xbf\xbf", 4, 0},
        {"\xf0\x90\x80\x80", 4, 4},
        {"\xf3\xbf\xbf\xbf", 4, 4},
        {"\xf0\x90\x80\x80", 3, 0},
        {"\xf4\x8f\xbf\xbf", 4, 4},
        {"\xf4\x90\x80\x80", 4, 0}, /* above U+10FFFF */
        {"\xf5\x80\x80\x80", 4, 0},
        {"\xff", 1, 0},
        {"…x", 4, 3},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        if (utf8_character_len(table[i].text, table[i].len) != table[i].expected)
            fail_msg("line %zu of the table", i);
}

static void a_character_has_a_number(void **state)
{
    static const struct {
        const char *text;
        uint32_t expected;
    } table[] = {{"a", 'a'},         {"\x7f", 0x7f},          {"\xc2\x80", 0x80},
                 {"\u07ff", 0x7ff},  {"\u0800", 0x800},       {"\u20ac", 0x20ac},
                 {"\uffff", 0xffff}, {"\U00010000", 0x10000}, {"\U0010ffff", 0x10ffff}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_int_equal(utf8_character(table[i].text, strlen(table[i].text)), table[i].expected);
}

static void controls_are_known(void **state)
{
    static const struct {
        const char *text;
        size_t len;
        bool control;
    } table[] = {
        {"", 1, true},          {"\x1f", 1, true},
        {" ", 1, false},        {"~", 1, false},
        {"\x7f", 1, true},      {"\xc2\x80", 2, true},
        {"\xc2\x9f", 2, true},  {"\xc2\xa0", 2, false},
        {"\xc3\x80", 2, false}, {"\xe2\x80\xa6", 3, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        if (utf8_is_control(table[i].text, table[i].len) != table[i].control)
            fail_msg("line %zu of the table", i);
}

static void a_text_is_disarmed_in_place(void **state)
{
    (void)state;
    char text[] = "two\nlines, \x1b[31m\x7f…", none[] = "";
    utf8_disarm(text);
    assert_string_equal(text, "two?lines, ?[31m?…");
    utf8_disarm(none);
    assert_string_equal(none, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_character_has_a_length),
        cmocka_unit_test(a_character_has_a_number),
        cmocka_unit_test(controls_are_known),
        cmocka_unit_test(a_text_is_disarmed_in_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
