/* SPDX-License-Identifier: MIT */
/* Tests: where a packed file may lie. */
#include "entry_path.h"

#include "cmocka_all.h"

#include <string.h>

static void tidies(void **state)
{
    (void)state;
    static const struct {
        const char *named, *tidy;
    } table[] = {
        {"horse/theme.ini", "horse/theme.ini"},
        {"./horse//walk/./01.png", "horse/walk/01.png"},
        {"horse/", "horse"},
        {".", ""},
        {"./", ""},
        {".git/config", ""},
        {"horse/.DS_Store", ""},
        {"horse/._01.png", ""},
        {"a..b/..c", ""},
        {"a..b/c..", "a..b/c.."},
        {"pf\xc3\xa9rd/theme.ini", "pf\xc3\xa9rd/theme.ini"},
        {"1/2/3/4/5/6/7/8", "1/2/3/4/5/6/7/8"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char tidy[ENTRY_PATH_MAX];
        assert_null(entry_path_tidy(table[i].named, tidy));
        assert_string_equal(tidy, table[i].tidy);
    }
}

static void refuses(void **state)
{
    (void)state;
    static const struct {
        const char *named, *fault;
    } table[] = {
        {NULL, "no name"},
        {"", "no name"},
        {"/etc/passwd", "absolute"},
        {"//horse", "absolute"},
        {"..", "leads out"},
        {"../horse", "leads out"},
        {"horse/../../etc", "leads out"},
        {"horse/..", "leads out"},
        {".git/../..", "leads out"},
        {"horse\\..\\x", "backslash"},
        {"horse/a\nb", "control"},
        {"horse/\x1b[2J", "control"},
        {"horse/\xff", "UTF-8"},
        {"1/2/3/4/5/6/7/8/9", "too deep"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char tidy[ENTRY_PATH_MAX] = "untouched";
        const char *fault = entry_path_tidy(table[i].named, tidy);
        assert_non_null(fault);
        assert_non_null(strstr(fault, table[i].fault));
        assert_string_equal(tidy, "untouched");
    }
}

static void has_bounds(void **state)
{
    (void)state;
    char named[2 * ENTRY_PATH_MAX], tidy[ENTRY_PATH_MAX];
    memset(named, 'a', sizeof named);
    named[ENTRY_PATH_MAX] = '\0';
    assert_non_null(entry_path_tidy(named, tidy));
    named[ENTRY_PATH_MAX - 2] = '\0';
    assert_null(entry_path_tidy(named, tidy));
    assert_int_equal(strlen(tidy), ENTRY_PATH_MAX - 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tidies),
        cmocka_unit_test(refuses),
        cmocka_unit_test(has_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
