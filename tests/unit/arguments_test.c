/* SPDX-License-Identifier: MIT */
/* Tests: what the wings say is what the splash takes, and nonsense does no harm.
 * Owns nothing. */
#include "arguments.h"
#include "sign.h"

#include "cmocka_all.h"
#include "visibility.h"

#include <string.h>

static struct arguments parse(const char *word)
{
    char copy[256] = {0};
    char *argv[] = {(char[]){"ocamlwalk-splash"}, copy, NULL};

    strncpy(copy, word, sizeof copy - 1);
    return arguments_parse(2, argv);
}

static void numbers_are_brought_within_bounds(void **state)
{
    static const struct {
        const char *word;
        size_t offset;
        int value;
    } table[] = {
#define INT(word, member, value) {word, offsetof(struct arguments, member), value}
        INT("--gone-fd=7", gone_fd, 7),
        INT("--gone-fd=", gone_fd, -1),
        INT("--gone-fd=7x", gone_fd, -1),
        INT("--gone-fd=-5", gone_fd, -1),
        INT("--watch-fd=8", watch_fd, 8),
        INT("--notify-fd=9", notify_fd, 9),
        INT("--trace-fd=10", trace_fd, 10),
        INT("--claim-fd=11", claim_fd, 11),
        INT("--program=4321", program, 4321),
        INT("--program=-1", program, 0),
        INT("--fade=0", fade_ms, 0),
        INT("--fade=80", fade_ms, 80),
        INT("--fade=99999", fade_ms, 400),
        INT("--fade=soon", fade_ms, 120),
        INT("--volume=35", volume_percent, 35),
        INT("--volume=135", volume_percent, 100),
        INT("--progress=42", progress_percent, 42),
        INT("--progress=-3", progress_percent, 0),
        INT("--timeout=3", timeout_ms, 3000),
        INT("--timeout=0.25", timeout_ms, 250),
        INT("--timeout=-1", timeout_ms, 0),
        INT("--timeout=nan", timeout_ms, 0),
        INT("--timeout=1e300", timeout_ms, 24 * 60 * 60 * 1000),
        INT("--demo", timeout_ms, 16000),
        INT("--no-such-thing=1", timeout_ms, 0),
        INT("", progress_percent, -1),
#undef INT
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct arguments arguments = parse(table[i].word);
        int value;
        memcpy(&value, (char *)&arguments + table[i].offset, sizeof value);
        print_message("%s\n", table[i].word);
        assert_int_equal(value, table[i].value);
    }
}

static void until_is_a_set(void **state)
{
    static const struct {
        const char *word;
        unsigned until;
    } table[] = {
        {"", SIGNS_ALL},
        {"--until=output", 1u << SIGN_OUTPUT},
        {"--until=ready,dismiss", 1u << SIGN_READY | 1u << SIGN_DISMISS},
        {"--until=ready,,nonsense,", 1u << SIGN_READY},
        {"--until=rea", 0},
        {"--until=", 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_int_equal(parse(table[i].word).until, table[i].until);
}

static void words_and_switches(void **state)
{
    (void)state;
    assert_string_equal(parse("").theme, "plate");
    assert_string_equal(parse("--theme=").theme, "plate");
    assert_string_equal(parse("--theme=/a/b").theme, "/a/b");
    assert_string_equal(parse("--title=a=b").title, "a=b");
    assert_null(parse("").status);
    assert_string_equal(parse("--status=Loading").status, "Loading");
    assert_true(parse("").sound);
    assert_false(parse("--sound=off").sound);
    assert_true(parse("--sound=on").sound);
    assert_true(parse("--still").still);
    assert_false(parse("--stillness").still);
    assert_true(parse("--demo").demo);
    assert_int_equal(parse("--written=5000000000").written, 5000000000);
}

static void the_demo_may_have_its_own_length(void **state)
{
    char *argv[] = {(char[]){"ocamlwalk-splash"}, (char[]){"--timeout=2"}, (char[]){"--demo"},
                    NULL};

    (void)state;
    assert_int_equal(arguments_parse(3, argv).timeout_ms, 2000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_brought_within_bounds),
        cmocka_unit_test(until_is_a_set),
        cmocka_unit_test(words_and_switches),
        cmocka_unit_test(the_demo_may_have_its_own_length),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
