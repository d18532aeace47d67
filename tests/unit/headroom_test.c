/* SPDX-License-Identifier: MIT */
/* Control groups of files: limits of both versions, caches, parents, and what is no number. */
#include "headroom.h"

#include "cmocka_all.h"

#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[] = "/tmp/headroom_test.XXXXXX";

/* A file under the root, with the folders that it needs. */
static void put(const char *name, const char *text)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", root, name);
    for (char *slash = path + strlen(root) + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static const char *lacks(const char *memberships)
{
    char path[PATH_MAX];
    put("memberships", memberships);
    snprintf(path, sizeof path, "%s/memberships", root);
    return headroom_lacks(path, root);
}

static void no_limit_is_room(void **state)
{
    (void)state;
    assert_null(headroom_lacks("/nonexistent", root));
    assert_null(lacks(""));
    assert_null(lacks("nonsense"));
    assert_null(lacks("4:nobodys:/none"));
    assert_null(lacks("0::/none/here\n"));
    put("free/memory.max", "max\n");
    put("free/memory.current", "5000000000\n");
    assert_null(lacks("0::/free\n"));
}

static void memory_of_version_2(void **state)
{
    (void)state;
    put("two/inner/memory.max", "max\n");
    put("two/inner/memory.current", "1000\n");
    put("two/memory.max", "100000000\n");
    put("two/memory.current", "50000000\n");
    put("two/memory.stat", "anon 1\nfile 0\nshmem 0\n");
    assert_null(lacks("0::/two/inner\n"));
    put("two/memory.current", "70000000\n");
    assert_string_equal(lacks("0::/two/inner\n"), "memory");
    put("two/memory.stat", "anon 1\nfile 30000000\nfile_dirty 0\nshmem 10000000\n");
    assert_null(lacks("0::/two/inner\n"));
    put("two/memory.stat", "anon 1\nfile 30000000\nfile_dirty 0\nshmem 20000000\n");
    assert_string_equal(lacks("0::/two/inner\n"), "memory");
}

static void memory_of_version_1(void **state)
{
    (void)state;
    put("memory/one/memory.limit_in_bytes", "69206016\n");
    put("memory/one/memory.usage_in_bytes", "63000000\n");
    assert_string_equal(lacks("9:cpu,cpuacct:/one\n4:memory:/one\n"), "memory");
    assert_string_equal(lacks("4:hugetlb,memory:/one\n"), "memory");
    assert_null(lacks("4:memory2:/one\n"));
    put("memory/one/memory.usage_in_bytes", "1000000\n");
    assert_null(lacks("4:memory:/one\n"));
}

static void threads_are_counted(void **state)
{
    (void)state;
    put("pids/few/pids.max", "30\n");
    put("pids/few/pids.current", "5\n");
    assert_null(lacks("8:pids:/few\n"));
    put("pids/few/pids.current", "7\n");
    assert_string_equal(lacks("8:pids:/few\n"), "processes");
    put("unified/new/pids.max", "10\n");
    put("unified/new/pids.current", "7\n");
    assert_string_equal(lacks("0::/new\n"), "processes");
}

/* As no kernel says it, but whoever mounts something else there. */
static void numbers_have_bounds(void **state)
{
    (void)state;
    put("odd/memory.max", "9223372036854775807\n");
    put("odd/memory.current", "-5\n");
    assert_null(lacks("0::/odd\n"));
    put("odd/memory.max", "-9223372036854775808\n");
    put("odd/memory.current", "99999999999999999999\n");
    assert_string_equal(lacks("0::/odd\n"), "memory");
    put("odd/memory.max", "1\n");
    put("odd/memory.current", "1\n");
    put("odd/memory.stat", "file 9223372036854775807\nshmem -9223372036854775808\n");
    assert_null(lacks("0::/odd\n"));
}

static int make_root(void **state)
{
    (void)state;
    return mkdtemp(root) ? 0 : -1;
}

static int remove_root(void **state)
{
    char command[PATH_MAX];
    (void)state;
    snprintf(command, sizeof command, "rm -r '%s'", root);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_limit_is_room),    cmocka_unit_test(memory_of_version_2),
        cmocka_unit_test(memory_of_version_1), cmocka_unit_test(threads_are_counted),
        cmocka_unit_test(numbers_have_bounds),
    };
    return cmocka_run_group_tests(tests, make_root, remove_root);
}
