/* SPDX-License-Identifier: MIT */
/* What the splash is told instead of what the user said. */
#include "page.h"

#include "cmocka_all.h"
#include "theme_folders.h"
#include "themes.h"

static void the_title_is_the_programs_file_name(void **state)
{
    static const struct {
        const char *title, *program, *expected;
    } table[] = {
        {"", "/a/b/prog.byte", "prog"},
        {"", "/a/b/prog.bc", "prog"},
        {"", "prog.bc.exe", "prog"},
        {"", "prog.exe", "prog"},
        {"", "prog.byte.byte", "prog.byte"},
        {"", ".byte", ".byte"},
        {"", "prog.ml", "prog.ml"},
        {"", "prog", "prog"},
        {"", "./a=b", "a=b"},
        {"", "folder/", ""},
        {"", "", ""},
        {"", NULL, ""},
        {"given", "/a/b/prog.byte", "given"},
        {"given", NULL, "given"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct request request;
        request_init(&request);
        strcpy(request.title, table[i].title);
        page_complete(&request, (char *[]){(char *)(uintptr_t)table[i].program, NULL});
        assert_string_equal(request.title, table[i].expected);
    }
}

static void a_shell_is_named_by_its_script(void **state)
{
    static const struct {
        const char *argv[4], *expected;
    } table[] = {
        {{"sh", "./build.sh"}, "build.sh"}, {{"/bin/bash", "/a/report", "x"}, "report"},
        {{"bash", "-c", "echo"}, "bash"},   {{"sh"}, "sh"},
        {{"ocaml", "x.ml"}, "ocaml"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct request request;
        request_init(&request);
        page_complete(&request, (char *const *)(uintptr_t)table[i].argv);
        assert_string_equal(request.title, table[i].expected);
    }
}

static void a_long_file_name_is_cut_between_characters(void **state)
{
    static const struct {
        int blank_len; /* of what goes before */
        const char *tail;
        size_t len;
    } table[] = {
        {254, "x", 255}, {255, "x", 255}, {255, "é", 255}, {254, "é", 254}, {600, "", 255}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct request request;
        char program[1024];
        snprintf(program, sizeof program, "/a/%*s%s", table[i].blank_len, "", table[i].tail);
        request_init(&request);
        page_complete(&request, (char *[]){program, NULL});
        assert_int_equal(strlen(request.title), table[i].len);
        assert_memory_equal(request.title, program + 3, table[i].len);
    }
}

static void a_theme_becomes_its_folder(void **state)
{
    static const struct {
        const char *theme, *root, *name; /* root NULL: none */
    } table[] = {
        {"", theme_folders_installed, THEMES_DEFAULT},
        {THEMES_DEFAULT, theme_folders_installed, THEMES_DEFAULT},
        {"tale", theme_folders_own, "tale"},
        {"none", NULL, NULL}, /* for the splash to fall back from */
        {"./none", NULL, NULL},
    };

    (void)state;
    theme_folders_add(theme_folders_own, "tale");
    theme_folders_add(theme_folders_installed, THEMES_DEFAULT);
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct request request;
        request_init(&request);
        strcpy(request.theme, table[i].theme);
        assert_true(page_complete(&request, NULL));
        assert_string_equal(request.theme,
                            table[i].root ? theme_folders_path(table[i].root, table[i].name) : "");
        assert_string_equal(request.default_theme,
                            theme_folders_path(theme_folders_installed, THEMES_DEFAULT));
    }
}

static void one_theme_is_enough(void **state)
{
    (void)state;
    struct request request;
    request_init(&request);
    assert_false(page_complete(&request, NULL)); /* none at all */
    assert_string_equal(request.theme, "");
    assert_string_equal(request.default_theme, "");
    theme_folders_add(theme_folders_own, "tale");
    assert_false(page_complete(&request, NULL)); /* not asked for */
    strcpy(request.theme, "tale");
    assert_true(page_complete(&request, NULL));
    assert_string_equal(request.theme, theme_folders_path(theme_folders_own, "tale"));
    assert_string_equal(request.default_theme, "");
}

static void the_program_may_say_more(void **state)
{
    static const struct {
        const char *title;    /* the user's; "": none */
        const char *packet;   /* what the program says */
        bool seen;            /* whether there is anything to be seen */
        const char *expected; /* the title then */
        const char *status;
        int progress_percent;
    } table[] = {
        {"", "X_OCAMLWALK_TITLE=Report", true, "Report", "", -1},
        {"Mine", "X_OCAMLWALK_TITLE=Report", false, "Mine", "", -1},
        {"", "X_OCAMLWALK_TITLE=", false, "", "", -1},
        {"", "READY=1", false, "", "", -1},
        {"", "STATUS=a\nX_OCAMLWALK_PROGRESS=0.5", true, "", "a", 50},
        {"", "X_OCAMLWALK_FAILED=why", true, "", "why", -1},
        {"", "X_OCAMLWALK_FAILED=why\nSTATUS=later", true, "", "why", -1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct request request;
        struct notify_message message = {0};
        struct page_notes notes = {.title_given = table[i].title[0] != '\0'};
        request_init(&request);
        strcpy(request.title, table[i].title);
        notify_add(&message, table[i].packet, strlen(table[i].packet));
        assert_int_equal(page_note(&notes, &request, &message), table[i].seen);
        assert_string_equal(request.title, table[i].expected);
        assert_string_equal(request.status, table[i].status);
        assert_int_equal(request.progress_percent, table[i].progress_percent);
    }
}

static void why_it_has_failed_is_its_last_word(void **state)
{
    static const char *const packets[] = {"STATUS=at work", "X_OCAMLWALK_FAILED=why",
                                          "STATUS=tidying up"};
    struct page_notes notes = {0};
    struct request request;

    (void)state;
    request_init(&request);
    for (size_t i = 0; i < COUNT_OF(packets); i++) {
        struct notify_message message = {0};
        notify_add(&message, packets[i], strlen(packets[i]));
        assert_int_equal(page_note(&notes, &request, &message), i < 2);
    }
    assert_string_equal(request.status, "why");
}

#define PAGE_TEST(function) \
    cmocka_unit_test_setup_teardown(function, theme_folders_open, theme_folders_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PAGE_TEST(the_title_is_the_programs_file_name),
        PAGE_TEST(a_shell_is_named_by_its_script),
        PAGE_TEST(a_long_file_name_is_cut_between_characters),
        PAGE_TEST(a_theme_becomes_its_folder),
        PAGE_TEST(one_theme_is_enough),
        cmocka_unit_test(the_program_may_say_more),
        cmocka_unit_test(why_it_has_failed_is_its_last_word),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
