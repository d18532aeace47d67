/* SPDX-License-Identifier: MIT */
/* Words for places, and pixels. */
#include "position.h"

#include "cmocka_all.h"

#include <string.h>

static void a_word_or_two_numbers(void **state)
{
    static const struct {
        const char *text;
        struct position expected;
    } table[] = {
        {"center", {POSITION_SIDES, POSITION_MIDDLE, POSITION_MIDDLE, 0, 0}},
        {"top", {POSITION_SIDES, POSITION_MIDDLE, POSITION_NEAR, 0, 0}},
        {"bottom", {POSITION_SIDES, POSITION_MIDDLE, POSITION_FAR, 0, 0}},
        {"left", {POSITION_SIDES, POSITION_NEAR, POSITION_MIDDLE, 0, 0}},
        {"right", {POSITION_SIDES, POSITION_FAR, POSITION_MIDDLE, 0, 0}},
        {"top-left", {POSITION_SIDES, POSITION_NEAR, POSITION_NEAR, 0, 0}},
        {"top-right", {POSITION_SIDES, POSITION_FAR, POSITION_NEAR, 0, 0}},
        {"bottom-left", {POSITION_SIDES, POSITION_NEAR, POSITION_FAR, 0, 0}},
        {"bottom-right", {POSITION_SIDES, POSITION_FAR, POSITION_FAR, 0, 0}},
        {"pointer", {POSITION_POINTER, POSITION_MIDDLE, POSITION_MIDDLE, 0, 0}},
        {"0,0", {POSITION_PIXELS, POSITION_NEAR, POSITION_NEAR, 0, 0}},
        {"-0,0", {POSITION_PIXELS, POSITION_FAR, POSITION_NEAR, 0, 0}},
        {"0,-0", {POSITION_PIXELS, POSITION_NEAR, POSITION_FAR, 0, 0}},
        {"100,-20", {POSITION_PIXELS, POSITION_NEAR, POSITION_FAR, 100, 20}},
        {"-99999,99999", {POSITION_PIXELS, POSITION_FAR, POSITION_NEAR, 99999, 99999}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct position position;
        print_message("%s\n", table[i].text);
        assert_true(position_parse(table[i].text, &position));
        assert_int_equal(position.kind, table[i].expected.kind);
        assert_int_equal(position.across, table[i].expected.across);
        assert_int_equal(position.down, table[i].expected.down);
        assert_int_equal(position.x, table[i].expected.x);
        assert_int_equal(position.y, table[i].expected.y);
    }
}

static void nothing_else(void **state)
{
    static const char *const table[] = {
        "",         "middle",    "Center",    "top-center",
        "left-top", "top,left",  "top ",      "1",
        "1,",       ",1",        "-,1",       "--1,1",
        "1,--1",    "+1,1",      "1, 1",      " 1,1",
        "1,1 ",     "1,1,1",     "1.5,1",     "1x1",
        "100000,1", "1,-100000", "0x1,1",     "1e3,1",
        "-",        ",",         "pointer,1", "99999999999999999999,1",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct position position = {.kind = POSITION_LAST, .x = 7};
        print_message("'%s'\n", table[i]);
        assert_false(position_parse(table[i], &position));
        assert_int_equal(position.kind, POSITION_LAST);
        assert_int_equal(position.x, 7);
    }
}

static void every_word_that_is_told_is_one(void **state)
{
    (void)state;
    char words[] = POSITION_WORDS;
    int count = 0;
    for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
        struct position position;
        size_t len = strlen(word);
        if (strcmp(word, "X,Y") == 0)
            continue;
        assert_int_equal(word[len - 1], ',');
        word[len - 1] = '\0';
        assert_true(position_parse(word, &position));
        count++;
    }
    assert_int_equal(count, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_or_two_numbers),
        cmocka_unit_test(nothing_else),
        cmocka_unit_test(every_word_that_is_told_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
