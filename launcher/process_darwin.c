/* SPDX-License-Identifier: MIT */
/* What a process is to macOS, which knows of all this the core file only. */
#include "process.h"

#include <sys/resource.h>

void process_tie_to(pid_t parent)
{
    (void)parent;
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
