/* SPDX-License-Identifier: MIT */
/* The words of a line, as a shell without variables finds them. */
#include "words.h"

#include "cmocka_all.h"

#include <stdio.h>
#include <string.h>

static void a_line_is_cut_into_words(void **state)
{
    static const struct {
        const char *text, *words; /* each followed by a '|' */
        bool closed;
    } table[] = {
        {"", "", true},
        {" \t\r\n ", "", true},
        {"run", "run|", true},
        {" solo5-hvt\t--mem=64 \r\n", "solo5-hvt|--mem=64|", true},
        {"a 'b  c' d", "a|b  c|d|", true},
        {"a \"b  c\" d", "a|b  c|d|", true},
        {"a'b c'\"d e\"f", "ab cd ef|", true},
        {"'' a \"\"", "|a||", true},
        {"'\"' \"'\"", "\"|'|", true},
        {"a\\ b \\'c\\\" \\\\", "a b|'c\"|\\|", true},
        {"'a\\' b", "a\\|b|", true},
        {"\"a\\\"b\\\\c\\d\"", "a\"b\\c\\d|", true},
        {"$HOME `a` *~#", "$HOME|`a`|*~#|", true},
        {"a 'b c", "a|b c|", false},
        {"a \"b c", "a|b c|", false},
        {"a \"b\\\"", "a|b\"|", false},
        {"a \"b\\", "a|b|", false},
        {"it's", "its|", false},
        {"a b\\", "a|b|", false},
        {"'", "|", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char text[64], words[64] = "", *rest = text;
        bool closed = true;
        strcpy(text, table[i].text);
        for (char *word; (word = words_cut(&rest, &closed));) {
            strcat(words, word);
            strcat(words, "|");
        }
        assert_string_equal(words, table[i].words);
        assert_int_equal(closed, table[i].closed);
        assert_string_equal(rest, "");
    }
}

static void what_is_left_begins_with_a_word_or_is_empty(void **state)
{
    (void)state;
    bool closed = true;
    char text[] = "a   b  ", *rest = text;
    assert_string_equal(words_cut(&rest, &closed), "a");
    assert_string_equal(rest, "b  ");
    assert_string_equal(words_cut(&rest, &closed), "b");
    assert_string_equal(rest, "");
    assert_null(words_cut(&rest, &closed));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_cut_into_words),
        cmocka_unit_test(what_is_left_begins_with_a_word_or_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
