/* SPDX-License-Identifier: MIT */
/* What OCaml's compilers write at the head of a file, and what is made of it. Owns a temporary
 * file. */
#include "bytecode.h"

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void reads_the_runtime_from_the_header(void **state)
{
    (void)state;
    static const struct {
        const char *head, *runtime;
    } table[] = {
        {"#!/usr/bin/ocamlrun\nCaml", "/usr/bin/ocamlrun"},
        {"#! /home/me/.opam/5.1/bin/ocamlrun \t\n", "/home/me/.opam/5.1/bin/ocamlrun"},
        {"#!/usr/bin/env ocamlwalk\n", "ocamlwalk"},
        {"#!/bin/sh\nexec '/long path/ocamlrun' \"$0\" \"$@\"\n", "/long path/ocamlrun"},
        {"#!/bin/sh\nexec \"/long path/ocamlrun\" \"$0\" \"$@\"\n", "/long path/ocamlrun"},
        {"#!/bin/sh\nexec /a/ocamlrun \"$0\" \"$@\"\n", "/a/ocamlrun"},
        {"#!/bin/sh\necho something else\n", ""},
        {"#!/bin/sh\nexec '/no/end\n", ""},
        {"#!/usr/bin/env\n", ""},
        {"#!\n", ""},
        {"#!/no/line/end", ""},
        {"Caml1999X030", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char runtime[64] = "before";
        bool found =
            bytecode_parse_header(table[i].head, strlen(table[i].head), runtime, sizeof runtime);
        assert_string_equal(runtime, table[i].runtime);
        assert_int_equal(found, *table[i].runtime != '\0');
    }
}

static void a_runtime_that_does_not_fit_is_none(void **state)
{
    (void)state;
    char runtime[8];
    const char head[] = "#!/usr/bin/ocamlrun\n";
    assert_false(bytecode_parse_header(head, strlen(head), runtime, sizeof runtime));
    assert_string_equal(runtime, "");
}

static void tells_bytecode_from_executables(void **state)
{
    (void)state;
    static const struct {
        const char *content;
        size_t content_len;
        mode_t mode;
        enum bytecode_kind kind;
        const char *runtime;
    } table[] = {
#define CONTENT(text) text, sizeof text - 1
        {CONTENT("#!/x/ocamlrun\n....Caml1999X030"), 0755, BYTECODE_PORTABLE, "/x/ocamlrun"},
        {CONTENT("#!/x/ocamlrun\n....Caml1999X"), 0755, BYTECODE_PORTABLE, ""}, /* cut short */
        {CONTENT("#!/bin/sh\necho a script of the user's\n"), 0755, BYTECODE_PORTABLE, ""},
        {CONTENT("....Caml1999X030"), 0644, BYTECODE_PORTABLE, ""},
        {CONTENT("\x7f"
                 "ELF....Caml1999X030"),
         0755, BYTECODE_EXECUTABLE, ""},
        {CONTENT("\x7f"
                 "ELF"),
         0755, BYTECODE_EXECUTABLE, ""},
        {CONTENT("\x7f"
                 "ELF...."),
         0644, BYTECODE_PORTABLE, ""}, /* may not be executed */
        {CONTENT("\x7f"
                 "EL"),
         0755, BYTECODE_PORTABLE, ""},
        {CONTENT(""), 0755, BYTECODE_PORTABLE, ""},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char path[] = "/tmp/bytecode_test.XXXXXX";
        struct bytecode bytecode;
        int fd = mkstemp(path);
        assert_true(fd >= 0);
        assert_int_equal(write(fd, table[i].content, table[i].content_len),
                         (int)table[i].content_len);
        assert_int_equal(fchmod(fd, table[i].mode), 0);
        close(fd);
        assert_true(bytecode_inspect(path, &bytecode));
        unlink(path);
        assert_int_equal(bytecode.kind, table[i].kind);
        assert_string_equal(bytecode.runtime, table[i].runtime);
    }
}

static void a_fifo_holds_nothing_up(void **state)
{
    (void)state;
    char folder[] = "/tmp/bytecode_test.XXXXXX", path[64];
    struct bytecode bytecode;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/fifo", folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_false(bytecode_inspect(path, &bytecode));
    assert_int_equal(errno, EINVAL);
    assert_int_equal(bytecode.kind, BYTECODE_PORTABLE);
    unlink(path);
    assert_false(bytecode_inspect(path, &bytecode));
    assert_int_equal(errno, ENOENT);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_runtime_from_the_header),
        cmocka_unit_test(a_runtime_that_does_not_fit_is_none),
        cmocka_unit_test(tells_bytecode_from_executables),
        cmocka_unit_test(a_fifo_holds_nothing_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
