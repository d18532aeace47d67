/* SPDX-License-Identifier: MIT */
/* What is a theme, and which of two of one name. */
#include "themes.h"

#include "cmocka_all.h"
#include "theme_folders.h"

static void assert_found(const char *theme, const char *root, const char *name)
{
    char folder[PATH_MAX] = "";
    print_message("%s\n", theme);
    assert_true(themes_find(theme, folder, sizeof folder));
    assert_string_equal(folder, theme_folders_path(root, name));
    assert_true(themes_find(theme, folder, strlen(folder) + 1));
    assert_false(themes_find(theme, folder, strlen(folder)));
}

static void a_theme_is_a_folder_with_a_description(void **state)
{
    (void)state;
    char folder[PATH_MAX];
    theme_folders_add(theme_folders_own, "tale");
    theme_folders_add(theme_folders_installed, "plate");
    theme_folders_make(theme_folders_path(theme_folders_own, "empty"));
    theme_folders_make(theme_folders_path(theme_folders_installed, "empty"));
    assert_found("tale", theme_folders_own, "tale");
    assert_found("plate", theme_folders_installed, "plate");
    assert_false(themes_find("empty", folder, sizeof folder));
    assert_false(themes_find("none", folder, sizeof folder));
}

static void a_description_is_to_be_read(void **state)
{
    (void)state;
    char folder[PATH_MAX];
    theme_folders_add(theme_folders_own, "shut");
    assert_int_equal(chmod(theme_folders_path(theme_folders_own, "shut/theme.ini"), 0), 0);
    if (geteuid() == 0) /* who may read everything */
        skip();
    assert_false(themes_find("shut", folder, sizeof folder));
}

static void the_users_own_comes_first(void **state)
{
    (void)state;
    char folder[PATH_MAX];
    theme_folders_add(theme_folders_own, THEMES_DEFAULT);
    assert_found(THEMES_DEFAULT, theme_folders_own, THEMES_DEFAULT);
    assert_false(themes_find_default(folder, sizeof folder)); /* which is the installed one */
    theme_folders_add(theme_folders_installed, THEMES_DEFAULT);
    assert_found(THEMES_DEFAULT, theme_folders_own, THEMES_DEFAULT);
    assert_true(themes_find_default(folder, sizeof folder));
    assert_string_equal(folder, theme_folders_path(theme_folders_installed, THEMES_DEFAULT));
    assert_false(themes_find_default(folder, strlen(folder)));
}

static void an_empty_folder_hides_no_theme(void **state)
{
    (void)state;
    theme_folders_make(theme_folders_path(theme_folders_own, THEMES_DEFAULT));
    theme_folders_add(theme_folders_installed, THEMES_DEFAULT);
    assert_found(THEMES_DEFAULT, theme_folders_installed, THEMES_DEFAULT);
}

static void a_slash_makes_it_a_path(void **state)
{
    (void)state;
    char folder[PATH_MAX], before[PATH_MAX];
    const char *root = theme_folders_root;
    theme_folders_add(root, "mine");
    theme_folders_add(theme_folders_own, "tale");
    theme_folders_make(theme_folders_path(root, "empty"));
    assert_int_equal(symlink("mine", theme_folders_path(root, "link")), 0);
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(root), 0);
    strcpy(folder, theme_folders_path(root, "mine"));
    assert_found(folder, root, "mine");
    assert_found("./mine", root, "mine");
    assert_found("mine/", root, "mine");
    assert_found("./link", root, "mine");
    assert_found("empty/../mine", root, "mine");
    assert_false(themes_find("mine", folder, sizeof folder)); /* a name is one of a theme */
    assert_false(themes_find("./tale", folder, sizeof folder));
    assert_false(themes_find("./empty", folder, sizeof folder));
    assert_false(themes_find("./none", folder, sizeof folder));
    assert_false(themes_find("mine/theme.ini", folder, sizeof folder));
    assert_false(themes_find("/", folder, sizeof folder));
    assert_int_equal(chdir(before), 0);
}

static void a_dot_makes_it_no_name(void **state)
{
    static const char *const table[] = {".", "..", ".hidden", "..."};

    (void)state;
    char folder[PATH_MAX];
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        theme_folders_add(theme_folders_own, table[i]);
        assert_false(themes_find(table[i], folder, sizeof folder));
    }
}

static void a_name_of_any_length_is_read(void **state)
{
    (void)state;
    char name[2 * PATH_MAX], folder[PATH_MAX];
    memset(name, 'x', sizeof name);
    name[sizeof name - 1] = '\0';
    assert_false(themes_find(name, folder, sizeof folder));
    name[0] = '/';
    assert_false(themes_find(name, folder, sizeof folder));
}

static void without_a_home_there_are_the_installed(void **state)
{
    (void)state;
    unsetenv("XDG_DATA_HOME");
    unsetenv("HOME");
    theme_folders_add(theme_folders_installed, "plate");
    assert_found("plate", theme_folders_installed, "plate");
}

/* What themes_list prints. */
static void list(char *text, size_t size)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    fflush(stdout);
    int before = dup(STDOUT_FILENO);
    dup2(fileno(file), STDOUT_FILENO);
    themes_list();
    fflush(stdout);
    dup2(before, STDOUT_FILENO);
    close(before);
    rewind(file);
    text[fread(text, 1, size - 1, file)] = '\0';
    fclose(file);
}

static void the_list_has_each_with_its_folder(void **state)
{
    (void)state;
    char text[4 * PATH_MAX], expected[4 * PATH_MAX], installed[PATH_MAX];
    list(text, sizeof text);
    assert_string_equal(text, "");
    theme_folders_add(theme_folders_own, "tale");
    theme_folders_add(theme_folders_own, ".hidden");
    theme_folders_make(theme_folders_path(theme_folders_own, "empty"));
    theme_folders_add(theme_folders_installed, "plate");
    assert_non_null(realpath(theme_folders_installed, installed));
    snprintf(expected, sizeof expected, "tale\t%s/tale\nplate\t%s/plate\n", theme_folders_own,
             installed);
    list(text, sizeof text);
    assert_string_equal(text, expected);
}

static void the_list_has_each_name_once(void **state)
{
    (void)state;
    char text[4 * PATH_MAX], expected[4 * PATH_MAX], data[PATH_MAX];
    theme_folders_add(theme_folders_own, "plate");
    theme_folders_add(theme_folders_installed, "plate");
    snprintf(expected, sizeof expected, "plate\t%s/plate\n", theme_folders_own);
    list(text, sizeof text);
    assert_string_equal(text, expected);

    /* as by cmake --install --prefix ~/.local: the installed folder is the user's */
    assert_non_null(realpath(theme_folders_path(theme_folders_installed, "../.."), data));
    assert_int_equal(setenv("XDG_DATA_HOME", data, 1), 0);
    snprintf(expected, sizeof expected, "plate\t%s/ocamlwalk/themes/plate\n", data);
    list(text, sizeof text);
    assert_string_equal(text, expected);
}

static void the_list_is_text(void **state)
{
    (void)state;
    char text[4 * PATH_MAX];
    theme_folders_add(theme_folders_own, "é \x1b[31m\n\xff\\");
    list(text, sizeof text);
    assert_memory_equal(text, "é \\x1b[31m\\x0a\\xff\\x5c\t/", 24);
    assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
    assert_null(strchr(text, '\x1b'));
}

#define THEMES_TEST(function) \
    cmocka_unit_test_setup_teardown(function, theme_folders_open, theme_folders_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        THEMES_TEST(a_theme_is_a_folder_with_a_description),
        THEMES_TEST(a_description_is_to_be_read),
        THEMES_TEST(the_users_own_comes_first),
        THEMES_TEST(an_empty_folder_hides_no_theme),
        THEMES_TEST(a_slash_makes_it_a_path),
        THEMES_TEST(a_dot_makes_it_no_name),
        THEMES_TEST(a_name_of_any_length_is_read),
        THEMES_TEST(without_a_home_there_are_the_installed),
        THEMES_TEST(the_list_has_each_with_its_folder),
        THEMES_TEST(the_list_has_each_name_once),
        THEMES_TEST(the_list_is_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
