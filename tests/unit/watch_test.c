/* SPDX-License-Identifier: MIT */
/* The first output, on each kind of thing that it may go to. The program is a child that writes
 * when it is told to; somebody else is this process. */
#include "watch.h"

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define DEADLINE_MS 5000

struct child {
    pid_t pid;
    int orders_fd; /* a byte written here: write "x" to the output; a byte back: it has */
};

/* A program whose output is OUTPUT_FD. With DEEP, its own child does the writing. */
static struct child child_start(int output_fd, bool deep)
{
    int orders[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, orders), 0);
    struct child child = {.orders_fd = orders[1]};
    child.pid = fork();
    if (child.pid == 0) {
        char order;
        close(orders[1]);
        while (read(orders[0], &order, 1) == 1) {
            if (deep && fork() != 0) {
                wait(NULL);
                _exit(0);
            }
            if (write(output_fd, "x", 1) < 0 || send(orders[0], "", 1, 0) < 0) /* is no write */
                _exit(1);
            if (deep) /* stay until the end, not waited for: the tree has to be walked to find it */
                while (read(orders[0], &order, 1) == 1)
                    continue;
        }
        _exit(0);
    }
    close(orders[0]);
    return child;
}

static void child_end(struct child *child)
{
    close(child->orders_fd);
    kill(child->pid, SIGKILL);
    waitpid(child->pid, NULL, 0);
}

/* Aims at OUTPUT_FD as if it were fds 1 and 2. */
static void aim_at(struct watch *watch, int output_fd)
{
    int out = dup(1), err = dup(2);
    dup2(output_fd, 1);
    dup2(output_fd, 2);
    watch_aim(watch);
    dup2(out, 1);
    dup2(err, 2);
    close(out);
    close(err);
}

/* Opens a watch on OUTPUT_FD as fds 1 and 2, as a process in the wings would. */
static bool open_on(struct watch *watch, int output_fd, pid_t program)
{
    aim_at(watch, output_fd);
    return watch_open(watch, program, 0);
}

static bool readable(const struct watch *watch, int timeout_ms)
{
    return poll(&(struct pollfd){watch->fd, POLLIN, 0}, 1, timeout_ms) == 1;
}

static int open_pipe(int *reader)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    *reader = ends[0];
    return ends[1];
}

static int open_socket(int *reader)
{
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    *reader = ends[0];
    return ends[1];
}

static int open_file(int *reader)
{
    char path[] = "/tmp/watch_test.XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    unlink(path);
    *reader = -1;
    return fd;
}

static int open_young_file(int *reader)
{
    int fd = open_file(reader);
    assert_int_equal(write(fd, "x", 1), 1);
    return fd;
}

static int open_terminal(int *reader)
{
    *reader = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(*reader >= 0);
    assert_int_equal(grantpt(*reader), 0);
    assert_int_equal(unlockpt(*reader), 0);
    return open(ptsname(*reader), O_RDWR | O_NOCTTY);
}

static int (*const outputs[])(int *reader) = {open_pipe, open_socket, open_file, open_terminal};

static void sees_the_program_write(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++) {
        for (int deep = 0; deep < 2; deep++) {
            struct watch watch;
            int reader, output = outputs[i](&reader);
            struct child program = child_start(output, deep);
            assert_true(open_on(&watch, output, program.pid));
            assert_true(watch.fd > 2);
            assert_false(watch_fired(&watch));
            assert_int_equal(write(program.orders_fd, "!", 1), 1);
            assert_true(readable(&watch, DEADLINE_MS));
            assert_true(watch_fired(&watch));
            watch_close(&watch);
            watch_close(&watch);
            child_end(&program);
            close(output);
            close(reader);
        }
    }
}

static void is_not_fooled_by_others(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++) {
        struct watch watch;
        int reader, output = outputs[i](&reader);
        struct child program = child_start(output, false);
        assert_true(open_on(&watch, output, program.pid));
        assert_int_equal(write(output, "prompt", 6), 6);
        assert_true(readable(&watch, DEADLINE_MS));
        assert_false(watch_fired(&watch));
        assert_false(readable(&watch, 0)); /* taken, not left to spin on */
        assert_int_equal(write(program.orders_fd, "!", 1), 1);
        assert_true(readable(&watch, DEADLINE_MS));
        assert_true(watch_fired(&watch));
        watch_close(&watch);
        child_end(&program);
        close(output);
        close(reader);
    }
}

/* A watch that is opened late knows whether it comes too late. */
static void knows_what_it_missed(void **state)
{
    (void)state;
    static const struct {
        bool to_output, by_program, missed;
    } table[] = {
        {true, true, true}, {true, false, false}, {false, true, false}, {false, false, false}};
    const size_t rows = sizeof table / sizeof *table;
    for (size_t round = 0; round < 2 * rows; round++) {
        const size_t i = round % rows;
        struct watch watch;
        int none, aside = open_file(&none);
        int output = round < rows ? open_file(&none) : open_young_file(&none);
        int target = table[i].to_output ? output : aside;
        struct child program = child_start(target, false);
        poll(NULL, 0, 50); /* a date tells nothing until it is older than the kernel's tick */
        aim_at(&watch, output);
        assert_true(watch_can_wait(&watch));
        if (table[i].by_program) {
            char answer; /* which comes when the kernel has counted the write */
            assert_int_equal(write(program.orders_fd, "!", 1), 1);
            assert_int_equal(poll(&(struct pollfd){program.orders_fd, POLLIN, 0}, 1, DEADLINE_MS),
                             1);
            assert_int_equal(read(program.orders_fd, &answer, 1), 1);
        } else {
            assert_int_equal(write(target, "x", 1), 1);
        }
        assert_true(watch_open(&watch, program.pid, 0));
        assert_int_equal(watch_missed(&watch), table[i].missed);
        watch_close(&watch);
        child_end(&program);
        close(output);
        close(aside);
    }
}

/* As on a file system that counts whole seconds. */
static int open_roughly_dated_file(int *reader)
{
    int fd = open_young_file(reader);
    assert_int_equal(futimens(fd, (struct timespec[2]){{.tv_sec = 1000}, {.tv_sec = 1000}}), 0);
    return fd;
}

static void only_waits_where_a_write_shows(void **state)
{
    (void)state;
    static int (*const undated[])(int *reader) = {open_terminal, open_pipe, open_socket,
                                                  open_young_file, open_roughly_dated_file};
    struct watch watch;
    int none, empty = open_file(&none); /* young as well, but a write makes it longer */
    aim_at(&watch, empty);
    assert_true(watch_can_wait(&watch));
    watch_close(&watch);
    close(empty);
    for (size_t i = 0; i < sizeof undated / sizeof *undated; i++) {
        int reader, output = undated[i](&reader);
        aim_at(&watch, output);
        assert_false(watch_can_wait(&watch));
        watch_close(&watch);
        close(output);
        close(reader);
    }
}

static void leaves_dev_null_alone(void **state)
{
    (void)state;
    struct watch watch;
    int null = open("/dev/null", O_WRONLY);
    struct child program = child_start(null, false);
    assert_true(open_on(&watch, null, program.pid));
    assert_true(watch.fd >= 0);
    assert_int_equal(write(null, "x", 1), 1);
    assert_false(readable(&watch, 0));
    watch_close(&watch);
    child_end(&program);
    close(null);
}

static void polls_where_it_cannot_watch(void **state)
{
    (void)state;
    int reader, output = open_pipe(&reader);
    struct child program = child_start(output, false);
    struct watch watch = {.outputs = {-1, -1}, .polled = true};
    assert_true(watch_open(&watch, program.pid, 0));
    assert_int_equal(watch.fd, -1);
    assert_false(watch_fired(&watch));
    assert_int_equal(write(program.orders_fd, "!", 1), 1);
    assert_int_equal(poll(&(struct pollfd){reader, POLLIN, 0}, 1, DEADLINE_MS), 1);
    for (int tries = 0; !watch_fired(&watch); tries++) {
        assert_true(tries < DEADLINE_MS);
        poll(NULL, 0, 1);
    }
    watch_close(&watch);
    child_end(&program);
    close(output);
    close(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sees_the_program_write),
        cmocka_unit_test(is_not_fooled_by_others),
        cmocka_unit_test(leaves_dev_null_alone),
        cmocka_unit_test(knows_what_it_missed),
        cmocka_unit_test(only_waits_where_a_write_shows),
        cmocka_unit_test(polls_where_it_cannot_watch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
