/* SPDX-License-Identifier: MIT */
/* A small file is read whole, cut where it is too long, and never waited for. */
#include "file.h"

#include "cmocka_all.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/file_test.XXXXXX";

static int enter_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? chdir(folder) : -1;
}

static int leave_folder(void **state)
{
    (void)state;
    unlink("file");
    unlink("fifo");
    return rmdir(folder);
}

static void a_file_is_read_and_cut(void **state)
{
    static const struct {
        const char *content;
        size_t size;
        const char *text;
    } table[] = {
        {"", 8, ""},
        {"one\ntwo", 16, "one\ntwo"},
        {"1234567", 8, "1234567"},
        {"12345678", 8, "1234567"},
        {"123", 1, ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char text[32];
        memset(text, '!', sizeof text);
        FILE *file = fopen("file", "w");
        assert_non_null(file);
        fputs(table[i].content, file);
        fclose(file);
        assert_true(file_read("file", text, table[i].size));
        assert_string_equal(text, table[i].text);
        assert_int_equal(text[table[i].size], '!');
    }
}

static void what_is_no_file_is_told(void **state)
{
    static const struct {
        const char *path;
        int error;
    } table[] = {
        {"none", ENOENT},
        {".", EINVAL},
        {"/dev/zero", EINVAL},
        {"file/x", ENOTDIR},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char text[8];
        errno = 0;
        assert_false(file_read(table[i].path, text, sizeof text));
        assert_int_equal(errno, table[i].error);
    }
}

static void nothing_is_taken_from_a_fifo(void **state)
{
    (void)state;
    char text[8] = "x";
    assert_int_equal(mkfifo("fifo", 0600), 0);
    assert_false(file_read("fifo", text, sizeof text));
    assert_int_equal(errno, EINVAL);
    int fd = open("fifo", O_RDWR | O_NONBLOCK);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "now", 3), 3);
    assert_false(file_read("fifo", text, sizeof text));
    assert_string_equal(text, "x");
    assert_int_equal(read(fd, text, sizeof text), 3);
    close(fd);
}

static void bytes_are_read_as_they_are(void **state)
{
    (void)state;
    char bytes[8] = "????????";
    FILE *file = fopen("file", "w");
    assert_non_null(file);
    fwrite("a\0b", 1, 3, file);
    fclose(file);
    assert_int_equal(file_read_head("file", bytes, sizeof bytes), 3);
    assert_memory_equal(bytes, "a\0b?", 4);
    assert_int_equal(file_read_head("file", bytes, 2), 2);
    assert_int_equal(file_read_head("none", bytes, sizeof bytes), -1);
}

static void what_others_may_write_is_not_ones_own(void **state)
{
    const bool root = geteuid() == 0; /* who may not even trust its own group */
    const struct {
        mode_t mode;
        uid_t owner;
        bool is_own;
    } table[] = {
        {0600, 0, true},  {0644, 0, true},  {0400, 0, true},  {0664, 0, !root},
        {0646, 0, false}, {0622, 0, !root}, {0600, 1, false}, {0644, 65534, false},
    };

    (void)state;
    char text[8];
    FILE *file = fopen("file", "w");
    assert_non_null(file);
    fputs("text", file);
    fclose(file);
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        uid_t owner = table[i].owner == 0 ? geteuid() : table[i].owner;
        assert_int_equal(chmod("file", table[i].mode), 0);
        if (chown("file", owner, (gid_t)-1) != 0) /* which only root may, for another */
            continue;
        errno = 0;
        assert_int_equal(file_read_own("file", text, sizeof text), table[i].is_own);
        assert_int_equal(errno, table[i].is_own ? 0 : EPERM);
        assert_true(file_read("file", text, sizeof text) || !root);
    }
    unlink("file");
}

/* umask 002 is what users begin with who have a group of their own. */
static void a_users_own_group_may_write(void **state)
{
    static const struct {
        gid_t group;
        bool is_own;
    } table[] = {{65534, true}, {1, false}};

    (void)state;
    if (geteuid() != 0)
        skip(); /* only root becomes another */
    FILE *file = fopen("file", "w");
    assert_non_null(file);
    fclose(file);
    assert_int_equal(chmod(folder, 0755), 0);
    assert_int_equal(chmod("file", 0664), 0);
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char text[8];
        assert_int_equal(chown("file", 65534, table[i].group), 0);
        assert_int_equal(setegid(65534) | seteuid(65534), 0);
        bool is_own = file_read_own("file", text, sizeof text);
        assert_int_equal(seteuid(0) | setegid(0), 0);
        assert_int_equal(is_own, table[i].is_own);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_and_cut),
        cmocka_unit_test(what_is_no_file_is_told),
        cmocka_unit_test(nothing_is_taken_from_a_fifo),
        cmocka_unit_test(bytes_are_read_as_they_are),
        cmocka_unit_test(what_others_may_write_is_not_ones_own),
        cmocka_unit_test(a_users_own_group_may_write),
    };

    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
