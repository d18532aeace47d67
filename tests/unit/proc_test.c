/* SPDX-License-Identifier: MIT */
/* What /proc says of a process, whatever the process calls itself. */
#include "proc.h"

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <string.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define REST " 371 0 0 0 12 3 40 5 20 0 4 0 1192100 3133440 414 18446744073709551615 1 1\n"

static void a_line_is_read(void **state)
{
    static const struct {
        const char *text;
        bool read;
        struct proc_stat stat;
    } table[] = {
        {"30481 (cat) S 30480 30481 30482 34816 30483 4194304" REST,
         true,
         {.state = 'S', .parent = 30480, .group = 30481, .foreground = 30483}},
        {"7 (a) R 9 (b) T 1 2 3 0 -1 4194304" REST,
         true,
         {.state = 'T', .parent = 1, .group = 2, .foreground = -1}},
        {"7 () Z 0 0 0 34816 -1 0" REST, true, {.state = 'Z', .foreground = -1}},
        {"30481 (cat) S 30480 30481", false, {.state = 0}},
        {"30481 (cat)", false, {.state = 0}},
        {"30481 (cat) ", false, {.state = 0}},
        {"no brackets", false, {.state = 0}},
        {"", false, {.state = 0}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct proc_stat stat;
        print_message("%s\n", table[i].text);
        assert_int_equal(proc_stat_parse(table[i].text, &stat), table[i].read);
        if (!table[i].read)
            continue;
        assert_int_equal(stat.state, table[i].stat.state);
        assert_int_equal(stat.parent, table[i].stat.parent);
        assert_int_equal(stat.group, table[i].stat.group);
        assert_int_equal(stat.foreground, table[i].stat.foreground);
        assert_int_equal(stat.own_ticks, 15);
        assert_int_equal(stat.waited_ticks, 45);
        assert_int_equal(stat.thread_count, 4);
        assert_int_equal(stat.started_ticks, 1192100);
    }
}

static void a_terminal_has_a_number(void **state)
{
    const struct {
        const char *text;
        dev_t terminal;
    } table[] = {
        {"1 (a) S 1 1 1 0 -1 0" REST, 0},
        {"1 (a) S 1 1 1 34816 1 0" REST, makedev(136, 0)},
        {"1 (a) S 1 1 1 34825 1 0" REST, makedev(136, 9)},
        {"1 (a) S 1 1 1 1083647 1 0" REST, makedev(136, 511)},
        {"1 (a) S 1 1 1 1025 1 0" REST, makedev(4, 1)},
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct proc_stat stat;
        assert_true(proc_stat_parse(table[i].text, &stat));
        assert_int_equal(stat.terminal, table[i].terminal);
    }
}

static void this_process_is_found(void **state)
{
    struct proc_stat stat;
    (void)state;
    assert_true(proc_stat_of(getpid(), &stat));
    assert_int_equal(stat.state, 'R');
    assert_int_equal(stat.parent, getppid());
    assert_int_equal(stat.group, getpgrp());
    assert_false(proc_stat_of(0x7ffffff0, &stat));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_read),
        cmocka_unit_test(a_terminal_has_a_number),
        cmocka_unit_test(this_process_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
