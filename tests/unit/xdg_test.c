/* SPDX-License-Identifier: MIT */
/* The variable, or the place below the home folder, or nothing. */
#include "xdg.h"

#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

static void set(const char *name, const char *value)
{
    if (value)
        setenv(name, value, 1);
    else
        unsetenv(name);
}

static void the_environment_names_the_folder(void **state)
{
    static const struct {
        enum xdg_folder folder;
        const char *config_home, *data_home, *home;
        const char *path; /* NULL: none */
    } table[] = {
        {XDG_CONFIG, "/c", "/d", "/h", "/c/a/b"},
        {XDG_DATA, "/c", "/d", "/h", "/d/a/b"},
        {XDG_CONFIG, NULL, "/d", "/h", "/h/.config/a/b"},
        {XDG_DATA, "/c", NULL, "/h", "/h/.local/share/a/b"},
        {XDG_CONFIG, "", "/d", "/h", "/h/.config/a/b"},
        {XDG_DATA, "/c", "relative", "/h", "/h/.local/share/a/b"},
        {XDG_CONFIG, "/c", NULL, NULL, "/c/a/b"},
        {XDG_DATA, "/c", NULL, NULL, NULL},
        {XDG_DATA, NULL, NULL, "", NULL},
        {XDG_DATA, NULL, "./d", "relative", NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char path[64];
        set("XDG_CONFIG_HOME", table[i].config_home);
        set("XDG_DATA_HOME", table[i].data_home);
        set("HOME", table[i].home);
        assert_int_equal(xdg_path(table[i].folder, "a/b", path, sizeof path), !!table[i].path);
        if (!table[i].path)
            continue;
        assert_string_equal(path, table[i].path);
        assert_true(xdg_path(table[i].folder, "a/b", path, strlen(table[i].path) + 1));
        assert_false(xdg_path(table[i].folder, "a/b", path, strlen(table[i].path)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_environment_names_the_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
