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
        {".", EISDIR},
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

static void a_fifo_is_not_waited_for(void **state)
{
    (void)state;
    char text[8] = "x";
    assert_int_equal(mkfifo("fifo", 0600), 0);
    assert_true(file_read("fifo", text, sizeof text)); /* nobody writes: it is empty */
    assert_string_equal(text, "");
    int fd = open("fifo", O_RDWR | O_NONBLOCK);
    assert_true(fd >= 0);
    assert_false(file_read("fifo", text, sizeof text)); /* somebody may, later */
    assert_int_equal(errno, EAGAIN);
    assert_int_equal(write(fd, "now", 3), 3);
    assert_true(file_read("fifo", text, sizeof text));
    assert_string_equal(text, "now");
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_and_cut),
        cmocka_unit_test(what_is_no_file_is_told),
        cmocka_unit_test(a_fifo_is_not_waited_for),
    };

    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
