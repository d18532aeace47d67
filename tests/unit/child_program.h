/* SPDX-License-Identifier: MIT */
/* A program with a child of its own that holds something, for the tests. */
#pragma once

#include "cmocka_all.h"

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* Starts one; PREPARE(DATA), called in the child, is done when this returns, or has failed: false.
 * The two are a group. */
static inline pid_t child_program_start(bool (*prepare)(const void *data), const void *data)
{
    int ready[2];
    char byte;
    assert_int_equal(pipe(ready), 0);
    pid_t program = fork();
    if (program == 0) {
        setpgid(0, 0);
        if (fork() == 0) {
            if (!prepare(data))
                _exit(1);
            if (write(ready[1], "x", 1) == 1)
                pause();
        }
        pause();
        _exit(0);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    close(ready[1]);
    return program;
}

static inline void child_program_stop(pid_t program)
{
    kill(-program, SIGKILL);
    waitpid(program, NULL, 0);
}
