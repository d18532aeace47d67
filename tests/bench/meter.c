/* SPDX-License-Identifier: MIT */
/* Runs a command and tells what it and all that it leaves behind took of a processor:
 *
 *     meter FILE COMMAND…
 *
 * writes milliseconds into FILE, once the last of them has ended: whoever loses its parent becomes
 * this process's child. Ends as the command has ended. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double ms(struct timeval time)
{
    return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

int main(int argc, char **argv)
{
    if (argc < 3 || prctl(PR_SET_CHILD_SUBREAPER, 1) < 0)
        return 64;
    pid_t command = fork();
    if (command == 0) {
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    int status = 0, ended;
    pid_t child;
    while ((child = wait(&ended)) > 0 || errno == EINTR)
        if (child == command)
            status = ended;
    struct rusage used;
    getrusage(RUSAGE_CHILDREN, &used);
    FILE *file = fopen(argv[1], "w");
    if (!file)
        return 64;
    fprintf(file, "%.3f\n", ms(used.ru_utime) + ms(used.ru_stime));
    fclose(file);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
