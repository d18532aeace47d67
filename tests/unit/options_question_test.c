/* SPDX-License-Identifier: MIT */
/* Tests: what runs no program, and what that may come with. */
#include "options.h"

#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

/* options_parse borrows argv as main gets it: pointers to char that it does not write to. */
static enum options_command parse(struct options *options, const char *const *words, char ***argv)
{
    static char *copy[16];
    int argc = 0;
    for (; words[argc]; argc++)
        copy[argc] = (char *)words[argc];
    copy[argc] = NULL;
    if (argv)
        *argv = copy;
    return options_parse(options, argc, copy, false);
}

static void hands_on_questions_about_themes(void **state)
{
    (void)state;
    static const struct {
        const char *words[4];
        const char *operand; /* NULL: it is refused */
    } table[] = {
        {{"ocamlwalk", "--check-theme", "horse", NULL}, "horse"},
        {{"ocamlwalk", "--check-theme=horse", NULL}, "horse"},
        {{"ocamlwalk", "--check-theme=horse", "dog", NULL}, NULL},
        {{"ocamlwalk", "--check-theme=horse", "--force", NULL}, NULL},
        {{"ocamlwalk", "--check-theme=horse", "--scale=2", NULL}, NULL},
        {{"ocamlwalk", "--demo", "--scale=2", NULL}, NULL},
        {{"ocamlwalk", "--why", "--force", NULL}, NULL},
        {{"ocamlwalk", "--check-theme=", NULL}, NULL},
        {{"ocamlwalk", "--check-theme", NULL}, NULL},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct options options;
        assert_int_equal(parse(&options, table[i].words, NULL),
                         table[i].operand ? OPTIONS_THEME_TOOL : OPTIONS_INVALID);
        if (!table[i].operand)
            continue;
        assert_string_equal(options.tool, "check");
        assert_string_equal(options.tool_operand, table[i].operand);
    }
    struct options options;
    const char *const sheet[] = {"ocamlwalk", "--scale=2",     "--sheet",
                                 "a.png",     "--theme=plate", NULL};
    assert_int_equal(parse(&options, sheet, NULL), OPTIONS_THEME_TOOL);
    assert_string_equal(options.tool_operand, "a.png");
    assert_int_equal(options.tool_scale, 2);
    assert_string_equal(options.request.theme, "plate");
    const char *const install[] = {"ocamlwalk", "--install-theme", "horse", "--force", NULL};
    assert_int_equal(parse(&options, install, NULL), OPTIONS_THEME_TOOL);
    assert_string_equal(options.tool_operand, "horse");
    assert_true(options.tool_force);
    const char *const alone[] = {"ocamlwalk", "--force", "prog.byte", NULL};
    assert_int_equal(parse(&options, alone, NULL), OPTIONS_INVALID);
    const char *const large[] = {"ocamlwalk", "--sheet=x", "--scale=4", NULL};
    assert_int_equal(parse(&options, large, NULL), OPTIONS_INVALID);
    const char *const other[] = {"ocamlwalk", "--check-themes", "horse", NULL};
    assert_int_equal(parse(&options, other, NULL), OPTIONS_INVALID);
}

static void a_demo_lasts_as_long_as_is_said(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        int demo_ms; /* 0: it is refused */
    } table[] = {
        {"--demo=1", 1000},       {"--demo=2.5", 2500},     {"--demo=1.25", 1250},
        {"--demo=12.034", 12034}, {"--demo=3600", 3600000}, {"--demo=0003", 3000},
        {"--demo=", 0},           {"--demo=0.999", 0},      {"--demo=3600.001", 0},
        {"--demo=1.", 0},         {"--demo=.5", 0},         {"--demo=1.2345", 0},
        {"--demo=1e3", 0},        {"--demo=-1", 0},         {"--demo=+1", 0},
        {"--demo=1 ", 0},         {"--demo=99999", 0},      {"--demos=1", 0},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct options options;
        const char *const words[] = {"ocamlwalk", table[i].word, NULL};
        assert_int_equal(parse(&options, words, NULL),
                         table[i].demo_ms > 0 ? OPTIONS_DEMO : OPTIONS_INVALID);
        assert_int_equal(options.demo_ms, table[i].demo_ms);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hands_on_questions_about_themes),
        cmocka_unit_test(a_demo_lasts_as_long_as_is_said),
    };
    unsetenv("OCAMLWALK");
    setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
