/* SPDX-License-Identifier: MIT */
/* Stands in for ocamlrun, first on PATH under its name, and tells what it finds: it obeys the words
 * after the program's name, or those in $PROBE, and notes what it saw in the file $PROBE_OUT.
 * Owns nothing but what its words open.
 *
 *     PROBE_OUT=notes ocamlrun dummy fds signals print hello exit 3 */
#include "probe.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define QUIET_MS 60 /* no further signal in this time: none will come */

static volatile sig_atomic_t handled;

static void sleep_ms(long ms)
{
    struct timespec left = {ms / 1000, ms % 1000 * 1000000};
    while (nanosleep(&left, &left) < 0 && errno == EINTR)
        continue;
}

static void put(int fd, const char *text, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, text, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            probe_note_now("write errno", errno);
            return;
        }
        text += n;
        len -= (size_t)n;
    }
}

static void say(int fd, const char *text)
{
    char line[8192];
    int len = snprintf(line, sizeof line, "%s\n", text);
    put(fd, line, len < (int)sizeof line ? (size_t)len : sizeof line - 1);
}

static void await(const char *path)
{
    while (access(path, F_OK) != 0)
        sleep_ms(2);
}

static void touch(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666);
    if (fd >= 0)
        close(fd);
}

static void on_signal(int number)
{
    handled++;
    probe_note_now("handled", number);
}

static void set_action(int number, void (*action)(int))
{
    struct sigaction new_action = {.sa_handler = action, .sa_flags = SA_RESTART};
    sigaction(number, &new_action, NULL);
}

/* Signals are blocked by system call: the libc keeps 32 and 33 to itself. */
static void block_all(void)
{
    uint64_t all = UINT64_MAX;
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, NULL, sizeof all);
}

/* Notes every signal that arrives until the file END is there and no more come. */
static void take(const char *end)
{
    uint64_t all = UINT64_MAX;
    block_all();
    touch("taking");
    for (;;) {
        siginfo_t info;
        struct timespec quiet = {0, QUIET_MS * 1000000};
        long number = syscall(SYS_rt_sigtimedwait, &all, &info, &quiet, sizeof all);
        if (number > 0) {
            probe_note("signal %ld code %d", number, info.si_code);
            if (info.si_code == SI_QUEUE)
                probe_note(" value %d", info.si_value.sival_int);
            if (info.si_code <= 0)
                probe_note(" sender %d uid %d", (int)info.si_pid, (int)info.si_uid);
            probe_note("\n");
            probe_flush();
        } else if (access(end, F_OK) == 0) {
            return;
        }
    }
}

static void read_line(void)
{
    char line[4000];
    size_t len = 0;
    for (char byte; len < sizeof line - 1;) {
        ssize_t n = read(STDIN_FILENO, &byte, 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            probe_note("read errno %d\n", errno);
        if (n <= 0 || byte == '\n')
            break;
        line[len++] = byte;
    }
    line[len] = '\0';
    probe_note("read [%s]\n", line);
    probe_flush(); /* the terminal may hold up what follows */
    say(STDOUT_FILENO, line);
}

static void cat(void)
{
    char buffer[4096];
    for (ssize_t n; (n = read(STDIN_FILENO, buffer, sizeof buffer)) > 0;)
        put(STDOUT_FILENO, buffer, (size_t)n);
}

static void fill(void)
{
    static char bytes[4096];
    long count = 0;
    ssize_t n;
    while ((n = write(STDOUT_FILENO, bytes, sizeof bytes)) > 0)
        count += n;
    probe_note("filled %ld errno %d\n", count, errno);
}

static void reap(void)
{
    int status = 0;
    pid_t child = wait(&status);
    probe_note("wait %s status %d\n", child < 0 ? strerror(errno) : "a child", status);
}

/* In a child of its own, that nobody waits for: awaits a file, then speaks or touches another. */
static void leave_child(const char *awaited, const char *text, bool daemon_like)
{
    if (fork() != 0)
        return;
    if (daemon_like) {
        setsid();
        if (fork() != 0)
            _exit(0);
        for (int fd = 0; fd < 3; fd++)
            close(fd);
        probe_note_now("daemon", getpid());
    }
    await(awaited);
    if (daemon_like)
        touch(text);
    else
        say(STDOUT_FILENO, text);
    _exit(0);
}

/* What a shell with job control does for one foreground job that stops once. */
static void run_job(void)
{
    int tty = open("/dev/tty", O_RDWR | O_CLOEXEC), status;
    set_action(SIGTTOU, SIG_IGN);
    probe_note("own group %d\n", setpgid(0, 0) == 0 ? 1 : -errno);
    probe_note("own foreground %d\n", tcsetpgrp(tty, getpgrp()) == 0 ? 1 : -errno);
    pid_t child = fork();
    if (child == 0) {
        setpgid(0, 0);
        tcsetpgrp(tty, getpid());
        raise(SIGSTOP);
        _exit(9);
    }
    setpgid(child, child);
    probe_note("handed over %d\n", tcsetpgrp(tty, child) == 0 ? 1 : -errno);
    waitpid(child, &status, WUNTRACED);
    probe_note("stopped %d\n", WIFSTOPPED(status));
    probe_note("taken back %d\n", tcsetpgrp(tty, getpgrp()) == 0 ? 1 : -errno);
    kill(child, SIGCONT);
    waitpid(child, &status, 0);
    probe_note("job's status %d\n", WEXITSTATUS(status));
    /* As a shell's `suspend`: who started us must see it, and give the terminal back to us. */
    raise(SIGTSTP);
    probe_note("foreground after %d\n", tcgetpgrp(tty) == getpgrp());
    close(tty);
}

static void set_raw(bool raw)
{
    static struct termios before;
    if (raw) {
        struct termios modes;
        if (tcgetattr(STDIN_FILENO, &before) != 0)
            return;
        modes = before;
        cfmakeraw(&modes);
        modes.c_lflag |= ISIG;
        tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
    } else {
        tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
    }
}

static void lock(int fd, int operation)
{
    probe_note("lock %d\n", flock(fd, operation) == 0 ? 0 : errno);
}

static void open_terminal(const char *path)
{
    int fd = open(path, O_RDWR | O_CLOEXEC), tty = open("/dev/tty", O_RDWR | O_CLOEXEC);
    probe_note("opened %d\ncontrolling %d\n", fd >= 0, tty >= 0);
    if (fd >= 0)
        close(fd);
    if (tty >= 0)
        close(tty);
}

static void *thread_main(void *path)
{
    await(path);
    return NULL;
}

static void run_thread(char *path)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, thread_main, path) == 0)
        pthread_join(thread, NULL);
}

static void spin(long ms)
{
    struct timespec start, now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
    do
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    while ((now.tv_sec - start.tv_sec) * 1000 + (now.tv_nsec - start.tv_nsec) / 1000000 < ms);
}

/* Words with one argument. */
static bool obey_with(const char *word, char *value)
{
    if (strcmp(word, "print") == 0)
        say(STDOUT_FILENO, value);
    else if (strcmp(word, "put") == 0)
        put(STDOUT_FILENO, value, strlen(value));
    else if (strcmp(word, "eprint") == 0)
        say(STDERR_FILENO, value);
    else if (strcmp(word, "exit") == 0)
        exit(atoi(value));
    else if (strcmp(word, "die") == 0)
        kill(getpid(), atoi(value));
    else if (strcmp(word, "await") == 0)
        await(value);
    else if (strcmp(word, "touch") == 0)
        touch(value);
    else if (strcmp(word, "silent") == 0)
        sleep_ms(atol(value));
    else if (strcmp(word, "spin") == 0)
        spin(atol(value));
    else if (strcmp(word, "close") == 0)
        close(atoi(value));
    else if (strcmp(word, "handle") == 0)
        set_action(atoi(value), on_signal);
    else if (strcmp(word, "ignore") == 0)
        set_action(atoi(value), SIG_IGN);
    else if (strcmp(word, "take") == 0)
        take(value);
    else if (strcmp(word, "thread") == 0)
        run_thread(value);
    else if (strcmp(word, "late") == 0)
        leave_child(value, "late", false);
    else if (strcmp(word, "daemon") == 0)
        leave_child(value, "daemon-ended", true);
    else if (strcmp(word, "unlock") == 0)
        lock(atoi(value), LOCK_UN);
    else if (strcmp(word, "terminal") == 0)
        open_terminal(value);
    else if (strcmp(word, "chdir") == 0)
        probe_note("chdir %d\n", chdir(value) == 0 ? 0 : errno);
    else if (strcmp(word, "note") == 0)
        probe_note("%s\n", value);
    else if (strcmp(word, "handled") == 0)
        while (handled < atoi(value))
            sleep_ms(2);
    else
        return false;
    return true;
}

static bool obey_alone(const char *word)
{
    if (strcmp(word, "read") == 0)
        read_line();
    else if (strcmp(word, "cat") == 0)
        cat();
    else if (strcmp(word, "fill") == 0)
        fill();
    else if (strcmp(word, "wait") == 0)
        reap();
    else if (strcmp(word, "job") == 0)
        run_job();
    else if (strcmp(word, "raw") == 0)
        set_raw(true);
    else if (strcmp(word, "cooked") == 0)
        set_raw(false);
    else if (strcmp(word, "setsid") == 0)
        probe_note("setsid %d\n", setsid() < 0 ? errno : 0);
    else if (strcmp(word, "fault") == 0)
        *(volatile int *)mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) = 0;
    else
        return false;
    return true;
}

static void obey(char **words, int argc, char **argv)
{
    for (; *words != NULL; words++) {
        if (strcmp(*words, "execv") == 0 && words[1] != NULL) {
            probe_flush();
            execv(words[1], words + 1);
            _exit(127);
        }
        if (!probe_dump(*words, argc, argv) && !obey_alone(*words)) {
            if (words[1] == NULL || !obey_with(words[0], words[1])) {
                fprintf(stderr, "probe: I do not know how to %s\n", *words);
                exit(64);
            }
            words++;
        }
        probe_flush();
    }
}

int main(int argc, char **argv)
{
    char *words[64] = {NULL};
    char *line = getenv("PROBE") != NULL ? strdup(getenv("PROBE")) : NULL;
    probe_open();
    if (line == NULL) {
        obey(argc > 2 ? argv + 2 : words, argc, argv);
        return 0;
    }
    size_t count = 0;
    for (char *word = strtok(line, " "); word != NULL && count < 63; word = strtok(NULL, " "))
        words[count++] = word;
    obey(words, argc, argv);
    return 0;
}
