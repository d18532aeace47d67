/* SPDX-License-Identifier: MIT */
/* Who has written, told from how much each process of a tree has written. The tree is made of
 * children that do as they are told. */
#include "tally.h"

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define DEADLINE_MS 5000
#define NOBODY      65534

/* The test's line to a program: orders go down, and what is done comes back, without a byte being
 * written by anybody who is counted: send(2) is none. */
static int line[2];

static void tell(char order)
{
    assert_int_equal(send(line[0], &order, 1, 0), 1);
}

static void hear(void)
{
    char byte;
    assert_int_equal(poll(&(struct pollfd){line[0], POLLIN, 0}, 1, DEADLINE_MS), 1);
    assert_int_equal(recv(line[0], &byte, 1, 0), 1);
}

/* Waits for its own order; what is for another process of the tree is left to that. Who waits in
 * recv(2) is woken alone, and might not be the one: poll(2) wakes all. */
static void obey(char expected)
{
    char order = '\0';
    while (order != expected) {
        poll(&(struct pollfd){line[1], POLLIN, 0}, 1, -1);
        ssize_t len = recv(line[1], &order, 1, MSG_PEEK | MSG_DONTWAIT);
        if (len == 0 || (len < 0 && errno != EAGAIN))
            _exit(1);
        if (len < 0 || order != expected)
            poll(NULL, 0, 1);
    }
    recv(line[1], &order, 1, 0);
}

static void done(void)
{
    if (send(line[1], "", 1, 0) != 1)
        _exit(1);
}

static void write_bytes(int count)
{
    int null = open("/dev/null", O_WRONLY);
    for (int i = 0; i < count; i++)
        if (write(null, "x", 1) != 1)
            _exit(1);
    close(null);
}

/* Until the test is over. */
static void stay(void)
{
    poll(&(struct pollfd){line[1], 0, 0}, 1, -1);
    _exit(0);
}

static pid_t start(void (*run)(void))
{
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, line), 0);
    pid_t program = fork();
    if (program == 0) {
        close(line[0]);
        run();
        stay();
    }
    close(line[1]);
    return program;
}

static void finish(pid_t program, struct tally *tally)
{
    close(line[0]);
    waitpid(program, NULL, 0);
    free(tally);
}

static void writes_when_told(void)
{
    obey('w');
    write_bytes(1);
    done();
}

static void a_write_is_seen_once(void **state)
{
    (void)state;
    pid_t program = start(writes_when_told);
    struct tally *tally = tally_new(program, 0);
    assert_false(tally_grown(tally));
    tell('w');
    hear();
    assert_true(tally_grown(tally));
    assert_false(tally_grown(tally));
    finish(program, tally);
}

static void has_a_child_that_writes_and_ends(void)
{
    pid_t child = fork();
    if (child == 0) {
        write_bytes(100);
        done();
        obey('e');
        _exit(0);
    }
    waitpid(child, NULL, 0);
    done();
    obey('w');
    write_bytes(1);
    done();
}

static void a_childs_end_is_no_writing(void **state)
{
    (void)state;
    pid_t program = start(has_a_child_that_writes_and_ends);
    struct tally *tally = tally_new(program, 0);
    hear();
    assert_true(tally_grown(tally));
    tell('e');
    hear();
    assert_false(tally_grown(tally)); /* its bytes are its parent's now */
    tell('w');
    hear();
    assert_true(tally_grown(tally));
    finish(program, tally);
}

/* Its child's child writes much, and becomes somebody else's when the child ends. */
static void has_a_helper_that_leaves(void)
{
    pid_t between = fork();
    if (between == 0) {
        if (fork() == 0) {
            write_bytes(1000);
            done();
            stay();
        }
        obey('l');
        _exit(0);
    }
    waitpid(between, NULL, 0);
    write_bytes(1);
    done();
}

static void a_helper_that_leaves_hides_nobody(void **state)
{
    (void)state;
    pid_t program = start(has_a_helper_that_leaves);
    struct tally *tally = tally_new(program, 0);
    hear();
    assert_true(tally_grown(tally));
    assert_false(tally_grown(tally));
    tell('l');
    hear();
    assert_true(tally_grown(tally)); /* the program's one byte */
    assert_false(tally_grown(tally));
    finish(program, tally);
}

static void has_a_helper_that_leaves_and_writes(void)
{
    pid_t between = fork();
    if (between == 0) {
        if (fork() == 0) {
            done();
            obey('w');
            write_bytes(1);
            done();
            stay();
        }
        obey('l');
        _exit(0);
    }
    waitpid(between, NULL, 0);
    done();
}

static void a_helper_that_has_left_still_counts(void **state)
{
    (void)state;
    pid_t program = start(has_a_helper_that_leaves_and_writes);
    struct tally *tally = tally_new(program, 0);
    hear();
    assert_false(tally_grown(tally));
    tell('l');
    hear();
    assert_false(tally_grown(tally));
    tell('w');
    hear();
    assert_true(tally_grown(tally));
    finish(program, tally);
}

/* Like a program of some user's that runs sudo. */
static void has_a_child_of_roots(void)
{
    if (fork() == 0)
        stay();
    if (setuid(NOBODY) != 0 || prctl(PR_SET_DUMPABLE, 1) != 0)
        _exit(1);
    done();
}

static void whose_bytes_are_hidden_may_have_written(void **state)
{
    (void)state;
    if (geteuid() != 0) {
        print_message("needs root\n");
        skip();
    }
    pid_t program = start(has_a_child_of_roots);
    hear();
    pid_t looker = fork();
    if (looker == 0) {
        struct tally *tally = setuid(NOBODY) == 0 ? tally_new(program, 0) : NULL;
        _exit(tally && tally_grown(tally) ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(looker, &status, 0), looker);
    assert_int_equal(status, 0);
    struct tally *tally = tally_new(program, 0); /* who may know is not fooled */
    assert_false(tally_grown(tally));
    finish(program, tally);
}

static void be_nobody(void)
{
    if (setuid(NOBODY) != 0 || prctl(PR_SET_DUMPABLE, 1) != 0)
        _exit(1);
}

/* Whether somebody who is not root finds that PROGRAM has written; it is told to go on before. */
static bool seems_to_have_written(pid_t program)
{
    pid_t looker = fork();
    if (looker == 0) {
        be_nobody();
        struct tally *tally = tally_new(program, 0);
        tell('g');
        _exit(tally && tally_grown(tally) ? 1 : 0);
    }
    int status;
    assert_int_equal(waitpid(looker, &status, 0), looker);
    return status != 0;
}

static void has_a_dead_child(bool waits)
{
    be_nobody();
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    siginfo_t info;
    waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT);
    done();
    obey('g');
    poll(NULL, 0, 10); /* in which the others look for the first time */
    if (waits)
        waitpid(child, NULL, 0);
    stay();
}

static void waits_for_its_child(void)
{
    has_a_dead_child(true);
}

static void leaves_its_child(void)
{
    has_a_dead_child(false);
}

static void the_dying_are_waited_for(void **state)
{
    (void)state;
    if (geteuid() != 0) {
        print_message("needs root\n");
        skip();
    }
    for (int waits = 0; waits < 2; waits++) {
        pid_t program = start(waits ? waits_for_its_child : leaves_its_child);
        hear();
        assert_int_equal(seems_to_have_written(program), !waits);
        kill(program, SIGKILL);
        waitpid(program, NULL, 0);
        close(line[0]);
    }
}

static void who_has_gone_does_not_tell(void **state)
{
    (void)state;
    pid_t program = start(writes_when_told);
    struct tally *tally = tally_new(program, 0);
    kill(program, SIGKILL);
    waitpid(program, NULL, 0);
    assert_true(tally_grown(tally));
    close(line[0]);
    free(tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_write_is_seen_once),
        cmocka_unit_test(a_childs_end_is_no_writing),
        cmocka_unit_test(a_helper_that_leaves_hides_nobody),
        cmocka_unit_test(a_helper_that_has_left_still_counts),
        cmocka_unit_test(whose_bytes_are_hidden_may_have_written),
        cmocka_unit_test(the_dying_are_waited_for),
        cmocka_unit_test(who_has_gone_does_not_tell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
