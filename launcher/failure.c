/* SPDX-License-Identifier: MIT */
/* Whether a failure is to be shown, and in which words. */
#include "failure.h"

#include "file.h"
#include "program.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAGIC_LEN 12

static const struct {
    int number;
    const char *name;
} signals[] = {
    {SIGABRT, "SIGABRT"}, {SIGALRM, "SIGALRM"}, {SIGBUS, "SIGBUS"},   {SIGFPE, "SIGFPE"},
    {SIGILL, "SIGILL"},   {SIGKILL, "SIGKILL"}, {SIGQUIT, "SIGQUIT"}, {SIGSEGV, "SIGSEGV"},
    {SIGSYS, "SIGSYS"},   {SIGTRAP, "SIGTRAP"}, {SIGUSR1, "SIGUSR1"}, {SIGUSR2, "SIGUSR2"},
    {SIGXCPU, "SIGXCPU"}, {SIGXFSZ, "SIGXFSZ"},
};

/* Of the outputs only files, pipes, sockets and terminals are watched. */
static bool is_terminal(int fd)
{
    struct stat status;
    return fd >= 0 && fstat(fd, &status) == 0 && S_ISCHR(status.st_mode);
}

bool failure_is_unseen(const struct watch *watch)
{
    int fd = open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (fd >= 0)
        close(fd);
    return fd < 0 && !is_terminal(watch->outputs[0]) && !is_terminal(watch->outputs[1]);
}

static void describe_signal(int number, char sentence[FAILURE_MAX])
{
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        if (signals[i].number == number) {
            snprintf(sentence, FAILURE_MAX, "was killed by %s", signals[i].name);
            return;
        }
    }
    snprintf(sentence, FAILURE_MAX, "was killed by signal %d", number);
}

/* ocamlrun, too, ends so where it cannot run a file. Its last bytes tell what that is: see
 * runtime/caml/exec.h of OCaml. */
static const char *describe_not_run(const char *path)
{
    static const char magic[] = "Caml1999X";
    char trailer[MAGIC_LEN];
    off_t size;
    int fd = path ? file_open(path, &size) : -1;
    if (fd < 0)
        return "cannot be run: the file, or its runtime, is missing";
    bool whole = size >= MAGIC_LEN && pread(fd, trailer, MAGIC_LEN, size - MAGIC_LEN) == MAGIC_LEN;
    close(fd);
    return whole && memcmp(trailer, magic, strlen(magic)) == 0
               ? "cannot be run: its runtime is missing, or another version of OCaml"
               : "cannot be run: it is no OCaml bytecode";
}

bool failure_describe(int status, const char *path, char sentence[FAILURE_MAX])
{
    if (WIFSIGNALED(status)) {
        int number = WTERMSIG(status);
        describe_signal(number, sentence);
        return number != SIGHUP && number != SIGINT && number != SIGTERM && number != SIGPIPE;
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) == 0)
        return false;
    switch (WEXITSTATUS(status)) {
    case PROGRAM_NOT_FOUND:
        snprintf(sentence, FAILURE_MAX, "%s", describe_not_run(path));
        break;
    case PROGRAM_NOT_EXECUTABLE:
        snprintf(sentence, FAILURE_MAX, "cannot be executed");
        break;
    default:
        snprintf(sentence, FAILURE_MAX, "ended with status %d", WEXITSTATUS(status));
        break;
    }
    return true;
}
