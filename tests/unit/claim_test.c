/* SPDX-License-Identifier: MIT */
/* One camel on a display: who has the claim, who waits, and what is left of who was killed. In the
 * user's own folder, and without one. */
#include "claim.h"

#include "file_count.h"

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define DEADLINE_MS 5000

static char folder[] = "/tmp/claim_test.XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    unsetenv("WAYLAND_DISPLAY");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder); /* fails if anything is left in it */
}

static bool hangs_up(const struct claim *claim, int timeout_ms)
{
    return poll(&(struct pollfd){claim->fd, POLLIN, 0}, 1, timeout_ms) == 1;
}

/* With a folder and without. */
static void use_folder(bool use)
{
    if (use)
        setenv("XDG_RUNTIME_DIR", folder, 1);
    else
        unsetenv("XDG_RUNTIME_DIR");
}

static void a_display_has_one(void **state)
{
    (void)state;
    for (int use = 0; use < 2; use++) {
        struct claim first = CLAIM_NONE, second = CLAIM_NONE, other = CLAIM_NONE;
        use_folder(use);
        setenv("DISPLAY", ":4711.0", 1);
        assert_true(claim_take(&first));
        assert_true(first.fd > 2);
        assert_int_equal(file_count(folder), use);
        setenv("DISPLAY", ":4711.1", 1); /* another screen of the same display */
        assert_false(claim_take(&second));
        assert_true(second.fd > 2);
        assert_false(hangs_up(&second, 0));
        setenv("DISPLAY", "/path/to:4712", 1);
        assert_true(claim_take(&other));
        claim_release(&other);
        claim_release(&other);
        claim_release(&first);
        assert_true(hangs_up(&second, DEADLINE_MS));
        setenv("DISPLAY", ":4711", 1);
        assert_true(claim_take(&second));
        claim_release(&second);
        assert_int_equal(file_count(folder), 0);
    }
}

static void one_of_those_who_wait_is_next(void **state)
{
    (void)state;
    for (int use = 0; use < 2; use++) {
        struct claim claims[5];
        int holder = 0;
        use_folder(use);
        setenv("DISPLAY", ":4711", 1);
        for (int i = 0; i < 5; i++) {
            claims[i] = CLAIM_NONE;
            assert_int_equal(claim_take(&claims[i]), i == 0);
        }
        for (int left = 4; left > 0; left--) {
            int held_count = 0;
            claim_release(&claims[holder]);
            for (int i = 0; i < 5; i++) {
                if (claims[i].fd < 0)
                    continue;
                assert_true(hangs_up(&claims[i], DEADLINE_MS));
                held_count += claim_take(&claims[i]);
            }
            assert_int_equal(held_count, 1);
            for (holder = 0; !claims[holder].held; holder++)
                continue;
        }
        claim_release(&claims[holder]);
        assert_int_equal(file_count(folder), 0);
    }
}

/* Many at once, one of whom may have it at a time: each adds to a count that nobody else touches
 * meanwhile. */
static void only_one_at_a_time(void **state)
{
    (void)state;
    enum { PROCESSES = 8, ROUNDS = 30 };
    for (int use = 0; use < 2; use++) {
        int inside[2];
        use_folder(use);
        assert_int_equal(pipe(inside), 0);
        assert_int_equal(write(inside[1], "x", 1), 1); /* the one token */
        for (int i = 0; i < PROCESSES; i++) {
            if (fork() != 0)
                continue;
            alarm(40);
            for (int round = 0; round < ROUNDS; round++) {
                struct claim claim = CLAIM_NONE;
                char token;
                while (!claim_take(&claim))
                    if (claim.fd < 0 ? errno != EAGAIN : !hangs_up(&claim, 30000))
                        _exit(2);
                struct pollfd there = {inside[0], POLLIN, 0};
                if (poll(&there, 1, 0) != 1 || read(inside[0], &token, 1) != 1)
                    _exit(1); /* somebody else is inside */
                if (write(inside[1], &token, 1) != 1)
                    _exit(3);
                if (round == ROUNDS - 1 && i % 2)
                    kill(getpid(), SIGKILL);
                claim_release(&claim);
            }
            _exit(0);
        }
        for (int status; wait(&status) > 0;)
            assert_true(status == 0 || (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL));
        close(inside[0]);
        close(inside[1]);
        struct claim last = CLAIM_NONE;
        assert_true(claim_take(&last)); /* and so what was left behind is gone */
        claim_release(&last);
        assert_int_equal(file_count(folder), 0);
    }
}

static void who_is_killed_makes_room(void **state)
{
    (void)state;
    for (int use = 0; use < 2; use++) {
        struct claim claim = CLAIM_NONE;
        int ends[2];
        char byte;
        use_folder(use);
        assert_int_equal(pipe(ends), 0);
        pid_t holder = fork();
        if (holder == 0) {
            if (claim_take(&claim) && write(ends[1], "x", 1) == 1)
                pause();
            _exit(1);
        }
        assert_int_equal(read(ends[0], &byte, 1), 1);
        assert_false(claim_take(&claim));
        kill(holder, SIGKILL);
        assert_true(hangs_up(&claim, DEADLINE_MS));
        assert_true(claim_take(&claim));
        claim_release(&claim);
        waitpid(holder, NULL, 0);
        assert_int_equal(file_count(folder), 0);
        close(ends[0]);
        close(ends[1]);
    }
}

/* A folder that others may look into, or that is not ours, is none of ours. */
static void not_in_a_folder_of_others(void **state)
{
    (void)state;
    struct claim claim = CLAIM_NONE;
    use_folder(true);
    assert_int_equal(chmod(folder, 0755), 0);
    assert_true(claim_take(&claim));
    assert_string_equal(claim.path, "");
    assert_int_equal(file_count(folder), 0);
    claim_release(&claim);
    assert_int_equal(chmod(folder, 0700), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_display_has_one),
        cmocka_unit_test(one_of_those_who_wait_is_next),
        cmocka_unit_test(only_one_at_a_time),
        cmocka_unit_test(who_is_killed_makes_room),
        cmocka_unit_test(not_in_a_folder_of_others),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
