/* SPDX-License-Identifier: MIT */
/* What the user may ask, and in which words. Owns a temporary options file. */
#include "options.h"

#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MEMBER(name) offsetof(struct options, request.name)

/* The options themselves are request_test.c's. */
static void accepts_options_with_and_without_dashes(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        size_t member;
        int expected;
    } table[] = {
        {"--splash=never", MEMBER(splash), REQUEST_SPLASH_NEVER},
        {"--delay=0", MEMBER(delay_ms), 0},
        {"delay=1500", MEMBER(delay_ms), 1500},
        {"--until=output,ready", MEMBER(until), 1 << SIGN_OUTPUT | 1 << SIGN_READY},
        {"--until=", MEMBER(until), 0},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct options options;
        int value;
        char *words[] = {(char *)table[i].word, NULL};
        options_init(&options);
        assert_true(options_apply(&options, words, ""));
        memcpy(&value, (char *)&options + table[i].member, sizeof value);
        assert_int_equal(value, table[i].expected);
    }
}

static void refuses_mistakes_by_name(void **state)
{
    (void)state;
    static const char *const table[] = {
        "--bogus",
        "--delay",
        "--delay=",
        "--delay=x",
        "--delay=-1",
        "--delay=1s",
        "--delay=99999999999999999999",
        "--volume=101",
        "--fade=500",
        "--sound=loud",
        "--sound",
        "--splash=maybe",
        "--until=output,tea",
        "--theme=",
        "--still=1",
        "--still=",
        "--program=1", /* the splash's */
        "--exec=yes",
        "--del=3",
        "--delays=3",
        "",
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct options options;
        char *words[] = {(char *)table[i], NULL};
        options_init(&options);
        assert_false(options_apply(&options, words, "OCAMLWALK"));
        assert_non_null(strstr(options.complaint, "OCAMLWALK"));
        assert_non_null(strstr(options.complaint, table[i]));
        assert_null(strchr(options.complaint, '\n'));
    }
}

static void a_complaint_is_one_line_of_text(void **state)
{
    (void)state;
    struct options options;
    char *words[] = {(char *)"--two\nlines\x1b[31m\x7f…", NULL};
    options_init(&options);
    assert_false(options_apply(&options, words, "a\tfile"));
    assert_string_equal(options.complaint, "a?file: option '--two?lines?[31m?…' is unknown; "
                                           "see ocamlwalk --help");
}

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
    return options_parse(options, argc, copy);
}

static void leaves_the_program_alone(void **state)
{
    (void)state;
    struct options options;
    char **argv;
    const char *const words[] = {"ocamlwalk", "--sound=off", "-b", "-I", "dir",       "--still",
                                 "prog.byte", "--help",      "-v", "--", "--delay=5", NULL};
    assert_int_equal(parse(&options, words, &argv), OPTIONS_RUN);
    assert_false(options.request.sound);
    assert_true(options.request.still);
    assert_false(options.query);
    assert_int_equal(options.request.delay_ms, 250);
    assert_ptr_equal(options.program_argv, argv + 6);
    assert_ptr_equal(options.argv, argv + 2); /* room for the command, then what is ocamlrun's */
    assert_string_equal(options.argv[1], "-b");
    assert_string_equal(options.argv[2], "-I");
    assert_string_equal(options.argv[3], "dir");
    assert_string_equal(options.argv[4], "prog.byte");
    assert_string_equal(options.argv[8], "--delay=5");
    assert_null(options.argv[9]);
}

static void double_dash_ends_our_options(void **state)
{
    (void)state;
    struct options options;
    const char *const words[] = {"ocamlwalk", "--", "--still", "prog.byte", NULL};
    assert_int_equal(parse(&options, words, NULL), OPTIONS_RUN);
    assert_false(options.request.still);
    assert_string_equal(options.argv[1], "--still"); /* ocamlrun's to complain about */
    assert_string_equal(options.program_argv[0], "prog.byte");
}

static void knows_commands_and_queries(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        enum options_command command;
        bool query;
    } table[] = {
        {"--help", OPTIONS_HELP, false},        {"--version", OPTIONS_VERSION, false},
        {"--demo", OPTIONS_DEMO, false},        {"--list-themes", OPTIONS_LIST_THEMES, false},
        {"--play", OPTIONS_PLAY, false},        {"-version", OPTIONS_RUN, true},
        {"-vnum", OPTIONS_RUN, true},           {"-p", OPTIONS_RUN, true},
        {"-config", OPTIONS_RUN, true},         {"-b", OPTIONS_RUN, false},
        {"--nonsense", OPTIONS_INVALID, false},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct options options;
        const char *const words[] = {"ocamlwalk", table[i].word, NULL};
        assert_int_equal(parse(&options, words, NULL), table[i].command);
        assert_int_equal(options.query, table[i].query);
        assert_null(options.program_argv[0]);
    }
}

static void a_demo_takes_options_but_no_program(void **state)
{
    (void)state;
    struct options options;
    const char *const words[] = {"ocamlwalk", "--demo", "--timeout=1", "--sound=off", NULL};
    assert_int_equal(parse(&options, words, NULL), OPTIONS_DEMO);
    assert_int_equal(options.request.timeout_s, 1);
    assert_false(options.request.sound);

    const char *const more[] = {"ocamlwalk", "--demo", "prog.byte", NULL};
    assert_int_equal(parse(&options, more, NULL), OPTIONS_INVALID);
    assert_non_null(strstr(options.complaint, "--demo"));

    const char *const played[] = {"ocamlwalk", "--play", "--theme=plate", "prog.byte", NULL};
    assert_int_equal(parse(&options, played, NULL), OPTIONS_INVALID);
    assert_non_null(strstr(options.complaint, "--play"));
}

static void later_sources_beat_earlier_ones(void **state)
{
    (void)state;
    char folder[] = "/tmp/options_test.XXXXXX", path[128];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/ocamlwalk", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/ocamlwalk/options", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("# a comment\n\n  --delay=1\nvolume=11\n title = no\r\n--theme=from file \n", file);
    fclose(file);
    setenv("XDG_CONFIG_HOME", folder, 1);
    setenv("OCAMLWALK", "--delay=2 --title='two  words'", 1);

    struct options options;
    const char *const words[] = {"ocamlwalk", "--delay=3", NULL};
    assert_int_equal(parse(&options, words, NULL), OPTIONS_INVALID); /* "title = no" is no option */
    assert_non_null(strstr(options.complaint, path));
    file = fopen(path, "w");
    assert_non_null(file);
    fputs("# a comment\n\n  --delay=1\nvolume=11\n--theme=from file \n", file);
    fclose(file);
    assert_int_equal(parse(&options, words, NULL), OPTIONS_RUN);
    assert_int_equal(options.request.delay_ms, 3);
    assert_int_equal(options.request.volume_percent, 11);
    assert_string_equal(options.request.title, "two  words");
    assert_string_equal(options.request.theme, "from file");

    unlink(path);
    *strrchr(path, '/') = '\0';
    rmdir(path);
    rmdir(folder);
}

static void survives_an_empty_argv(void **state)
{
    (void)state;
    struct options options;
    const char *const words[] = {NULL};
    assert_int_equal(parse(&options, words, NULL), OPTIONS_RUN);
    assert_null(options.program_argv[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_options_with_and_without_dashes),
        cmocka_unit_test(refuses_mistakes_by_name),
        cmocka_unit_test(a_complaint_is_one_line_of_text),
        cmocka_unit_test(leaves_the_program_alone),
        cmocka_unit_test(double_dash_ends_our_options),
        cmocka_unit_test(knows_commands_and_queries),
        cmocka_unit_test(survives_an_empty_argv),
        cmocka_unit_test(a_demo_takes_options_but_no_program),
        cmocka_unit_test(later_sources_beat_earlier_ones),
    };
    unsetenv("OCAMLWALK");
    setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
