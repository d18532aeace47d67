/* SPDX-License-Identifier: MIT */
/* Tests: of a theme's folder only regular files are opened, and none that a link leads out to. Owns
 * a scratch folder of two themes and a neighbour that is none. */
#include "theme_file.h"

#include "cmocka_all.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[] = "/tmp/ocamlwalk-test-XXXXXX";

static const char *const folders[] = {"own", "own/walk", "other", "other/walk", "private"};
static const char *const files[] = {"own/theme.ini",    "own/walk/1.png", "other/theme.ini",
                                    "other/walk/2.png", "private/key",    "stray"};
static const struct {
    const char *to, *from;
} links[] = {
    {"walk/1.png", "own/within"},
    {"../other/walk", "own/theirs"},
    {"../private/key", "own/key"},
    {"../private", "own/private"},
    {"/etc/passwd", "own/passwd"},
    {"/dev/tty", "own/tty"},
    {"/dev/zero", "own/zero"},
    {"/dev/stdin", "own/stdin"},
    {"loop", "own/loop"},
    {"../stray", "own/stray"},
    {"own", "linked"},
    {"nowhere", "own/dangling"},
};

static int make_themes(void **state)
{
    (void)state;
    if (!mkdtemp(root) || chdir(root) != 0)
        return -1;
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        assert_int_equal(mkdir(folders[i], 0700), 0);
    for (size_t i = 0; i < COUNT_OF(files); i++)
        assert_int_equal(close(open(files[i], O_WRONLY | O_CREAT, 0600)), 0);
    for (size_t i = 0; i < COUNT_OF(links); i++)
        assert_int_equal(symlink(links[i].to, links[i].from), 0);
    return mkfifo("own/pipe", 0600);
}

static int remove_themes(void **state)
{
    (void)state;
    unlink("own/pipe");
    for (size_t i = 0; i < COUNT_OF(links); i++)
        unlink(links[i].from);
    for (size_t i = 0; i < COUNT_OF(files); i++)
        unlink(files[i]);
    for (size_t i = COUNT_OF(folders); i > 0; i--)
        rmdir(folders[i - 1]);
    return chdir("/") || rmdir(root);
}

static void only_files_of_themes_are_found(void **state)
{
    static const struct {
        const char *folder, *file, *found; /* NULL: none */
    } table[] = {
        {"own", "theme.ini", "own/theme.ini"},
        {"own", "walk/1.png", "own/walk/1.png"},
        {"own/", "walk//./1.png", "own/walk/1.png"},
        {"own", "theme.ini", "own/theme.ini"}, /* the same folder thrice, of which one leads away */
        {"own", "within", "own/walk/1.png"},
        {"own", "theme.ini", "own/theme.ini"},
        {"linked", "walk/1.png", "own/walk/1.png"},
        {"own", "theirs/2.png", "other/walk/2.png"}, /* themes share their frames */
        {"own", "../other/theme.ini", "other/theme.ini"},
        {"own", "walk/none.png", NULL},
        {"own", "walk", NULL},
        {"own", "", NULL},
        {"own", "pipe", NULL},
        {"own", "tty", NULL},
        {"own", "zero", NULL},
        {"own", "stdin", NULL},
        {"own", "key", NULL}, /* of a folder that is no theme */
        {"own", "private/key", NULL},
        {"own", "passwd", NULL},
        {"own", "stray", NULL},
        {"own", "loop", NULL},
        {"own", "dangling", NULL},
        {"none", "theme.ini", NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char folder[256], wanted[256], path[THEME_PATH_MAX] = "untouched";
        snprintf(folder, sizeof folder, "%s/%s", root, table[i].folder);
        snprintf(wanted, sizeof wanted, "%s/%s", root, table[i].found ? table[i].found : "");
        print_message("%s %s\n", table[i].folder, table[i].file);
        assert_int_equal(theme_file_find(folder, table[i].file, path), !!table[i].found);
        assert_string_equal(path, table[i].found ? wanted : "untouched");
    }
}

static void the_root_may_be_a_theme(void **state)
{
    (void)state;
    char path[THEME_PATH_MAX];
    assert_true(theme_file_find("/", "etc/passwd", path));
    assert_false(theme_file_find("/etc", "../dev/zero", path));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_files_of_themes_are_found),
        cmocka_unit_test(the_root_may_be_a_theme),
    };

    return cmocka_run_group_tests(tests, make_themes, remove_themes);
}
