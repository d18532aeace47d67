/* SPDX-License-Identifier: MIT */
/* Tests: title and status become one clean line. */
#include "caption.h"

#include "cmocka_all.h"

#include <string.h>

/* Writes the characters that isolate as '<' and '>'. */
static void mark_isolates(char *line)
{
    for (char *found; (found = strstr(line, "\u2068")) || (found = strstr(line, "\u2069"));) {
        *found = (unsigned char)found[2] == 0xa8 ? '<' : '>';
        memmove(found + 1, found + 3, strlen(found + 3) + 1);
    }
}

static void words_become_a_line(void **state)
{
    static const struct {
        const char *title, *status, *line;
    } table[] = {
        {"", NULL, ""},
        {"prog.byte", NULL, "<prog.byte>"},
        {"prog.byte", "", "<prog.byte>"},
        {"prog.byte", "Loading", "<prog.byte> \u2014 <Loading>"},
        {"", "Loading", "<Loading>"},
        {"two\nlines\t\x7f\xc2\x85", "\x1b[31mred", "<twolines> \u2014 <[31mred>"},
        {"caf\u00e9", NULL, "<caf\u00e9>"},
        {"\u202egnp.exe", "\u2069\u2069\u200fa\u061cb\u2028c", "<gnp.exe> \u2014 <abc>"},
        {"a\u200db\u0301", "\u2014\u2070\u0620", "<a\u200db\u0301> \u2014 <\u2014\u2070\u0620>"},
    };

    (void)state;
    char line[CAPTION_WORDS_MAX];
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        caption_line(line, table[i].title, table[i].status);
        mark_isolates(line);
        assert_string_equal(line, table[i].line);
    }
}

static void long_words_are_cut_between_characters(void **state)
{
    (void)state;
    char title[1024] = {0}, line[CAPTION_WORDS_MAX];
    for (size_t i = 0; i + 3 < sizeof title; i += 3)
        memcpy(title + i, "\u20ac", 3);
    caption_line(line, title, "status");
    char *status = strstr(line, "\u2069");
    assert_non_null(status);
    assert_int_equal((status - line) % 3, 0);
    assert_in_range(status - line, CAPTION_WORDS_MAX / 2 - 8, CAPTION_WORDS_MAX / 2);
    assert_string_equal(status, "\u2069 \u2014 \u2068status\u2069");
}

static void a_caption_without_a_worker_is_harmless(void **state)
{
    (void)state;
    struct caption caption;
    caption_init(&caption);
    caption_tell(&caption, "prog.byte", "Loading");
    char *memory;
    assert_null(caption_take(&caption, &memory));
    assert_null(memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_become_a_line),
        cmocka_unit_test(long_words_are_cut_between_characters),
        cmocka_unit_test(a_caption_without_a_worker_is_harmless),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
