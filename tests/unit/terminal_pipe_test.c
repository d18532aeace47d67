/* SPDX-License-Identifier: MIT */
/* Who waits for input that is no terminal's, and for somebody to read what it writes. */
#include "terminal.h"
#include "waiter.h"

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- Input that is no terminal ---------------------------------------------------------------- */

static void reads_for_ever(void)
{
    for (char byte; read(STDIN_FILENO, &byte, 1) == 1;)
        continue;
}

static void child_reads_for_ever(void)
{
    if (fork() == 0)
        reads_for_ever();
    wait(NULL);
}

/* One whose standard input comes from FEED_FD. */
static pid_t start_fed(void (*run)(void), int *feed_fd)
{
    int ends[2], ready[2];
    char byte;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(pipe(ready), 0);
    pid_t program = waiter_start_apart(run, ends[0], STDIN_FILENO);
    close(ends[0]);
    close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 0); /* it has closed the other end */
    close(ready[0]);
    *feed_fd = ends[1];
    return program;
}

static void end_fed(pid_t program, int feed_fd)
{
    waiter_finish(&(struct waiter_stage){.pid = program, .master_fd = feed_fd});
}

static void who_is_not_fed_waits(void **state)
{
    (void)state;
    static void (*const runs[])(void) = {waiter_reads, waiter_selects, waiter_polls,
                                         waiter_child_reads, waiter_rests_and_reads};
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        int feed_fd;
        pid_t program = start_fed(runs[i], &feed_fd);
        assert_true(waiter_is_awaited(program, WAITER_PATIENCE_MS / 5));
        end_fed(program, feed_fd);
    }
}

static void one_look_does_not_tell(void **state)
{
    (void)state;
    struct terminal terminal;
    int feed_fd;
    pid_t program = start_fed(waiter_reads, &feed_fd);
    assert_true(terminal_open(&terminal, program));
    for (int ms = 0; ms < WAITER_PATIENCE_MS && !terminal.undecided; ms += 5, waiter_rest())
        assert_int_equal(terminal_look(&terminal), TERMINAL_NONE);
    assert_true(terminal.undecided);
    assert_int_equal(terminal_look(&terminal), TERMINAL_INPUT);
    assert_false(terminal.undecided);
    terminal_close(&terminal);
    end_fed(program, feed_fd);
}

/* A filter that gets a byte between any two looks, and waits for the next at each. */
static void who_is_fed_does_not_wait(void **state)
{
    (void)state;
    static void (*const runs[])(void) = {reads_for_ever, child_reads_for_ever};
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        struct terminal terminal;
        int feed_fd, asleep_count = 0;
        pid_t program = start_fed(runs[i], &feed_fd);
        assert_true(terminal_open(&terminal, program));
        for (int look = 0; look < 40; look++, waiter_rest()) {
            assert_int_equal(write(feed_fd, "x", 1), 1);
            waiter_rest();
            assert_int_equal(terminal_look(&terminal), TERMINAL_NONE);
            asleep_count += terminal.undecided;
        }
        assert_true(asleep_count > 0);
        terminal_close(&terminal);
        end_fed(program, feed_fd);
    }
}

static void what_it_makes_itself_is_no_input(void **state)
{
    (void)state;
    static void (*const runs[])(void) = {waiter_reads_a_pipe, waiter_polls_a_pipe_too,
                                         waiter_reads_a_connection, waiter_sleeps,
                                         waiter_polls_with_a_limit};
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        int feed_fd;
        pid_t program = start_fed(runs[i], &feed_fd);
        assert_false(waiter_is_awaited(program, 20));
        end_fed(program, feed_fd);
    }
}

/* --- Output that nobody takes ------------------------------------------------------------------
 */

/* More than there is room for. */
static void fill(int fd)
{
    static char text[1 << 20];
    if (write(fd, text, sizeof text) > 0)
        pause();
}

static void writes(void)
{
    fill(STDOUT_FILENO);
}

static void writes_an_error(void)
{
    dup2(STDOUT_FILENO, STDERR_FILENO);
    dup2(STDIN_FILENO, STDOUT_FILENO);
    fill(STDERR_FILENO);
}

static void child_writes(void)
{
    if (fork() == 0)
        writes();
    wait(NULL);
}

static void writes_to_its_own_pipe(void)
{
    int ends[2];
    if (pipe(ends) == 0)
        fill(ends[1]);
}

/* What PROGRAM, whose standard output is a pipe, is seen to wait for, in so many looks. */
static enum terminal_wait wait_of(void (*run)(void), int look_count)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t program = waiter_start_apart(run, ends[1], STDOUT_FILENO);
    enum terminal_wait wait = TERMINAL_NONE;
    for (int look = 0; look < look_count && wait == TERMINAL_NONE; look++, waiter_rest()) {
        struct terminal terminal; /* it may have been opened before the program had its output */
        if (terminal_open(&terminal, program))
            wait = terminal_look(&terminal);
        terminal_close(&terminal);
    }
    close(ends[1]);
    end_fed(program, ends[0]);
    return wait;
}

static void who_is_not_read_waits(void **state)
{
    (void)state;
    static void (*const runs[])(void) = {writes, writes_an_error, child_writes};
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
        assert_int_equal(wait_of(runs[i], WAITER_PATIENCE_MS / 5), TERMINAL_OUTPUT);
    assert_int_equal(wait_of(writes_to_its_own_pipe, 20), TERMINAL_NONE);
    assert_int_equal(wait_of(waiter_sleeps, 20), TERMINAL_NONE);
}

static void who_writes_to_a_stopped_terminal_waits(void **state)
{
    (void)state;
    struct waiter_stage stage = waiter_start(writes); /* nobody reads it, which is the same */
    struct terminal terminal;
    enum terminal_wait wait = TERMINAL_NONE;
    assert_true(waiter_has_terminal(stage.pid));
    assert_true(terminal_open(&terminal, stage.pid));
    for (int ms = 0; ms < WAITER_PATIENCE_MS && wait == TERMINAL_NONE; ms += 5, waiter_rest())
        wait = terminal_look(&terminal);
    assert_int_equal(wait, TERMINAL_OUTPUT);
    terminal_close(&terminal);
    waiter_finish(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_not_fed_waits),
        cmocka_unit_test(one_look_does_not_tell),
        cmocka_unit_test(who_is_fed_does_not_wait),
        cmocka_unit_test(what_it_makes_itself_is_no_input),
        cmocka_unit_test(who_is_not_read_waits),
        cmocka_unit_test(who_writes_to_a_stopped_terminal_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
