/* SPDX-License-Identifier: MIT */
/* Tests: what is seen of real processes, and how their time is added up.
 * Owns the children it starts. */
#include "activity.h"

#include "cmocka_all.h"
#include "monotonic.h"
#include "tree.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOOK_MS     250
#define PATIENCE_MS 8000
#define LIFE_S      40

static void work_is_added_up(void **state)
{
    /* in microseconds, of 1000: from 100 to 1100 */
    static const struct {
        const char *what;
        const struct activity_process before[3], after[3];
        int worked_us;
    } table[] = {
        {"one at work", {{1, 10, 100, 0, 0}}, {{1, 10, 150, 0, 0}}, 50},
        {"one at rest", {{1, 10, 100, 7, 0}}, {{1, 10, 100, 7, 0}}, 0},
        {"a child ended between", {{1, 10, 100, 0, 0}}, {{1, 10, 100, 30, 0}}, 30},
        {"a child ended that had been seen",
         {{1, 10, 100, 0, 0}, {2, 10, 40, 5, 0}},
         {{1, 10, 100, 60, 0}},
         15},
        {"a new child", {{1, 10, 100, 0, 0}}, {{1, 10, 100, 0, 0}, {2, 150, 20, 3, 0}}, 23},
        {"a child adopted from elsewhere",
         {{1, 10, 100, 0, 0}},
         {{1, 10, 101, 0, 0}, {2, 50, 9000, 900, 0}},
         1},
        {"a child that nobody waited for",
         {{1, 10, 100, 0, 0}, {2, 10, 4000, 0, 0}},
         {{1, 10, 130, 0, 0}},
         30},
        {"the same pid, another process",
         {{1, 10, 100, 0, 0}, {2, 10, 50, 0, 0}},
         {{1, 10, 100, 50, 0}, {2, 160, 4, 0, 0}},
         4},
        {"one that waits for a core", {{1, 10, 100, 0, 30}}, {{1, 10, 250, 0, 730}}, 500},
        {"several that wait for cores",
         {{1, 10, 100, 0, 30}, {2, 10, 0, 0, 0}},
         {{1, 10, 250, 0, 730}, {2, 10, 2, 0, 900}},
         1000},
        {"several cores", {{1, 10, 100, 0, 0}}, {{1, 10, 5000, 0, 0}}, 1000},
        {"others come first",
         {{1, 10, 100, 0, 0}, {2, 20, 10, 0, 0}, {3, 30, 10, 0, 0}},
         {{1, 10, 100, 10, 0}, {3, 30, 25, 0, 0}, {4, 170, 5, 0, 0}},
         20},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        size_t before = 0, after = 0;
        while (before < 3 && table[i].before[before].pid)
            before++;
        while (after < 3 && table[i].after[after].pid)
            after++;
        print_message("%s\n", table[i].what);
        assert_float_equal(activity_work(table[i].before, before, 100, table[i].after, after, 1100),
                           table[i].worked_us / 1000.0, 1e-9);
    }
}

static void compute(void)
{
    alarm(LIFE_S);
    for (volatile unsigned n = 0;; n++)
        ;
}

/* Nobody outlives a test that has failed. */
static void rest(void)
{
    alarm(LIFE_S);
    for (;;)
        pause();
}

static void wait_for_computing_child(void)
{
    if (fork() == 0)
        compute();
    rest();
}

/* Each of them is over before anybody has looked twice. */
static void run_short_children(void)
{
    alarm(LIFE_S);
    for (;;) {
        if (fork() == 0) {
            alarm(1);
            for (volatile unsigned n = 0; n < 4000000; n++)
                ;
            _exit(0);
        }
        wait(NULL);
    }
}

static void stop_child(void)
{
    if (fork() == 0) {
        kill(getpid(), SIGSTOP);
        rest();
    }
    rest();
}

static pid_t start(void (*life)(void))
{
    pid_t pid = fork();

    if (pid == 0) {
        setpgid(0, 0);
        life();
        _exit(0);
    }
    setpgid(pid, pid);
    return pid;
}

static void end(pid_t pid)
{
    kill(-pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

/* Looks until what is seen is so; a machine may be too busy to let it be so at once. */
static bool sees(pid_t pid, double work_min, double work_max, bool stopped)
{
    struct activity activity;
    struct activity_sample sample = {.work = 0};
    bool seen = false;

    assert_true(activity_open(&activity, pid));
    for (int ms = 0; ms < PATIENCE_MS && !seen; ms += LOOK_MS) {
        monotonic_sleep_until(monotonic_ms() + LOOK_MS);
        assert_true(activity_read(&activity, &sample));
        seen = sample.work >= work_min && sample.work <= work_max && sample.stopped == stopped;
    }
    print_message("work %.2f stopped %d blocked %d\n", sample.work, sample.stopped, sample.blocked);
    activity_close(&activity);
    return seen;
}

static void it_sees_what_a_program_does(void **state)
{
    static const struct {
        const char *what;
        void (*life)(void);
        double work_min, work_max;
        bool stopped;
    } table[] = {
        {"computes", compute, 0.4, 1.2, false},
        {"rests", rest, 0.0, 0.04, false},
        {"waits for a child that computes", wait_for_computing_child, 0.4, 1.2, false},
        {"runs short children", run_short_children, 0.3, 1.2, false},
        {"has stopped its only child", stop_child, 0.0, 0.04, true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        pid_t pid = start(table[i].life);
        print_message("%s: ", table[i].what);
        assert_true(sees(pid, table[i].work_min, table[i].work_max, table[i].stopped));
        end(pid);
    }
}

/* Reads until the program has been looked at again: after a look that took long, the next one may
 * not be due yet. */
static void read_next(struct activity *activity, struct activity_sample *sample)
{
    int64_t looked_us = activity->looked_us;
    while (activity->looked_us == looked_us) {
        monotonic_sleep_until(monotonic_ms() + LOOK_MS);
        assert_true(activity_read(activity, sample));
    }
}

static void it_sees_a_stop_at_the_next_look(void **state)
{
    struct activity activity;
    struct activity_sample sample;
    pid_t pid = start(compute);
    int status;

    (void)state;
    assert_true(activity_open(&activity, pid));
    kill(pid, SIGSTOP);
    waitpid(pid, &status, WUNTRACED);
    read_next(&activity, &sample);
    assert_true(sample.stopped && sample.blocked);
    kill(pid, SIGCONT);
    waitpid(pid, &status, WCONTINUED);
    read_next(&activity, &sample);
    assert_false(sample.stopped || sample.blocked);
    end(pid);
    assert_false(activity_read(&activity, &sample) && sample.work > 1.0);
    activity_close(&activity);
    activity_close(&activity);
}

static void there_may_be_nothing_to_see(void **state)
{
    struct activity activity;
    struct activity_sample sample;

    (void)state;
    assert_false(activity_open(&activity, 0));
    assert_false(activity_read(&activity, &sample));
    assert_false(activity_open(&activity, 0x7ffffff0));
    assert_false(activity_read(&activity, &sample));
    activity_close(&activity);
}

/* 300 processes: the looking stays within its share. */
static void a_large_tree_is_cheap(void **state)
{
    struct activity activity;
    struct activity_sample sample;
    struct rusage before, after;
    pid_t tree[TREE_MAX], pid = fork();
    int64_t end_ms;

    (void)state;
    if (pid == 0) {
        setpgid(0, 0);
        for (int i = 0; i < 300; i++)
            if (fork() == 0)
                rest();
        rest();
    }
    setpgid(pid, pid);
    end_ms = monotonic_ms() + PATIENCE_MS;
    while (tree_list(pid, tree, TREE_MAX) < TREE_MAX && monotonic_ms() < end_ms)
        monotonic_sleep_until(monotonic_ms() + 20);
    assert_true(activity_open(&activity, pid));
    getrusage(RUSAGE_SELF, &before);
    for (end_ms = monotonic_ms() + 2000; monotonic_ms() < end_ms;) {
        monotonic_sleep_until(monotonic_ms() + LOOK_MS);
        assert_true(activity_read(&activity, &sample));
    }
    getrusage(RUSAGE_SELF, &after);
    int64_t spent_us = (after.ru_utime.tv_sec - before.ru_utime.tv_sec + after.ru_stime.tv_sec -
                        before.ru_stime.tv_sec) *
                           1000000 +
                       after.ru_utime.tv_usec - before.ru_utime.tv_usec + after.ru_stime.tv_usec -
                       before.ru_stime.tv_usec;
    print_message("%d us of 2 s\n", (int)spent_us);
    assert_true(activity.seen_count == ACTIVITY_TREE_MAX);
    assert_in_range(spent_us, 0, 40000); /* a look more or less, and sanitizers */
    end(pid);
    activity_close(&activity);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_is_added_up),
        cmocka_unit_test(it_sees_what_a_program_does),
        cmocka_unit_test(it_sees_a_stop_at_the_next_look),
        cmocka_unit_test(there_may_be_nothing_to_see),
        cmocka_unit_test(a_large_tree_is_cheap),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
