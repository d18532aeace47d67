/* SPDX-License-Identifier: MIT */
/* A trace is well-formed whatever goes through it. Owns a temporary file. */
#include "trace.h"

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void escapes_text_for_json(void **state)
{
    (void)state;
    static const struct {
        const char *text, *escaped;
    } table[] = {
        {"plain", "plain"},
        {"a \"b\" \\c", "a \\\"b\\\" \\\\c"},
        {"tab\tnl\n", "tab\\u0009nl\\u000a"},
        {"…", "…"},
        {"0123456789012345678901234567890", "0123456789012345678901234"}, /* cut to fit */
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char escaped[32];
        assert_string_equal(trace_escape(escaped, sizeof escaped, table[i].text), table[i].escaped);
    }
}

static void writes_one_line_an_event(void **state)
{
    (void)state;
    char path[] = "/tmp/trace_test.XXXXXX", text[4096] = "", huge[2000];
    close(mkstemp(path));
    struct trace trace;
    assert_true(trace_open(&trace, path, "test"));
    assert_true(trace.fd > 2);
    trace_event(&trace, "first frame", NULL);
    trace_event(&trace, "leaving", "\"sign\":\"%s\",\"n\":%d", "output", 7);
    memset(huge, 'x', sizeof huge);
    huge[sizeof huge - 1] = '\0';
    trace_event(&trace, "huge", "\"text\":\"%s\"", huge); /* dropped, never cut */
    trace_close(&trace);
    trace_close(&trace);
    trace_event(&trace, "closed", NULL);

    FILE *file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    unlink(path);
    static const char start[] = "[\n{\"name\":\"first frame\",\"cat\":\"test\"";
    assert_int_equal(strncmp(text, start, strlen(start)), 0);
    assert_non_null(strstr(text, "\"args\":{}},\n"));
    assert_non_null(strstr(text, "\"args\":{\"sign\":\"output\",\"n\":7}},\n"));
    assert_null(strstr(text, "huge"));
}

static void an_impossible_file_is_no_trace(void **state)
{
    (void)state;
    struct trace trace;
    assert_false(trace_open(&trace, "/nonexistent/trace", "test"));
    trace_event(&trace, "nothing", NULL);
    assert_int_equal(trace.fd, -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes_text_for_json),
        cmocka_unit_test(writes_one_line_an_event),
        cmocka_unit_test(an_impossible_file_is_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
