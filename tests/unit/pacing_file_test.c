/* SPDX-License-Identifier: MIT */
/* The file of the programs' times: what is read of it, and what is written. */
#include "pacing_file.h"

#include "cmocka_all.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define HEAD "ocamlwalk pacing 1\n"

static const struct pacing_file_key a = {0x801, 0x1f, "/home/a.byte"};
static const struct pacing_file_key b = {0x801, 0x20, "/home/b b%\n.byte"};

static void what_is_written_is_read(void **state)
{
    (void)state;
    static char one[PACING_FILE_SIZE_MAX + 1], two[PACING_FILE_SIZE_MAX + 1];
    struct pacing pacing;
    size_t len = pacing_file_write("", &a, &(struct pacing){2, {300, 40}}, one);
    one[len] = '\0';
    assert_string_equal(one, HEAD "801 1f /home/a.byte 300 40\n");
    len = pacing_file_write(one, &b, &(struct pacing){1, {PACING_MS_MAX}}, two);
    two[len] = '\0';
    assert_string_equal(two, HEAD "801 1f /home/a.byte 300 40\n"
                                  "801 20 /home/b%20b%25%0a.byte 3600000\n");
    assert_true(pacing_file_parse(two, &a, &pacing));
    assert_int_equal(pacing.count, 2);
    assert_int_equal(pacing.silent_ms[1], 40);
    assert_true(pacing_file_parse(two, &b, &pacing));
    assert_int_equal(pacing.count, 1);
    /* the same again comes last, and once */
    len = pacing_file_write(two, &a, &(struct pacing){1, {7}}, one);
    one[len] = '\0';
    assert_string_equal(one, HEAD "801 20 /home/b%20b%25%0a.byte 3600000\n"
                                  "801 1f /home/a.byte 7\n");
}

static void another_file_of_that_name_is_another_program(void **state)
{
    (void)state;
    static char text[PACING_FILE_SIZE_MAX + 1];
    struct pacing pacing = {.count = 1};
    struct pacing_file_key rebuilt = {a.device, a.inode + 1, a.path};
    const char *before = HEAD "801 1f /home/a.byte 300\n";
    assert_true(pacing_file_parse(before, &rebuilt, &pacing));
    assert_int_equal(pacing.count, 0);
    text[pacing_file_write(before, &rebuilt, &(struct pacing){1, {5}}, text)] = '\0';
    assert_string_equal(text, HEAD "801 20 /home/a.byte 5\n");
}

static void what_is_damaged_is_as_if_there_were_nothing(void **state)
{
    static const char *const table[] = {
        "",
        "ocamlwalk pacing 2\n801 1f /home/a.byte 300\n",
        HEAD "801 1f /home/a.byte 300",
        HEAD "801 1f /home/a.byte\n",
        HEAD "801 1f /home/a.byte \n",
        HEAD "801 1f /home/a.byte 300 \n",
        HEAD "801 1f /home/a.byte 3600001\n",
        HEAD "801 1f /home/a.byte -1\n",
        HEAD "801 1f /home/a.byte 99999999999999999999\n",
        HEAD "801 1f /home/a.byte 1 2 3 4 5 6 7 8 9\n",
        HEAD "801 1f /home/a.byte 300\n\n",
        HEAD "801 1f home/a.byte 300\n",
        HEAD "801  1f /home/a.byte 300\n",
        HEAD "801 1f /home/a.byte 300\r\n",
        HEAD "801 1f /home/a.byte 300\n801 x /b 1\n",
    };

    (void)state;
    static char text[PACING_FILE_SIZE_MAX + 1];
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct pacing pacing = {.count = 1};
        assert_false(pacing_file_parse(table[i], &a, &pacing));
        assert_int_equal(pacing.count, 0);
        text[pacing_file_write(table[i], &a, &(struct pacing){1, {5}}, text)] = '\0';
        assert_string_equal(text, HEAD "801 1f /home/a.byte 5\n");
    }
}

static void the_oldest_programs_are_forgotten(void **state)
{
    (void)state;
    static char text[2][PACING_FILE_SIZE_MAX + 1];
    const struct pacing pacing = {1, {5}};
    struct pacing found;
    int now = 0;
    for (unsigned i = 0; i < PACING_FILE_PROGRAMS_MAX + 10; i++, now = !now) {
        char path[32];
        snprintf(path, sizeof path, "/home/%u.byte", i);
        struct pacing_file_key key = {1, i, path};
        size_t len = pacing_file_write(text[now], &key, &pacing, text[!now]);
        assert_in_range(len, 1, PACING_FILE_SIZE_MAX);
        text[!now][len] = '\0';
    }
    int lines = 0;
    for (const char *line = text[now]; (line = strchr(line, '\n')); line++)
        lines++;
    assert_int_equal(lines, 1 + PACING_FILE_PROGRAMS_MAX);
    struct pacing_file_key first = {1, 9, "/home/9.byte"}, kept = {1, 10, "/home/10.byte"};
    assert_true(pacing_file_parse(text[now], &first, &found));
    assert_int_equal(found.count, 0);
    assert_true(pacing_file_parse(text[now], &kept, &found));
    assert_int_equal(found.count, 1);
}

static void long_names_leave_room_for_fewer(void **state)
{
    (void)state;
    static char text[2][PACING_FILE_SIZE_MAX + 1], path[PATH_MAX];
    const struct pacing pacing = {1, {5}};
    int now = 0;
    memset(path, 'x', 900);
    path[0] = '/';
    for (unsigned i = 0; i < 100; i++, now = !now) {
        snprintf(path + 890, 10, "%u", i);
        struct pacing_file_key key = {1, i, path};
        size_t len = pacing_file_write(text[now], &key, &pacing, text[!now]);
        assert_in_range(len, 1, PACING_FILE_SIZE_MAX - 1);
        text[!now][len] = '\0';
        struct pacing found;
        assert_true(pacing_file_parse(text[!now], &key, &found));
        assert_int_equal(found.count, 1);
    }
    memset(path, 'x', PATH_MAX - 1);
    path[0] = '/';
    assert_int_equal(pacing_file_write("", &(struct pacing_file_key){1, 1, path}, &pacing, text[0]),
                     0);
}

static void the_program_is_the_file_that_is_run(void **state)
{
    static const struct {
        const char *words[4], *path; /* "" before it: the working folder */
    } table[] = {
        {{"/a/b.byte"}, "/a/b.byte"},      {{"./b.byte", "x"}, "./b.byte"},
        {{"none.byte"}, "none.byte"},      {{"/bin/sh", "x.sh"}, "x.sh"},
        {{"/bin/sh", "-c", "true"}, NULL}, {{NULL}, NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char path[PATH_MAX], folder[PATH_MAX], wanted[2 * PATH_MAX + 2];
        bool found = pacing_file_find_program((char *const *)table[i].words, path, sizeof path);
        assert_int_equal(found, table[i].path != NULL);
        if (!found)
            continue;
        assert_non_null(getcwd(folder, sizeof folder));
        bool is_absolute = table[i].path[0] == '/';
        snprintf(wanted, sizeof wanted, "%s%s%s", is_absolute ? "" : folder, is_absolute ? "" : "/",
                 table[i].path);
        assert_string_equal(path, wanted);
    }
    assert_false(pacing_file_find_program(NULL, NULL, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(another_file_of_that_name_is_another_program),
        cmocka_unit_test(what_is_damaged_is_as_if_there_were_nothing),
        cmocka_unit_test(the_oldest_programs_are_forgotten),
        cmocka_unit_test(long_names_leave_room_for_fewer),
        cmocka_unit_test(the_program_is_the_file_that_is_run),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
