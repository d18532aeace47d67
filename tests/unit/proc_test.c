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

#include <errno.h>
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

static void a_call_is_read(void **state)
{
    static const struct {
        const char *text;
        bool read;
        long number; /* -1: none */
        unsigned long long first, last;
    } table[] = {
        {"running\n", true, -1, 0, 0},
        {"-1 0x7ffc1d2b7a18 0x7f6c4b1f1a5d\n", true, -1, 0, 0},
        {"0 0x3 0x7ffc1d2b7a50 0x1 0x0 0x0 0xff 0x7ffc1d2b7a18 0x7f6c4b1f1a5d\n", true, 0, 3, 255},
        {"271 0xffffffffffffffff 0x1 0x2 0x3 0x4 0x5 0x6 0x7\n", true, 271, UINT64_MAX, 5},
        {"271 0x1 0x2 0x3", true, -1, 0, 0},
        {"run", false, 0, 0, 0},
        {"", false, 0, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct proc_call call;
        print_message("%s\n", table[i].text);
        assert_int_equal(proc_call_parse(table[i].text, &call), table[i].read);
        if (!table[i].read)
            continue;
        assert_int_equal(call.number, table[i].number);
        if (table[i].number == -1)
            continue;
        assert_int_equal(call.arguments[0], table[i].first);
        assert_int_equal(call.arguments[PROC_ARGUMENT_COUNT - 1], table[i].last);
    }
}

static void children_are_read_one_by_one(void **state)
{
    const char *list = "12 345 ";
    (void)state;
    assert_int_equal(proc_child_parse(&list), 12);
    assert_int_equal(proc_child_parse(&list), 345);
    assert_int_equal(proc_child_parse(&list), 0);
    list = "";
    assert_int_equal(proc_child_parse(&list), 0);
    list = "-7 8";
    assert_int_equal(proc_child_parse(&list), 0);
    list = "4294967297 8"; /* which as a pid would be 1 */
    assert_int_equal(proc_child_parse(&list), 0);
}

static void a_segment_is_read(void **state)
{
    struct proc_segment segment;
    (void)state;
    assert_true(
        proc_segment_parse("         0         32  1600                524288  4711  4712   "
                           "   2  1000  1001  1002  1003 1732692000 1732692001 1732691990 "
                           "               524288                     0\n",
                           &segment));
    assert_int_equal(segment.id, 32);
    assert_int_equal(segment.creator, 4711);
    assert_int_equal(segment.owner, 1000);
    assert_int_equal(segment.changed, 1732691990);
    assert_false(proc_segment_parse("       key      shmid perms", &segment));
    assert_false(proc_segment_parse("0 32 1600 524288 4711 4712 2 1000 1001", &segment));
    assert_false(proc_segment_parse("", &segment));
}

static void bytes_written_are_read(void **state)
{
    static const struct {
        const char *text;
        bool read;
        uint64_t written;
    } table[] = {
        {"rchar: 323934931\nwchar: 323929600\nsyscr: 632687\n", true, 323929600},
        {"rchar: 0\nwchar: 0\n", true, 0},
        {"rchar: 0\nwchar: 18446744073709551615\n", true, UINT64_MAX},
        {"rchar: 0\nwchar: ", false, 0},
        {"rchar: 0\nsyscr: 1\nwchar: 5\n", false, 0},
        {"wchar: 5\n", false, 0},
        {"", false, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        uint64_t written = 0;
        print_message("%s\n", table[i].text);
        assert_int_equal(proc_written_parse(table[i].text, &written), table[i].read);
        assert_int_equal(written, table[i].written);
    }
    uint64_t before, after;
    assert_true(proc_written_by(getpid(), &before));
    assert_int_equal(write(STDERR_FILENO, "\n", 1), 1);
    assert_true(proc_written_by(getpid(), &after));
    assert_int_equal(after, before + 1);
    assert_false(proc_written_by(0x7ffffff0, &after));
    assert_int_equal(errno, ENOENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_read),
        cmocka_unit_test(a_terminal_has_a_number),
        cmocka_unit_test(this_process_is_found),
        cmocka_unit_test(a_call_is_read),
        cmocka_unit_test(children_are_read_one_by_one),
        cmocka_unit_test(a_segment_is_read),
        cmocka_unit_test(bytes_written_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
