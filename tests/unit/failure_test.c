/* SPDX-License-Identifier: MIT */
/* Which ends are failures, and in which words they are told. */
#include "failure.h"

#include "cmocka_all.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXIT(status)   ((status) << 8)
#define KILLED(number) (number)

static void an_end_is_told_in_words(void **state)
{
    static const struct {
        int status;
        const char *sentence; /* NULL: it is no failure */
    } table[] = {
        {EXIT(0), NULL},
        {EXIT(1), "ended with status 1"},
        {EXIT(255), "ended with status 255"},
        {EXIT(126), "cannot be executed"},
        {EXIT(127), "cannot be run: the file, or its runtime, is missing"},
        {KILLED(SIGSEGV), "was killed by SIGSEGV"},
        {KILLED(SIGABRT) | 0x80, "was killed by SIGABRT"}, /* with a core */
        {KILLED(SIGKILL), "was killed by SIGKILL"},
        {KILLED(40), "was killed by signal 40"},
        {KILLED(SIGINT), NULL},
        {KILLED(SIGTERM), NULL},
        {KILLED(SIGHUP), NULL},
        {KILLED(SIGPIPE), NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char sentence[FAILURE_MAX];
        bool failed = failure_describe(table[i].status, NULL, sentence);
        assert_int_equal(failed, table[i].sentence != NULL);
        if (failed)
            assert_string_equal(sentence, table[i].sentence);
    }
}

static void what_cannot_be_run_is_looked_at(void **state)
{
    static const struct {
        const char *bytes, *why;
    } table[] = {
        {"", "it is no OCaml bytecode"},
        {"short", "it is no OCaml bytecode"},
        {"#!/usr/bin/ocamlrun\nand no trailer", "it is no OCaml bytecode"},
        {"code and more\0Caml1999X099", "its runtime is missing, or another version of OCaml"},
        {"Caml1999X030", "its runtime is missing, or another version of OCaml"},
        {"Caml1999X030 and more", "it is no OCaml bytecode"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char path[] = "/tmp/ocamlwalk-test-XXXXXX", sentence[FAILURE_MAX], wanted[FAILURE_MAX];
        int fd = mkstemp(path);
        size_t len = strlen(table[i].bytes);
        if (strncmp(table[i].bytes, "code", 4) == 0) /* which goes on behind its NUL */
            len += 1 + strlen(table[i].bytes + len + 1);
        assert_true(fd >= 0);
        assert_int_equal(write(fd, table[i].bytes, len), len);
        close(fd);
        assert_true(failure_describe(EXIT(127), path, sentence));
        unlink(path);
        snprintf(wanted, sizeof wanted, "cannot be run: %s", table[i].why);
        assert_string_equal(sentence, wanted);
    }
    char sentence[FAILURE_MAX];
    assert_true(failure_describe(EXIT(127), "/nowhere/to/be", sentence));
    assert_string_equal(sentence, "cannot be run: the file, or its runtime, is missing");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_end_is_told_in_words),
        cmocka_unit_test(what_cannot_be_run_is_looked_at),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
