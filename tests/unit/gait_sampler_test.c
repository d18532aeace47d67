/* SPDX-License-Identifier: MIT */
/* Tests: a program's stop and death change the gait at the next look, and looks have their time. */
#include "gait_sampler.h"

#include "cmocka_all.h"
#include "monotonic.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOOK_MS     250
#define PATIENCE_MS 8000
#define LIFE_S      40

static pid_t start_sleeper(void)
{
    pid_t pid = fork();
    if (pid == 0) {
        alarm(LIFE_S);
        for (;;)
            pause();
    }
    return pid;
}

/* Looks, when it is time, until the gait changes; it must within PATIENCE_MS. */
static enum gait next_gait(struct gait_sampler *sampler)
{
    enum gait gait = GAIT_COUNT;
    for (int64_t end_ms = monotonic_ms() + PATIENCE_MS; monotonic_ms() < end_ms;) {
        monotonic_sleep_until(gait_sampler_due_ms(sampler));
        if (gait_sampler_read(sampler, monotonic_ms(), &gait))
            break;
        assert_int_equal(gait, GAIT_COUNT);
    }
    return gait;
}

static void it_follows_the_program(void **state)
{
    (void)state;
    pid_t pid = start_sleeper();
    struct gait_sampler sampler = {0};
    assert_true(gait_sampler_open(&sampler, pid, monotonic_ms()));
    assert_int_equal(next_gait(&sampler), GAIT_STAND);
    kill(pid, SIGSTOP);
    assert_int_equal(next_gait(&sampler), GAIT_COUCH);
    kill(pid, SIGCONT);
    assert_int_equal(next_gait(&sampler), GAIT_WALK);
    assert_int_equal(next_gait(&sampler), GAIT_STAND);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    assert_int_equal(next_gait(&sampler), GAIT_WALK); /* nothing to be seen any more */
    activity_close(&sampler.activity);
}

static void it_looks_four_times_a_second(void **state)
{
    (void)state;
    pid_t pid = start_sleeper();
    struct gait_sampler sampler = {0};
    enum gait gait = GAIT_COUNT;
    assert_true(gait_sampler_open(&sampler, pid, 1000));
    assert_int_equal(gait_sampler_due_ms(&sampler), 1000 + LOOK_MS);
    assert_false(gait_sampler_read(&sampler, 1000 + LOOK_MS - 1, &gait));
    assert_int_equal(gait_sampler_due_ms(&sampler), 1000 + LOOK_MS);
    assert_false(gait_sampler_read(&sampler, 1000 + LOOK_MS + 7, &gait));
    assert_int_equal(gait_sampler_due_ms(&sampler), 1000 + 2 * LOOK_MS + 7);
    assert_int_equal(gait, GAIT_COUNT);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    activity_close(&sampler.activity);
}

static void nothing_to_see_is_never_due(void **state)
{
    (void)state;
    struct gait_sampler sampler = {0};
    enum gait gait = GAIT_COUNT;
    assert_true(gait_sampler_due_ms(&sampler) == INT64_MAX);
    assert_false(gait_sampler_read(&sampler, 1000, &gait));
    assert_false(gait_sampler_open(&sampler, 0, 1000));
    assert_true(gait_sampler_due_ms(&sampler) == INT64_MAX);
    assert_false(gait_sampler_open(&sampler, 0x7ffffff0, 1000));
    assert_true(gait_sampler_due_ms(&sampler) == INT64_MAX);
    assert_false(gait_sampler_read(&sampler, 60000, &gait));
    assert_int_equal(gait, GAIT_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_follows_the_program),
        cmocka_unit_test(it_looks_four_times_a_second),
        cmocka_unit_test(nothing_to_see_is_never_due),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
