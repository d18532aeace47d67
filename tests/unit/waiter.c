/* SPDX-License-Identifier: MIT */
/* Programs that wait, and those that watch them. */
#include "waiter.h"

#include "terminal.h"
#include "tree.h"

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define LIFE_S 40

static void read_a_byte(int fd)
{
    char byte;
    while (read(fd, &byte, 1) < 0 && errno == EINTR)
        continue;
}

void waiter_reads(void)
{
    read_a_byte(STDIN_FILENO);
}

void waiter_reads_tty_by_name(void)
{
    read_a_byte(open("/dev/tty", O_RDONLY));
}

void waiter_selects(void)
{
    fd_set set;
    FD_ZERO(&set);
    FD_SET(STDIN_FILENO, &set);
    select(1, &set, NULL, NULL, NULL);
}

void waiter_polls(void)
{
    struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
    poll(&fd, 1, -1);
}

static void *read_on_a_thread(void *data)
{
    waiter_reads();
    return data;
}

void waiter_reads_on_a_thread(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, read_on_a_thread, NULL);
    pthread_join(thread, NULL);
}

void waiter_child_reads(void)
{
    if (fork() == 0) {
        waiter_reads();
        _exit(0);
    }
    wait(NULL);
}

/* Seen asleep before, and asleep again: it has run in between. */
void waiter_rests_and_reads(void)
{
    for (int i = 0; i < 20; i++)
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    waiter_reads();
}

void waiter_rests_and_lets_read(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
    waiter_child_reads();
}

void waiter_sleeps(void)
{
    sleep(60);
}

void waiter_waits(void)
{
    pause();
}

void waiter_polls_with_a_limit(void)
{
    struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
    poll(&fd, 1, 60000);
}

void waiter_reads_a_pipe(void)
{
    int ends[2];
    if (pipe(ends) == 0)
        read_a_byte(ends[0]);
}

void waiter_polls_a_pipe_too(void)
{
    int ends[2];
    if (pipe(ends) != 0)
        return;
    struct pollfd fds[] = {{.fd = STDIN_FILENO, .events = POLLIN},
                           {.fd = ends[0], .events = POLLIN}};
    poll(fds, 2, -1);
}

/* Sleeps in the same function of the kernel as one who reads a terminal. */
void waiter_reads_a_connection(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    int server = socket(AF_INET, SOCK_STREAM, 0), client = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(server, (struct sockaddr *)&address, len) == 0 && listen(server, 1) == 0 &&
        getsockname(server, (struct sockaddr *)&address, &len) == 0 &&
        connect(client, (struct sockaddr *)&address, len) == 0)
        read_a_byte(client);
}

void waiter_computes(void)
{
    for (volatile unsigned n = 0;; n++)
        continue;
}

/* A read in the background is answered with SIGTTIN. */
void waiter_reads_in_the_background(void)
{
    if (fork() == 0) {
        setpgid(0, 0);
        waiter_reads();
        _exit(0);
    }
    pause();
}

struct waiter_stage waiter_start(void (*run)(void))
{
    struct waiter_stage stage = {.master_fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)};
    assert_true(stage.master_fd >= 0);
    assert_int_equal(grantpt(stage.master_fd), 0);
    assert_int_equal(unlockpt(stage.master_fd), 0);
    stage.pid = fork();
    if (stage.pid == 0) {
        setsid();
        int fd = open(ptsname(stage.master_fd), O_RDWR); /* and so becomes the controlling one */
        for (int standard = 0; standard < 3; standard++)
            dup2(fd, standard);
        for (int other = 3; other < 64; other++)
            close(other);
        alarm(LIFE_S); /* who hangs up, or fails, leaves nobody behind */
        run();
        _exit(0);
    }
    return stage;
}

void waiter_finish(const struct waiter_stage *stage)
{
    pid_t tree[TREE_MAX];
    for (size_t count = tree_list(stage->pid, tree, TREE_MAX); count-- > 0;)
        kill(tree[count], SIGKILL);
    waitpid(stage->pid, NULL, 0);
    close(stage->master_fd);
}

pid_t waiter_start_apart(void (*run)(void), int fd, int standard)
{
    pid_t program = fork();
    if (program == 0) {
        setsid();
        dup2(fd, standard);
        for (int other = 3; other < 64; other++)
            close(other);
        alarm(LIFE_S);
        run();
        _exit(0);
    }
    return program;
}

void waiter_rest(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
}

bool waiter_is_awaited(pid_t program, int look_count)
{
    struct terminal terminal;
    bool awaited = false;
    if (terminal_open(&terminal, program))
        for (int look = 0; look < look_count && !awaited; look++, waiter_rest())
            awaited = terminal_look(&terminal) == TERMINAL_INPUT;
    terminal_close(&terminal);
    terminal_close(&terminal);
    return awaited;
}

bool waiter_has_terminal(pid_t program)
{
    struct terminal terminal;
    bool open = false;
    for (int ms = 0; ms < WAITER_PATIENCE_MS && !open; ms += 5, waiter_rest()) {
        open = terminal_open(&terminal, program);
        terminal_close(&terminal);
    }
    return open;
}
