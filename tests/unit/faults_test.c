/* SPDX-License-Identifier: MIT */
/* Tests: how the splash ends where a library faults. Each in a child. */
#include "faults.h"

#include "worker.h"

#include "cmocka_all.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define FAULTERS 8
#define ROUNDS   200

static int *volatile nowhere;

/* They begin together, when the last one has come. */
static pthread_barrier_t start;

static void fault(void)
{
    *nowhere = 1;
}

static void *fault_with_others(void *unused)
{
    (void)unused;
    pthread_barrier_wait(&start);
    fault();
    return NULL;
}

static void fault_together(void)
{
    pthread_t thread;
    pthread_barrier_init(&start, NULL, FAULTERS);
    for (int i = 0; i < FAULTERS; i++)
        pthread_create(&thread, NULL, fault_with_others, NULL);
    pthread_join(thread, NULL);
}

/* Without end, which no compiler sees, and not as a loop. */
static volatile bool ends;

static int call_itself(volatile int *caller)
{
    volatile int here = *caller + 1;
    return ends ? 0 : call_itself(&here) + here;
}

static void use_up_the_stack(void)
{
    volatile int first = 0;
    call_itself(&first);
}

static void work(void *unused, int orders_fd, int news_fd)
{
    (void)unused, (void)orders_fd, (void)news_fd;
    use_up_the_stack();
}

static void use_up_a_workers_stack(void)
{
    struct worker worker;
    if (worker_start(&worker, work, NULL))
        pause();
}

static void be_sent_one(void)
{
    kill(getpid(), SIGSEGV);
}

/* The wait status of a child that does so. */
static int end_of(void (*deed)(void))
{
    int status;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        faults_leave();
        deed();
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void a_fault_is_a_status(void **state)
{
    (void)state;
    int status = end_of(fault);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 128 + SIGSEGV);
}

/* Without memory all threads fault at about the same time. */
static void faults_at_once_are_a_status(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        int status = end_of(fault_together);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 128 + SIGSEGV);
    }
}

static void a_stack_that_is_used_up_is_a_status(void **state)
{
    (void)state;
    static void (*const deeds[])(void) = {use_up_the_stack, use_up_a_workers_stack};
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
        int status = end_of(deeds[i]);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 128 + SIGSEGV);
    }
}

static void a_signal_that_was_sent_is_heeded(void **state)
{
    (void)state;
    int status = end_of(be_sent_one);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGSEGV);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fault_is_a_status),
        cmocka_unit_test(faults_at_once_are_a_status),
        cmocka_unit_test(a_stack_that_is_used_up_is_a_status),
        cmocka_unit_test(a_signal_that_was_sent_is_heeded),
    };
#ifdef __SANITIZE_ADDRESS__
    puts("[  SKIPPED ] a sanitizer reports faults itself");
    return 0;
#endif
    return cmocka_run_group_tests(tests, NULL, NULL);
}
