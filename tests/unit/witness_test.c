/* SPDX-License-Identifier: MIT */
/* Asking wings what they have been sent, be they there, gone or stopped. The wings are a child that
 * hears until the launch is over. */
#include "witness.h"

#include "cmocka_all.h"

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct wings {
    struct witness witness;
    int heard_fd; /* a byte from the wings for each word that they have heard */
};

/* Ends with the word that it has heard last. */
static void hear(int fd, int heard_fd)
{
    enum witness_word word;
    int status;
    do
        word = witness_hear(fd, &status);
    while (write(heard_fd, "", 1) == 1 && word == WITNESS_ASKED);
    _exit((int)word);
}

static int start(void **state)
{
    static struct wings wings;
    int ends[2], heard[2];
    sigset_t all, old;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0 || pipe(heard) != 0)
        return -1;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &old);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        close(heard[0]);
        hear(ends[1], heard[1]);
    }
    sigprocmask(SIG_SETMASK, &old, NULL);
    close(ends[1]);
    close(heard[1]);
    wings = (struct wings){.witness = {.wings = child, .fd = ends[0]}, .heard_fd = heard[0]};
    *state = &wings;
    return child > 0 ? 0 : -1;
}

static int finish(void **state)
{
    struct wings *wings = *state;
    kill(wings->witness.wings, SIGKILL);
    waitpid(wings->witness.wings, NULL, 0);
    close(wings->witness.fd);
    close(wings->heard_fd);
    return 0;
}

static int last_word(const struct wings *wings)
{
    int status;
    assert_int_equal(waitpid(wings->witness.wings, &status, 0), wings->witness.wings);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void what_both_were_sent_is_seen_once(void **state)
{
    struct wings *wings = *state;
    assert_false(witness_saw(&wings->witness, SIGUSR1));
    assert_int_equal(kill(wings->witness.wings, SIGUSR1), 0);
    assert_false(witness_saw(&wings->witness, SIGUSR2));
    assert_true(witness_saw(&wings->witness, SIGUSR1));
    assert_false(witness_saw(&wings->witness, SIGUSR1));
    assert_int_equal(wings->witness.unanswered, 0);
}

/* Whatever they owe is told from what they are asked then. */
static void the_stopped_answer_later(void **state)
{
    struct wings *wings = *state;
    char heard[2];
    assert_int_equal(kill(wings->witness.wings, SIGSTOP), 0);
    assert_int_equal(waitpid(wings->witness.wings, NULL, WUNTRACED), wings->witness.wings);
    assert_int_equal(kill(wings->witness.wings, SIGUSR1), 0);
    assert_false(witness_saw(&wings->witness, SIGUSR1));
    assert_false(witness_saw(&wings->witness, SIGUSR2));
    assert_int_equal(wings->witness.unanswered, 2);
    assert_int_equal(kill(wings->witness.wings, SIGCONT), 0);
    for (size_t i = 0; i < sizeof heard; i++)
        assert_int_equal(read(wings->heard_fd, heard, 1), 1);
    assert_false(witness_saw(&wings->witness, SIGUSR2));
    assert_int_equal(wings->witness.unanswered, 0);
    assert_int_equal(kill(wings->witness.wings, SIGUSR2), 0);
    assert_true(witness_saw(&wings->witness, SIGUSR2));
}

static void the_gone_have_seen_nothing(void **state)
{
    struct wings *wings = *state;
    assert_int_equal(kill(wings->witness.wings, SIGUSR1), 0);
    assert_int_equal(kill(wings->witness.wings, SIGKILL), 0);
    assert_int_equal(waitpid(wings->witness.wings, NULL, 0), wings->witness.wings);
    signal(SIGPIPE, SIG_IGN);
    assert_false(witness_saw(&wings->witness, SIGUSR1));
    signal(SIGPIPE, SIG_DFL);
}

static void an_end_is_told_from_a_killed_launcher(void **state)
{
    struct wings *wings = *state;
    assert_int_equal(write(wings->witness.fd, "", 1), 1);
    assert_int_equal(last_word(wings), WITNESS_ENDED);
}

static void a_launcher_that_is_killed_says_nothing(void **state)
{
    struct wings *wings = *state;
    assert_int_equal(shutdown(wings->witness.fd, SHUT_RDWR), 0);
    assert_int_equal(last_word(wings), WITNESS_KILLED);
}

/* As a pidfd is. */
static void what_cannot_be_read_is_an_end(void **state)
{
    (void)state;
    int fd = open("/", O_RDONLY), status = 1;
    assert_true(fd >= 0);
    assert_int_equal(witness_hear(fd, &status), WITNESS_ENDED);
    assert_int_equal(status, 0);
    close(fd);
}

static void how_the_program_ended_is_told(void **state)
{
    (void)state;
    int ends[2], status = 0;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    struct witness witness = {.fd = ends[0]};
    assert_true(witness_tell_end(&witness, 0x0200));
    assert_int_equal(witness_hear(ends[1], &status), WITNESS_ENDED);
    assert_int_equal(status, 0x0200);
    assert_int_equal(write(ends[0], "", 1), 1); /* and no more than that */
    assert_int_equal(witness_hear(ends[1], &status), WITNESS_ENDED);
    assert_int_equal(status, 0);
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_both_were_sent_is_seen_once, start, finish),
        cmocka_unit_test_setup_teardown(the_stopped_answer_later, start, finish),
        cmocka_unit_test_setup_teardown(the_gone_have_seen_nothing, start, finish),
        cmocka_unit_test_setup_teardown(an_end_is_told_from_a_killed_launcher, start, finish),
        cmocka_unit_test_setup_teardown(a_launcher_that_is_killed_says_nothing, start, finish),
        cmocka_unit_test(what_cannot_be_read_is_an_end),
        cmocka_unit_test(how_the_program_ended_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
