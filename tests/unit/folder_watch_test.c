/* SPDX-License-Identifier: MIT */
/* Tests: which changes of a folder are told. */
#include "folder_watch.h"

#include "cmocka_all.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char base[] = "/tmp/folder-watch-XXXXXX";
static char tree[PATH_MAX];
static struct folder_watch watch;

static const char *path_of(const char *folder, const char *name)
{
    static char paths[3][2 * PATH_MAX];
    static size_t next;
    char *path = paths[next = (next + 1) % COUNT_OF(paths)];
    size_t len = strlen(folder);
    assert_true(len + strlen(name) + 2 <= sizeof paths[0]);
    memmove(path, folder, len);
    path[len] = '/';
    strcpy(path + len + 1, name);
    return path;
}

static void write_file(const char *folder, const char *name)
{
    int fd = open(path_of(folder, name), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "x", 1), 1);
    close(fd);
}

/* A tree with a folder in it, watched. */
static int set_up(void **state)
{
    (void)state;
    strcpy(base, "/tmp/folder-watch-XXXXXX");
    assert_non_null(mkdtemp(base));
    snprintf(tree, sizeof tree, "%s/tree", base);
    assert_int_equal(mkdir(tree, 0755), 0);
    assert_int_equal(mkdir(path_of(tree, "walk"), 0755), 0);
    write_file(tree, "theme.ini");
    assert_true(folder_watch_open(&watch));
    folder_watch_add(&watch, tree);
    assert_false(folder_watch_fired(&watch));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    char command[PATH_MAX + 16];
    folder_watch_close(&watch);
    folder_watch_close(&watch);
    snprintf(command, sizeof command, "rm -rf '%s'", base);
    return system(command);
}

static void assert_told_once(void)
{
    assert_true(folder_watch_fired(&watch));
    assert_false(folder_watch_fired(&watch));
}

static void tells_of_files(void **state)
{
    (void)state;
    write_file(tree, "theme.ini");
    assert_told_once();
    write_file(path_of(tree, "walk"), "01.png");
    assert_told_once();
    assert_int_equal(rename(path_of(tree, "walk/01.png"), path_of(tree, "walk/02.png")), 0);
    assert_told_once();
    assert_int_equal(unlink(path_of(tree, "walk/02.png")), 0);
    assert_told_once();
    assert_int_equal(chmod(path_of(tree, "theme.ini"), 0600), 0);
    assert_told_once();
}

static void tells_nothing_of_reading_and_of_editors(void **state)
{
    (void)state;
    int fd = open(path_of(tree, "theme.ini"), O_RDONLY);
    char byte;
    assert_int_equal(read(fd, &byte, 1), 1);
    close(fd);
    write_file(tree, ".theme.ini.swp");
    write_file(tree, "theme.ini~");
    write_file(base, "beside");
    assert_false(folder_watch_fired(&watch));
}

static void tells_of_a_folder_that_has_come(void **state)
{
    (void)state;
    assert_int_equal(mkdir(path_of(tree, "gallop"), 0755), 0);
    assert_told_once();
    folder_watch_add(&watch, tree);
    write_file(path_of(tree, "gallop"), "01.png");
    assert_told_once();
}

static void tells_of_a_tree_that_takes_its_place(void **state)
{
    (void)state;
    const char *other = path_of(base, "other");
    assert_int_equal(mkdir(other, 0755), 0);
    assert_false(folder_watch_fired(&watch));
    assert_int_equal(rename(tree, path_of(base, "away")), 0);
    assert_told_once();
    assert_int_equal(rename(path_of(base, "other"), tree), 0);
    assert_told_once();
    folder_watch_add(&watch, tree);
    write_file(tree, "theme.ini");
    assert_told_once();
    assert_int_equal(watch.tree_count, 1);
}

static void follows_no_link(void **state)
{
    (void)state;
    char outside[PATH_MAX];
    snprintf(outside, sizeof outside, "%s/outside", base);
    assert_int_equal(mkdir(outside, 0755), 0);
    assert_int_equal(symlink(outside, path_of(tree, "link")), 0);
    assert_true(folder_watch_fired(&watch));
    folder_watch_add(&watch, tree);
    write_file(outside, "file");
    assert_false(folder_watch_fired(&watch));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(tells_of_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tells_nothing_of_reading_and_of_editors, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tells_of_a_folder_that_has_come, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tells_of_a_tree_that_takes_its_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(follows_no_link, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
