/* SPDX-License-Identifier: MIT */
/* Who waits for the user at a terminal, and who only looks like it. Each is judged with the
 * kernel's exact word, and without it, as under Yama. */
#include "terminal.h"

#include "tree.h"
#include "waiter.h"

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534

static const struct program {
    const char *what;
    void (*run)(void);
    bool awaits, known_without_the_word;
} programs[] = {
    {"reads", waiter_reads, true, true},
    {"reads /dev/tty", waiter_reads_tty_by_name, true, true},
    {"selects", waiter_selects, true, false},
    {"polls", waiter_polls, true, false},
    {"reads on a thread", waiter_reads_on_a_thread, true, true},
    {"its child reads", waiter_child_reads, true, true},
    {"rests, then reads", waiter_rests_and_reads, true, true},
    {"rests, then its child reads", waiter_rests_and_lets_read, true, true},
    {"sleeps", waiter_sleeps, false, false},
    {"waits", waiter_waits, false, false},
    {"polls with a limit", waiter_polls_with_a_limit, false, false},
    {"reads a pipe", waiter_reads_a_pipe, false, false},
    {"polls a pipe too", waiter_polls_a_pipe_too, false, false},
    {"reads a connection", waiter_reads_a_connection, false, false},
    {"computes", waiter_computes, false, false},
    {"reads in the background", waiter_reads_in_the_background, false, false},
};
#define PROGRAM_COUNT (sizeof programs / sizeof *programs)

/* As if /proc/PID/syscall were not for us to read. */
static void hide_word(pid_t program)
{
    pid_t tree[TREE_MAX];
    for (size_t count = tree_list(program, tree, TREE_MAX); count-- > 0;) {
        char path[64];
        snprintf(path, sizeof path, "/proc/%d/syscall", (int)tree[count]);
        assert_int_equal(mount("/dev/null", path, NULL, MS_BIND, NULL), 0);
    }
}

static void a_reader_is_known(void **state)
{
    (void)state;
    for (size_t i = 0; i < PROGRAM_COUNT; i++) {
        struct waiter_stage stage = waiter_start(programs[i].run);
        print_message("%s\n", programs[i].what);
        assert_true(waiter_has_terminal(stage.pid));
        assert_int_equal(
            waiter_is_awaited(stage.pid, programs[i].awaits ? WAITER_PATIENCE_MS / 5 : 30),
            programs[i].awaits);
        waiter_finish(&stage);
    }
}

static void nobody_else_is_taken_for_one(void **state)
{
    (void)state;
    if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) {
        print_message("needs root\n");
        skip();
    }
    for (size_t i = 0; i < PROGRAM_COUNT; i++) {
        struct waiter_stage stage = waiter_start(programs[i].run);
        print_message("%s\n", programs[i].what);
        assert_true(waiter_has_terminal(stage.pid));
        assert_int_equal(
            waiter_is_awaited(stage.pid, programs[i].awaits ? WAITER_PATIENCE_MS / 5 : 10),
            programs[i].awaits);
        if (programs[i].run == waiter_reads_on_a_thread) { /* has a word for each thread */
            waiter_finish(&stage);
            continue;
        }
        hide_word(stage.pid);
        assert_int_equal(waiter_is_awaited(stage.pid, 10), programs[i].known_without_the_word);
        waiter_finish(&stage);
    }
}

static void without_a_terminal_there_is_none(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        setsid();
        if (write(ends[1], "", 1) == 1)
            pause();
        _exit(0);
    }
    char byte;
    assert_int_equal(read(ends[0], &byte, 1), 1);
    assert_false(waiter_is_awaited(pid, 10));
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    assert_false(waiter_is_awaited(pid, 1));
    close(ends[0]);
    close(ends[1]);
}

/* --- Processes that are not the user's ----------------------------------------------------------
 */

static void give_up_root(void)
{
    if (setuid(NOBODY) != 0 || prctl(PR_SET_DUMPABLE, 1) != 0)
        _exit(1);
}

/* As su does before a password is typed, and as its user sees it: asleep, and that is all. */
static void roots_child_sleeps(void)
{
    if (fork() == 0)
        waiter_sleeps();
    give_up_root();
    waiter_sleeps();
}

static void roots_child_sleeps_in_the_background(void)
{
    if (fork() == 0) {
        setpgid(0, 0);
        waiter_sleeps();
    }
    give_up_root();
    waiter_sleeps();
}

static void roots_child_computes(void)
{
    if (fork() == 0)
        waiter_computes();
    give_up_root();
    waiter_sleeps();
}

static void nobody_sleeps(void)
{
    give_up_root();
    waiter_sleeps();
}

static void wait_for_nobody(pid_t program)
{
    char path[32];
    struct stat status;
    snprintf(path, sizeof path, "/proc/%d", (int)program);
    for (int ms = 0; stat(path, &status) == 0 && status.st_uid != NOBODY; ms += 5, waiter_rest())
        assert_true(ms < WAITER_PATIENCE_MS);
}

static bool nobody_finds_it_awaited(pid_t program, int look_count)
{
    int status;
    pid_t looker = fork();
    if (looker == 0) {
        give_up_root();
        _exit(waiter_is_awaited(program, look_count) ? 1 : 0);
    }
    assert_int_equal(waitpid(looker, &status, 0), looker);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status) == 1;
}

static void who_is_hidden_may_ask_for_a_password(void **state)
{
    (void)state;
    static const struct program table[] = {
        {"root's child sleeps", roots_child_sleeps, true, true},
        {"root's child sleeps in the background", roots_child_sleeps_in_the_background, false,
         false},
        {"root's child computes", roots_child_computes, false, false},
        {"sleeps alone", nobody_sleeps, false, false},
    };
    if (geteuid() != 0) {
        print_message("needs root\n");
        skip();
    }
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct waiter_stage stage = waiter_start(table[i].run);
        print_message("%s\n", table[i].what);
        assert_true(waiter_has_terminal(stage.pid));
        wait_for_nobody(stage.pid);
        assert_int_equal(nobody_finds_it_awaited(stage.pid, 10), table[i].awaits);
        waiter_finish(&stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reader_is_known),
        cmocka_unit_test(nobody_else_is_taken_for_one),
        cmocka_unit_test(without_a_terminal_there_is_none),
        cmocka_unit_test(who_is_hidden_may_ask_for_a_password),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
