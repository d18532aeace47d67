/* SPDX-License-Identifier: MIT */
/* The native twin of speak.ml: the same words, obeyed in their order, for launches where the
 * program is no bytecode, or where its own runtime must not stand between a test and the kernel.
 * Owns nothing but what its words open. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const struct {
    const char *name;
    int number;
} signals[] = {
    {"HUP", SIGHUP},   {"INT", SIGINT},   {"QUIT", SIGQUIT}, {"ILL", SIGILL},   {"TRAP", SIGTRAP},
    {"ABRT", SIGABRT}, {"BUS", SIGBUS},   {"FPE", SIGFPE},   {"KILL", SIGKILL}, {"USR1", SIGUSR1},
    {"SEGV", SIGSEGV}, {"USR2", SIGUSR2}, {"PIPE", SIGPIPE}, {"ALRM", SIGALRM}, {"TERM", SIGTERM},
    {"CHLD", SIGCHLD}, {"CONT", SIGCONT}, {"STOP", SIGSTOP}, {"TSTP", SIGTSTP}, {"TTIN", SIGTTIN},
    {"TTOU", SIGTTOU}, {"URG", SIGURG},   {"XCPU", SIGXCPU}, {"XFSZ", SIGXFSZ}, {"SYS", SIGSYS},
};

static volatile sig_atomic_t handled;
static const char *handler_text[65];

static int signal_of(const char *word)
{
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (strcmp(word, signals[i].name) == 0)
            return signals[i].number;
    return atoi(word);
}

static void put(int fd, const char *text)
{
    for (size_t left = strlen(text); left > 0;) {
        ssize_t n = write(fd, text, left);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            _exit(errno == EPIPE ? 32 : 74);
        text += n;
        left -= (size_t)n;
    }
}

/* One write(2) per line, as speak.ml does. */
static void say(int fd, const char *text)
{
    char line[8192];
    snprintf(line, sizeof line, "%s\n", text);
    put(fd, line);
}

static void say_number(long number)
{
    char text[32];
    snprintf(text, sizeof text, "%ld", number);
    say(STDOUT_FILENO, text);
}

static void silent(long ms)
{
    struct timespec left = {ms / 1000, ms % 1000 * 1000000};
    while (nanosleep(&left, &left) < 0 && errno == EINTR)
        continue;
}

static void spin(long ms)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t until_ms = now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000 + ms;
    while (now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000 < until_ms)
        clock_gettime(CLOCK_MONOTONIC, &now);
}

/* Until the processor has been given for so long. */
static void compute(long ms)
{
    clock_t end = clock() + ms * (CLOCKS_PER_SEC / 1000);
    while (clock() < end)
        continue;
}

static void say_handled(int signal_number)
{
    int saved = errno;
    handled++;
    say(STDOUT_FILENO, handler_text[signal_number]);
    errno = saved;
}

static void set_handler(int signal_number, const char *text)
{
    struct sigaction action = {.sa_handler = text != NULL ? say_handled : SIG_IGN};
    if (text != NULL)
        handler_text[signal_number] = text;
    sigaction(signal_number, &action, NULL);
}

static void *thread_main(void *ms)
{
    silent(atol(ms));
    return NULL;
}

static void run_thread(char *ms)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, thread_main, ms) == 0)
        pthread_join(thread, NULL);
}

static void read_line(void)
{
    char line[4000] = "read: ";
    size_t len = strlen(line), start = len;
    for (char byte; len < sizeof line - 1;) {
        ssize_t n = read(STDIN_FILENO, &byte, 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0 && len == start)
            strcpy(line, "eof");
        if (n <= 0 || byte == '\n')
            break;
        line[len++] = byte;
    }
    say(STDOUT_FILENO, line);
}

/* number:access-and-status-flags:close-on-exec:offset, for all that is open below 64 */
static void say_fds(bool verbose)
{
    char line[4096] = "fds:";
    size_t len = strlen(line);
    for (int fd = 0; fd < 64; fd++) {
        int flags = fcntl(fd, F_GETFL);
        if (flags < 0)
            continue;
        len += (size_t)snprintf(line + len, sizeof line - len, " %d", fd);
        if (verbose)
            len += (size_t)snprintf(line + len, sizeof line - len, ":%o:%d:%ld", (unsigned)flags,
                                    fcntl(fd, F_GETFD), (long)lseek(fd, 0, SEEK_CUR));
    }
    say(STDOUT_FILENO, line);
}

/* The lines of a file of /proc/self that begin with the word, "SigIgn" for one; all with "". */
static void say_proc(const char *path, const char *word)
{
    char line[1024];
    FILE *file = fopen(path, "re");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, word, strlen(word)) == 0)
            put(STDOUT_FILENO, line);
    if (file != NULL)
        fclose(file);
}

static void say_cwd(void)
{
    char path[4096];
    say(STDOUT_FILENO, getcwd(path, sizeof path) != NULL ? path : "(gone)");
}

static void say_env(const char *name)
{
    char line[4096];
    const char *value = getenv(name);
    snprintf(line, sizeof line, "%s%s%s", name, value != NULL ? "=" : " unset",
             value != NULL ? value : "");
    say(STDOUT_FILENO, line);
}

static void notify(const char *text)
{
    const char *name = getenv("NOTIFY_SOCKET");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (name == NULL || *name == '\0' || strlen(name) >= sizeof address.sun_path)
        return;
    memcpy(address.sun_path, name, strlen(name));
    if (*name == '@')
        address.sun_path[0] = '\0';
    socklen_t len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(name));
    int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    sendto(fd, text, strlen(text), 0, (struct sockaddr *)&address, len);
    close(fd);
}

static void in_child(long ms, const char *text, bool wait_for_it)
{
    pid_t pid = fork();
    if (pid == 0) {
        silent(ms);
        say(STDOUT_FILENO, text);
        _exit(0);
    }
    if (wait_for_it)
        waitpid(pid, NULL, 0);
}

static void touch(const char *path)
{
    close(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
}

static void await(const char *path)
{
    struct stat status;
    while (stat(path, &status) < 0)
        silent(2);
}

static void flood(long count)
{
    for (; count > 0; count -= 1024) {
        char block[1025];
        long len = count < 1024 ? count : 1024;
        memset(block, 'x', (size_t)len);
        block[len] = '\0';
        put(STDOUT_FILENO, block);
    }
}

int main(int argc, char **argv)
{
    (void)argc;
    for (char **word = argv + (argv[0] != NULL); *word != NULL; word++) {
#define IS(name)        (strcmp(*word, name) == 0)
#define HAS(name, more) (IS(name) && word[1] != NULL && (word += (more), *word != NULL))
        if (HAS("exit", 1))
            exit(atoi(*word));
        else if (HAS("die", 1))
            kill(getpid(), signal_of(*word));
        else if (HAS("silent", 1))
            silent(atol(*word));
        else if (HAS("spin", 1))
            spin(atol(*word));
        else if (HAS("compute", 1))
            compute(atol(*word));
        else if (HAS("await", 1))
            await(*word);
        else if (HAS("touch", 1))
            touch(*word);
        else if (HAS("print", 1))
            say(STDOUT_FILENO, *word);
        else if (HAS("put", 1))
            put(STDOUT_FILENO, *word);
        else if (HAS("eprint", 1))
            say(STDERR_FILENO, *word);
        else if (HAS("flood", 1))
            flood(atol(*word));
        else if (IS("stop-self"))
            kill(getpid(), SIGSTOP);
        else if (IS("read"))
            read_line();
        else if (HAS("fork-print", 1))
            in_child(0, *word, true);
        else if (HAS("fork-late", 2))
            in_child(atol(word[-1]), *word, false);
        else if (IS("pid"))
            say_number(getpid());
        else if (IS("pgid"))
            say_number(getpgrp());
        else if (IS("sid"))
            say_number(getsid(0));
        else if (IS("cwd"))
            say_cwd();
        else if (HAS("env", 1))
            say_env(*word);
        else if (IS("args")) {
            while (word[1] != NULL)
                say(STDOUT_FILENO, *++word);
        } else if (IS("fds") || IS("fd-table"))
            say_fds(IS("fd-table"));
        else if (HAS("status", 1))
            say_proc("/proc/self/status", *word);
        else if (IS("limits"))
            say_proc("/proc/self/limits", "");
        else if (HAS("close", 1))
            close(atoi(*word));
        else if (IS("wait-child"))
            say(STDOUT_FILENO, wait(NULL) < 0 && errno == ECHILD ? "no child" : "a child");
        else if (HAS("ignore", 1))
            set_handler(signal_of(*word), NULL);
        else if (HAS("handle", 2))
            set_handler(signal_of(word[-1]), *word);
        else if (IS("wait-signal")) {
            for (; handled == 0; silent(5))
                continue;
            handled--;
        } else if (HAS("thread", 1))
            run_thread(*word);
        else if (HAS("notify", 1))
            notify(*word);
        else {
            fprintf(stderr, "speak: I do not know how to %s\n", *word);
            exit(64);
        }
    }
    return 0;
}
