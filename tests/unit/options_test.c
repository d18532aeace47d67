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

/* What a variable or a file of this text makes of the defaults. */
static void read_text(struct options *options, const char *text, bool is_file)
{
    char copy[512];
    snprintf(copy, sizeof copy, "%s", text);
    options_init(options);
    if (is_file)
        options_apply_file(options, copy, "file");
    else
        options_apply_variable(options, copy);
}

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
        for (int is_file = 0; is_file < 2; is_file++) {
            struct options options;
            int value;
            read_text(&options, table[i].word, is_file);
            assert_int_equal(options.slip_count, 0);
            memcpy(&value, (char *)&options + table[i].member, sizeof value);
            assert_int_equal(value, table[i].expected);
        }
    }
}

static void a_slip_costs_that_option_alone(void **state)
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
        "--demo", /* the command line's */
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        for (int is_file = 0; is_file < 2; is_file++) {
            struct options options;
            char text[256];
            const char *between = is_file ? "\n" : " ";
            snprintf(text, sizeof text, "--volume=7%s%s%s--fade=8", between, table[i], between);
            read_text(&options, text, is_file);
            assert_int_equal(options.slip_count, 1);
            assert_non_null(strstr(options.complaint, is_file ? "file:2: " : "OCAMLWALK: "));
            assert_non_null(strstr(options.complaint, table[i]));
            assert_null(strchr(options.complaint, '\n'));
            assert_int_equal(options.request.volume_percent, 7);
            assert_int_equal(options.request.fade_ms, 8);
            assert_int_equal(options.request.delay_ms, 250);
        }
    }
}

static void the_first_slip_is_told_and_all_are_counted(void **state)
{
    (void)state;
    struct options options;
    read_text(&options, "one\n# two\n\nthree\nfour=4", true);
    assert_int_equal(options.slip_count, 3);
    assert_string_equal(options.complaint, "file:1: option 'one' is unknown; see ocamlwalk --help");
}

static void a_file_may_be_written_as_people_write(void **state)
{
    (void)state;
    static const char *const table[] = {
        "sound = off\nvolume =7\ntitle= two  words\nstill",
        "\xef\xbb\xbfsound=off\nvolume=7\ntitle=two  words\nstill\n",
        ("\xef\xbb\xbf# a comment\r\n\r\n--sound\t=\toff\r\n volume = 7 \r\n"
         "--title = two  words\r\n  --still \r\n"),
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct options options;
        read_text(&options, table[i], true);
        assert_string_equal(options.complaint, "");
        assert_false(options.request.sound);
        assert_int_equal(options.request.volume_percent, 7);
        assert_string_equal(options.request.title, "two  words");
        assert_true(options.request.still);
    }
    struct options options;
    read_text(&options, "title = a = b\ntheme=x\xef\xbb\xbf", true);
    assert_string_equal(options.request.title, "a = b");
    assert_string_equal(options.request.theme, "x\xef\xbb\xbf");
}

static void a_complaint_is_one_line_of_text(void **state)
{
    (void)state;
    struct options options;
    char text[] = "--two\x1b[31m\x7f…";
    options_init(&options);
    options_apply_file(&options, text, "a\tfile");
    assert_string_equal(options.complaint, "a?file:1: option '--two?[31m?…' is unknown; "
                                           "see ocamlwalk --help");
    read_text(&options, "'--two\nlines'", false);
    assert_string_equal(options.complaint, "OCAMLWALK: option '--two?lines' is unknown; "
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
    return options_parse(options, argc, copy, false);
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

/* As with ocamlrun, which needs to be told only where the program looks like an option. */
static void the_program_follows_a_double_dash(void **state)
{
    (void)state;
    struct options options;
    const char *const words[] = {"ocamlwalk", "-b", "--still", "--", "prog.byte", "--", "-v", NULL};
    assert_int_equal(parse(&options, words, NULL), OPTIONS_RUN);
    assert_true(options.request.still);
    assert_string_equal(options.argv[1], "-b");
    assert_string_equal(options.argv[2], "prog.byte");
    assert_ptr_equal(options.program_argv, options.argv + 2);
    assert_string_equal(options.argv[3], "--");
    assert_false(options.query);

    static const char *const names[] = {"-h.byte", "--still", "-v", "--", "-"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *const odd[] = {"ocamlwalk", "-b", "--", names[i], "a", NULL};
        assert_int_equal(parse(&options, odd, NULL), OPTIONS_RUN);
        assert_false(options.request.still);
        assert_false(options.query);
        assert_string_equal(options.argv[1], "-b");
        assert_string_equal(options.argv[2], "--");
        assert_ptr_equal(options.program_argv, options.argv + 3);
        assert_string_equal(options.program_argv[0], names[i]);
        assert_string_equal(options.program_argv[1], "a");
    }

    const char *const none[] = {"ocamlwalk", "--", NULL};
    assert_int_equal(parse(&options, none, NULL), OPTIONS_RUN);
    assert_null(options.program_argv[0]);
    assert_null(options.argv[1]);
}

static void nobody_speaks_to_a_privileged_launcher(void **state)
{
    (void)state;
    struct options options;
    char *words[] = {(char *)"ocamlwalk", (char *)"--runtime=evil", (char *)"--trace=/etc/passwd",
                     (char *)"--exec",    (char *)"prog.byte",      NULL};
    setenv("OCAMLWALK", "--theme=evil --delay=7", 1);
    assert_int_equal(options_parse(&options, 5, words, true), OPTIONS_RUN);
    unsetenv("OCAMLWALK");
    assert_int_equal(options.request.splash, REQUEST_SPLASH_NEVER);
    assert_string_equal(options.request.runtime, "");
    assert_string_equal(options.request.trace_path, "");
    assert_string_equal(options.request.theme, "");
    assert_int_equal(options.request.delay_ms, 250);
    assert_false(options.request.exec);
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
        {"--play", OPTIONS_PLAY, false},        {"--why", OPTIONS_WHY, false},
        {"--forget", OPTIONS_FORGET, false},    {"-version", OPTIONS_RUN, true},
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
    fputs("# a comment\n\n  --delay=1\nvolume=11\n title is no option\r\n--theme=from file \n",
          file);
    fclose(file);
    assert_int_equal(chmod(path, 0644), 0);
    setenv("XDG_CONFIG_HOME", folder, 1);
    setenv("OCAMLWALK", "--delay=2 --title='two  words' --bogus", 1);

    struct options options;
    const char *const words[] = {"ocamlwalk", "--delay=3", NULL};
    assert_int_equal(parse(&options, words, NULL), OPTIONS_RUN);
    assert_int_equal(options.slip_count, 2);
    assert_non_null(strstr(options.complaint, path));
    assert_non_null(strstr(options.complaint, "/options:5: option 'title is no option'"));
    assert_int_equal(options.request.delay_ms, 3);
    assert_int_equal(options.request.volume_percent, 11);
    assert_string_equal(options.request.title, "two  words");
    assert_string_equal(options.request.theme, "from file");

    assert_int_equal(chmod(path, 0646), 0); /* anybody may have written it */
    assert_int_equal(parse(&options, words, NULL), OPTIONS_RUN);
    assert_int_equal(options.slip_count, 2);
    assert_non_null(strstr(options.complaint, path));
    assert_int_equal(options.request.volume_percent, 60);
    assert_string_equal(options.request.title, "two  words");

    unsetenv("OCAMLWALK");
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
        cmocka_unit_test(a_slip_costs_that_option_alone),
        cmocka_unit_test(the_first_slip_is_told_and_all_are_counted),
        cmocka_unit_test(a_file_may_be_written_as_people_write),
        cmocka_unit_test(a_complaint_is_one_line_of_text),
        cmocka_unit_test(leaves_the_program_alone),
        cmocka_unit_test(the_program_follows_a_double_dash),
        cmocka_unit_test(nobody_speaks_to_a_privileged_launcher),
        cmocka_unit_test(knows_commands_and_queries),
        cmocka_unit_test(survives_an_empty_argv),
        cmocka_unit_test(a_demo_takes_options_but_no_program),
        cmocka_unit_test(later_sources_beat_earlier_ones),
    };
    unsetenv("OCAMLWALK");
    setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
