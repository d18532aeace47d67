/* SPDX-License-Identifier: MIT */
/* Every signal of this architecture is blocked, taken, handed back as it was; a stop that a SIGCONT
 * has overtaken does not stop. */
#include "signals.h"

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void takes_every_signal(void **state)
{
    (void)state;
    struct signals signals;
    struct signals_event event;
    signals_open(&signals);
    for (int number = 1; number <= SIGRTMAX; number++) {
        bool reserved = number >= 32 && number < SIGRTMIN; /* raise(3) refuses them */
        if (number == SIGKILL || number == SIGSTOP || reserved)
            continue;
        assert_int_equal(raise(number), 0);
        assert_true(signals_is_pending(number));
        memset(&event, 0, sizeof event);
        assert_int_equal(signals_next(&event, 1000), SIGNALS_TAKEN);
        assert_int_equal(event.number, number);
        assert_true(event.from_process);
        assert_int_equal(event.sender, getpid());
        assert_false(signals_is_pending(number));
    }
    assert_int_equal(signals_next(&event, 1), SIGNALS_NONE);
    assert_false(signals_forget(SIGTERM));
    signals_restore(&signals);
}

static void hands_the_mask_back(void **state)
{
    (void)state;
    const int blocked[] = {SIGUSR1, SIGCHLD, SIGRTMIN + 1, SIGRTMAX};
    struct signals signals;
    sigset_t before, now;
    sigemptyset(&before);
    for (size_t i = 0; i < sizeof blocked / sizeof *blocked; i++)
        sigaddset(&before, blocked[i]);
    assert_int_equal(sigprocmask(SIG_SETMASK, &before, NULL), 0);
    signals_open(&signals);
    assert_int_equal(sigprocmask(SIG_BLOCK, NULL, &now), 0);
    assert_int_equal(sigismember(&now, SIGRTMAX), 1);
    assert_int_equal(sigismember(&now, SIGTERM), 1);
    signals_restore(&signals);
    assert_int_equal(sigprocmask(SIG_BLOCK, NULL, &now), 0);
    for (int number = 1; number <= SIGRTMAX; number++)
        if (number < 32 || number >= SIGRTMIN)
            assert_int_equal(sigismember(&now, number), sigismember(&before, number));
    sigemptyset(&before);
    assert_int_equal(sigprocmask(SIG_SETMASK, &before, NULL), 0);
}

/* What becomes of a child that does this: its wait status. */
static int status_after(void (*does)(void))
{
    int status = -1;
    pid_t child = fork();
    if (child == 0) {
        struct signals signals;
        signals_open(&signals);
        does();
        _exit(3);
    }
    assert_int_equal(waitpid(child, &status, WUNTRACED), child);
    if (WIFSTOPPED(status)) {
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    return status;
}

static void stop(void)
{
    raise(SIGTTOU);
    signals_stop(SIGTTOU);
}

static void stop_for_good(void)
{
    signals_stop(SIGSTOP);
}

static void stop_overtaken(void)
{
    raise(SIGTTOU);
    raise(SIGCONT);
    signals_stop(SIGTTOU);
}

static void die(void)
{
    signals_die(SIGRTMAX);
}

static void reset(void)
{
    signal(SIGUSR1, SIG_IGN);
    raise(SIGTERM);
    signals_reset();
    raise(SIGUSR1);
}

static void stops_and_ends(void **state)
{
    (void)state;
    int status;
    pid_t group = fork(); /* a group that is not orphaned, for there the terminal's stops stop */
    if (group == 0) {
        setpgid(0, 0);
        status = status_after(stop);
        _exit(WIFSTOPPED(status) && WSTOPSIG(status) == SIGTTOU ? 0 : 1);
    }
    assert_int_equal(waitpid(group, &status, 0), group);
    assert_int_equal(status, 0);
    status = status_after(stop_for_good);
    assert_true(WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP);
    status = status_after(stop_overtaken);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 3);
    status = status_after(die);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGRTMAX);
    status = status_after(reset);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGUSR1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_every_signal),
        cmocka_unit_test(hands_the_mask_back),
        cmocka_unit_test(stops_and_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
