/* SPDX-License-Identifier: MIT */
/* What a process is to macOS, which knows of all this the core file only. */
#include "process.h"

#include <errno.h>
#include <sys/resource.h>
#include <sys/wait.h>

bool process_tie_to(pid_t parent)
{
    (void)parent;
    return true;
}

bool process_adopts(void)
{
    return false; /* orphans are process 1's, always */
}

bool process_is_running(pid_t process)
{
    (void)process;
    return false; /* nor is it told who has sent a signal */
}

pid_t process_wait(int *status)
{
    pid_t changed;
    do
        changed = waitpid(-1, status, WNOHANG | WUNTRACED | WCONTINUED);
    while (changed < 0 && errno == EINTR);
    return changed;
}

void process_rename(const char *name)
{
    (void)name;
}

void process_be_prompt(void)
{
}

void process_be_expendable(void)
{
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
}

void process_release_memory(pid_t pid, time_t since)
{
    (void)pid;
    (void)since;
}

void process_shrink_stack(void)
{
}
