/* SPDX-License-Identifier: MIT */
/* Who waits for the user at a terminal, and who only looks like it. Each program is a child with a
 * pseudo-terminal of its own; each is judged with the kernel's exact word, and without it, as
 * under Yama. */
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
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_MS 5000
#define LIFE_S      40
#define NOBODY      65534

static void read_a_byte(int fd)
{
    char byte;
    while (read(fd, &byte, 1) < 0 && errno == EINTR)
        continue;
}

static void reads(void)
{
    read_a_byte(STDIN_FILENO);
}

static void reads_tty_by_name(void)
{
    read_a_byte(open("/dev/tty", O_RDONLY));
}

static void selects(void)
{
    fd_set set;
    FD_ZERO(&set);
    FD_SET(STDIN_FILENO, &set);
    select(1, &set, NULL, NULL, NULL);
}

static void polls(void)
{
    struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
    poll(&fd, 1, -1);
}

static void *read_on_a_thread(void *data)
{
    reads();
    return data;
}

static void reads_on_a_thread(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, read_on_a_thread, NULL);
    pthread_join(thread, NULL);
}

static void child_reads(void)
{
    if (fork() == 0) {
        reads();
        _exit(0);
    }
    wait(NULL);
}

/* Seen asleep before, and asleep again: it has run in between. */
static void rests_and_reads(void)
{
    for (int i = 0; i < 20; i++)
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    reads();
}

static void rests_and_lets_read(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
    child_reads();
}

static void sleeps(void)
{
    sleep(60);
}

static void waits(void)
{
    pause();
}

static void polls_with_a_limit(void)
{
    struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
    poll(&fd, 1, 60000);
}

static void reads_a_pipe(void)
{
    int ends[2];
    if (pipe(ends) == 0)
        read_a_byte(ends[0]);
}

static void polls_a_pipe_too(void)
{
    int ends[2];
    if (pipe(ends) != 0)
        return;
    struct pollfd fds[] = {{.fd = STDIN_FILENO, .events = POLLIN},
                           {.fd = ends[0], .events = POLLIN}};
    poll(fds, 2, -1);
}

/* Sleeps in the same function of the kernel as one who reads a terminal. */
static void reads_a_connection(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    int server = socket(AF_INET, SOCK_STREAM, 0), client = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(server, (struct sockaddr *)&address, len) == 0 && listen(server, 1) == 0 &&
        getsockname(server, (struct sockaddr *)&address, &len) == 0 &&
        connect(client, (struct sockaddr *)&address, len) == 0)
        read_a_byte(client);
}

static void computes(void)
{
    for (volatile unsigned n = 0;; n++)
        continue;
}

/* A read in the background is answered with SIGTTIN. */
static void reads_in_the_background(void)
{
    if (fork() == 0) {
        setpgid(0, 0);
        reads();
        _exit(0);
    }
    pause();
}

static const struct program {
    const char *what;
    void (*run)(void);
    bool awaits, known_without_the_word;
} programs[] = {
    {"reads", reads, true, true},
    {"reads /dev/tty", reads_tty_by_name, true, true},
    {"selects", selects, true, false},
    {"polls", polls, true, false},
    {"reads on a thread", reads_on_a_thread, true, true},
    {"its child reads", child_reads, true, true},
    {"rests, then reads", rests_and_reads, true, true},
    {"rests, then its child reads", rests_and_lets_read, true, true},
    {"sleeps", sleeps, false, false},
    {"waits", waits, false, false},
    {"polls with a limit", polls_with_a_limit, false, false},
    {"reads a pipe", reads_a_pipe, false, false},
    {"polls a pipe too", polls_a_pipe_too, false, false},
    {"reads a connection", reads_a_connection, false, false},
    {"computes", computes, false, false},
    {"reads in the background", reads_in_the_background, false, false},
};
#define PROGRAM_COUNT (sizeof programs / sizeof *programs)

struct stage {
    pid_t pid;
    int master_fd;
};

/* PROGRAM, in the foreground of a new terminal. */
static struct stage start(const struct program *program)
{
    struct stage stage = {.master_fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)};
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
        program->run();
        _exit(0);
    }
    return stage;
}

static void finish(const struct stage *stage)
{
    pid_t tree[TREE_MAX];
    for (size_t count = tree_list(stage->pid, tree, TREE_MAX); count-- > 0;)
        kill(tree[count], SIGKILL);
    waitpid(stage->pid, NULL, 0);
    close(stage->master_fd);
}

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

static void rest(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
}

/* Whether PROGRAM is ever seen to wait, in so many looks. */
static bool is_awaited(pid_t program, int look_count)
{
    struct terminal terminal;
    bool awaited = false;
    if (terminal_open(&terminal, program))
        for (int look = 0; look < look_count && !awaited; look++, rest())
            awaited = terminal_look(&terminal) == TERMINAL_INPUT;
    terminal_close(&terminal);
    terminal_close(&terminal);
    return awaited;
}

static bool has_terminal(pid_t program)
{
    struct terminal terminal;
    bool open = false;
    for (int ms = 0; ms < PATIENCE_MS && !open; ms += 5, rest()) {
        open = terminal_open(&terminal, program);
        terminal_close(&terminal);
    }
    return open;
}

static void a_reader_is_known(void **state)
{
    (void)state;
    for (size_t i = 0; i < PROGRAM_COUNT; i++) {
        struct stage stage = start(&programs[i]);
        print_message("%s\n", programs[i].what);
        assert_true(has_terminal(stage.pid));
        assert_int_equal(is_awaited(stage.pid, programs[i].awaits ? PATIENCE_MS / 5 : 30),
                         programs[i].awaits);
        finish(&stage);
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
        struct stage stage = start(&programs[i]);
        print_message("%s\n", programs[i].what);
        assert_true(has_terminal(stage.pid));
        assert_int_equal(is_awaited(stage.pid, programs[i].awaits ? PATIENCE_MS / 5 : 10),
                         programs[i].awaits);
        if (programs[i].run == reads_on_a_thread) { /* has a word for each thread */
            finish(&stage);
            continue;
        }
        hide_word(stage.pid);
        assert_int_equal(is_awaited(stage.pid, 10), programs[i].known_without_the_word);
        finish(&stage);
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
    assert_false(is_awaited(pid, 10));
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    assert_false(is_awaited(pid, 1));
    close(ends[0]);
    close(ends[1]);
}

/* --- Input that is no terminal ---------------------------------------------------------------- */

static void reads_for_ever(void)
{
    for (char byte; read(STDIN_FILENO, &byte, 1) == 1;)
        continue;
}

static void child_reads_for_ever(void)
{
    if (fork() == 0)
        reads_for_ever();
    wait(NULL);
}

/* A program without a terminal, and with FD, which is to be its descriptor STANDARD. */
static pid_t start_apart(void (*run)(void), int fd, int standard)
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

/* One whose standard input comes from FEED_FD. */
static pid_t start_fed(void (*run)(void), int *feed_fd)
{
    int ends[2], ready[2];
    char byte;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(pipe(ready), 0);
    pid_t program = start_apart(run, ends[0], STDIN_FILENO);
    close(ends[0]);
    close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 0); /* it has closed the other end */
    close(ready[0]);
    *feed_fd = ends[1];
    return program;
}

static void end_fed(pid_t program, int feed_fd)
{
    finish(&(struct stage){.pid = program, .master_fd = feed_fd});
}

static void who_is_not_fed_waits(void **state)
{
    (void)state;
    static void (*const runs[])(void) = {reads, selects, polls, child_reads, rests_and_reads};
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        int feed_fd;
        pid_t program = start_fed(runs[i], &feed_fd);
        assert_true(is_awaited(program, PATIENCE_MS / 5));
        end_fed(program, feed_fd);
    }
}

static void one_look_does_not_tell(void **state)
{
    (void)state;
    struct terminal terminal;
    int feed_fd;
    pid_t program = start_fed(reads, &feed_fd);
    assert_true(terminal_open(&terminal, program));
    for (int ms = 0; ms < PATIENCE_MS && !terminal.undecided; ms += 5, rest())
        assert_int_equal(terminal_look(&terminal), TERMINAL_NONE);
    assert_true(terminal.undecided);
    assert_int_equal(terminal_look(&terminal), TERMINAL_INPUT);
    assert_false(terminal.undecided);
    terminal_close(&terminal);
    end_fed(program, feed_fd);
}

/* A filter that gets a byte between any two looks, and waits for the next at each. */
static void who_is_fed_does_not_wait(void **state)
{
    (void)state;
    static void (*const runs[])(void) = {reads_for_ever, child_reads_for_ever};
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        struct terminal terminal;
        int feed_fd, asleep_count = 0;
        pid_t program = start_fed(runs[i], &feed_fd);
        assert_true(terminal_open(&terminal, program));
        for (int look = 0; look < 40; look++, rest()) {
            assert_int_equal(write(feed_fd, "x", 1), 1);
            rest();
            assert_int_equal(terminal_look(&terminal), TERMINAL_NONE);
            asleep_count += terminal.undecided;
        }
        assert_true(asleep_count > 0);
        terminal_close(&terminal);
        end_fed(program, feed_fd);
    }
}

static void what_it_makes_itself_is_no_input(void **state)
{
    (void)state;
    static void (*const runs[])(void) = {reads_a_pipe, polls_a_pipe_too, reads_a_connection, sleeps,
                                         polls_with_a_limit};
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        int feed_fd;
        pid_t program = start_fed(runs[i], &feed_fd);
        assert_false(is_awaited(program, 20));
        end_fed(program, feed_fd);
    }
}

/* --- Output that nobody takes ------------------------------------------------------------------
 */

/* More than there is room for. */
static void fill(int fd)
{
    static char text[1 << 20];
    if (write(fd, text, sizeof text) > 0)
        pause();
}

static void writes(void)
{
    fill(STDOUT_FILENO);
}

static void writes_an_error(void)
{
    dup2(STDOUT_FILENO, STDERR_FILENO);
    dup2(STDIN_FILENO, STDOUT_FILENO);
    fill(STDERR_FILENO);
}

static void child_writes(void)
{
    if (fork() == 0)
        writes();
    wait(NULL);
}

static void writes_to_its_own_pipe(void)
{
    int ends[2];
    if (pipe(ends) == 0)
        fill(ends[1]);
}

/* What PROGRAM, whose standard output is a pipe, is seen to wait for, in so many looks. */
static enum terminal_wait wait_of(void (*run)(void), int look_count)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t program = start_apart(run, ends[1], STDOUT_FILENO);
    enum terminal_wait wait = TERMINAL_NONE;
    for (int look = 0; look < look_count && wait == TERMINAL_NONE; look++, rest()) {
        struct terminal terminal; /* it may have been opened before the program had its output */
        if (terminal_open(&terminal, program))
            wait = terminal_look(&terminal);
        terminal_close(&terminal);
    }
    close(ends[1]);
    end_fed(program, ends[0]);
    return wait;
}

static void who_is_not_read_waits(void **state)
{
    (void)state;
    static void (*const runs[])(void) = {writes, writes_an_error, child_writes};
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
        assert_int_equal(wait_of(runs[i], PATIENCE_MS / 5), TERMINAL_OUTPUT);
    assert_int_equal(wait_of(writes_to_its_own_pipe, 20), TERMINAL_NONE);
    assert_int_equal(wait_of(sleeps, 20), TERMINAL_NONE);
}

static void who_writes_to_a_stopped_terminal_waits(void **state)
{
    (void)state;
    static const struct program writer = {"writes", writes, true, true};
    struct stage stage = start(&writer); /* nobody reads it, which is the same */
    struct terminal terminal;
    enum terminal_wait wait = TERMINAL_NONE;
    assert_true(has_terminal(stage.pid));
    assert_true(terminal_open(&terminal, stage.pid));
    for (int ms = 0; ms < PATIENCE_MS && wait == TERMINAL_NONE; ms += 5, rest())
        wait = terminal_look(&terminal);
    assert_int_equal(wait, TERMINAL_OUTPUT);
    terminal_close(&terminal);
    finish(&stage);
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
        sleeps();
    give_up_root();
    sleeps();
}

static void roots_child_sleeps_in_the_background(void)
{
    if (fork() == 0) {
        setpgid(0, 0);
        sleeps();
    }
    give_up_root();
    sleeps();
}

static void roots_child_computes(void)
{
    if (fork() == 0)
        computes();
    give_up_root();
    sleeps();
}

static void nobody_sleeps(void)
{
    give_up_root();
    sleeps();
}

static void wait_for_nobody(pid_t program)
{
    char path[32];
    struct stat status;
    snprintf(path, sizeof path, "/proc/%d", (int)program);
    for (int ms = 0; stat(path, &status) == 0 && status.st_uid != NOBODY; ms += 5, rest())
        assert_true(ms < PATIENCE_MS);
}

static bool nobody_finds_it_awaited(pid_t program, int look_count)
{
    int status;
    pid_t looker = fork();
    if (looker == 0) {
        give_up_root();
        _exit(is_awaited(program, look_count) ? 1 : 0);
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
        struct stage stage = start(&table[i]);
        print_message("%s\n", table[i].what);
        assert_true(has_terminal(stage.pid));
        wait_for_nobody(stage.pid);
        assert_int_equal(nobody_finds_it_awaited(stage.pid, 10), table[i].awaits);
        finish(&stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reader_is_known),
        cmocka_unit_test(nobody_else_is_taken_for_one),
        cmocka_unit_test(without_a_terminal_there_is_none),
        cmocka_unit_test(who_is_not_fed_waits),
        cmocka_unit_test(one_look_does_not_tell),
        cmocka_unit_test(who_is_fed_does_not_wait),
        cmocka_unit_test(what_it_makes_itself_is_no_input),
        cmocka_unit_test(who_is_not_read_waits),
        cmocka_unit_test(who_writes_to_a_stopped_terminal_waits),
        cmocka_unit_test(who_is_hidden_may_ask_for_a_password),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
