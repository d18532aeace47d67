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

/* A script: its lines say more than which runtime it is. */
static void reads_the_runtime_from_the_header(void **state)
{
    (void)state;
    static const struct {
        const char *head, *runtime;
        bool is_script;
    } table[] = {
        {"#!/usr/bin/ocamlrun\nCaml", "/usr/bin/ocamlrun", false},
        {"#! /home/me/.opam/5.1/bin/ocamlrun \t\n", "/home/me/.opam/5.1/bin/ocamlrun", false},
        {"#!/usr/bin/ocamlrun -b\n", "/usr/bin/ocamlrun", true},
        {"#!/usr/bin/env ocamlwalk\n", "ocamlwalk", false},
        {"#!/usr/bin/env -S ocamlwalk\n", "ocamlwalk", false},
        {"#!/usr/bin/env -S ocamlrun -b\n", "ocamlrun", true},
        {"#!/usr/bin/env -S A=1 ocamlrun\n", "ocamlrun", true},
        {"#!/usr/bin/env -S\n", "", true},
        {"#!/bin/sh\nexec '/long path/ocamlrun' \"$0\" \"$@\"\n", "/long path/ocamlrun", false},
        {"#!/bin/sh\nexec \"/long path/ocamlrun\" \"$0\" \"$@\"\n", "/long path/ocamlrun", false},
        {"#!/bin/sh\nexec /a/ocamlrun \"$0\" \"$@\"\nexit 126\n", "/a/ocamlrun", false},
        {"#!/bin/dash\nexec /a/ocamlrun \"$0\" \"$@\"\n", "/a/ocamlrun", false},
        {"#!/bin/sh\nexec '/it'\\''s/ocamlrun' \"$0\" \"$@\"\n", "/it's/ocamlrun", false},
        {"#!/bin/sh\nexec /with\\ blank\"/\"'$HOME' \"$0\" \"$@\"\n", "/with blank/$HOME", false},
        {"#!/bin/sh\nexec \"$d/rt\" \"$0\" \"$@\"\n", "", true},
        {"#!/bin/sh\nexec /a/`b` \"$0\" \"$@\"\n", "", true},
        {"#!/bin/sh\nexec ~/ocamlrun \"$0\" \"$@\"\n", "", true},
        {"#!/bin/sh\nexec \"/a\\b\" \"$0\" \"$@\"\n", "", true},
        {"#!/bin/sh\nexec '' \"$0\" \"$@\"\n", "", true},
        {"#!/bin/sh\nexec /a/ocamlrun -b \"$0\" \"$@\"\n", "", true},
        {"#!/bin/sh\nexec /a/ocamlrun \"$0\" \"$@\" more\n", "", true},
        {"#!/bin/sh -e\nexec /a/ocamlrun \"$0\" \"$@\"\n", "", true},
        {"#!/bin/sh\nd=$(dirname -- \"$0\")\nexec \"$d/rt\" \"$0\" \"$@\"\n", "", true},
        {"#!/bin/sh\nr='ocamlrun'\nc='/usr/bin/'\"$r\"\nif ! test -f \"$c\"; then\n", "", true},
        {"#!/bin/sh\nexec '/no/end\n", "", true},
        {"#!/bin/sh\nexec /no/end\\", "", true},
        {"#!/usr/bin/env\n", "", true},
        {"#!\n", "", false},
        {"#!/no/line/end", "", false},
        {"Caml1999X030", "", false},
        {"", "", false},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct bytecode bytecode = {.runtime = "before", .interpreter = "before"};
        print_message("%s\n", table[i].head);
        bytecode_parse_header(table[i].head, strlen(table[i].head), &bytecode);
        assert_string_equal(bytecode.runtime, table[i].runtime);
        assert_int_equal(bytecode.kind, table[i].is_script ? BYTECODE_SCRIPT : BYTECODE_PORTABLE);
        assert_string_not_equal(bytecode.interpreter, "before");
    }
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
        {CONTENT("#!/bin/sh\nexec $r\n....Caml1999X030"), 0755, BYTECODE_SCRIPT, ""},
        {CONTENT("#!/bin/sh\necho a script of the user's\n"), 0755, BYTECODE_PORTABLE, ""},
        {CONTENT("....Caml1999X030"), 0644, BYTECODE_PORTABLE, ""},
        {CONTENT("\x7f"
                 "ELF....Caml1999X030"),
         0755, BYTECODE_EXECUTABLE, ""},
        {CONTENT("\x7f"
                 "ELF"),
         0755, BYTECODE_EXECUTABLE, ""},
#define ELF(name, len, count) \
    CONTENT("\x7f"            \
            "ELF/x/ocamlrun\nCODE" name "\0\0\0" len "CODE\0\0\0\x04\0\0\0" count "Caml1999X030")
        {ELF("RNTM", "\x0c", "\x02"), 0755, BYTECODE_PORTABLE, "/x/ocamlrun"},
        {ELF("RNTM", "\x0b", "\x02"), 0644, BYTECODE_PORTABLE, "x/ocamlrun"},
        {ELF("PRIM", "\x0c", "\x02"), 0755, BYTECODE_EXECUTABLE, ""},
        {ELF("RNTM", "\x40", "\x02"), 0755, BYTECODE_EXECUTABLE, ""}, /* before the file begins */
        {ELF("RNTM", "\0", "\x02"), 0755, BYTECODE_EXECUTABLE, ""},
        {ELF("RNTM", "\x0c", "\x30"), 0755, BYTECODE_EXECUTABLE, ""},
        {ELF("RNTM", "\x0c", "\x7f"), 0755, BYTECODE_EXECUTABLE, ""},
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
        cmocka_unit_test(tells_bytecode_from_executables),
        cmocka_unit_test(a_fifo_holds_nothing_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
