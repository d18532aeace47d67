/* SPDX-License-Identifier: MIT */
/* What a program may be doing while nothing is seen of it, each as a child of the test, and whether
 * terminal.h finds that it waits. All assert; a child that the test leaves behind ends by itself.
 *
 *     struct waiter_stage stage = waiter_start(waiter_reads);
 *     assert_true(waiter_is_awaited(stage.pid, 10));
 *     waiter_finish(&stage);
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

#define WAITER_PATIENCE_MS 5000

struct waiter_stage {
    pid_t pid;
    int master_fd; /* the other side of its terminal, or whatever it is to be closed with it */
};

/* A program that does RUN in the foreground of a new terminal, or without one and with FD as its
 * descriptor STANDARD. */
struct waiter_stage waiter_start(void (*run)(void));
pid_t waiter_start_apart(void (*run)(void), int fd, int standard);

/* Ends it and all of its tree. */
void waiter_finish(const struct waiter_stage *stage);

/* Some milliseconds. */
void waiter_rest(void);

/* Whether PROGRAM is ever seen to wait for input, in so many looks. */
bool waiter_is_awaited(pid_t program, int look_count);

/* Whether PROGRAM comes to have a terminal. */
bool waiter_has_terminal(pid_t program);

/* What they do: those that wait for their terminal's user, then those that do not. */
void waiter_reads(void);
void waiter_reads_tty_by_name(void);
void waiter_selects(void);
void waiter_polls(void);
void waiter_reads_on_a_thread(void);
void waiter_child_reads(void);
void waiter_rests_and_reads(void);
void waiter_rests_and_lets_read(void);
void waiter_sleeps(void);
void waiter_waits(void);
void waiter_polls_with_a_limit(void);
void waiter_reads_a_pipe(void);
void waiter_polls_a_pipe_too(void);
void waiter_reads_a_connection(void);
void waiter_computes(void);
void waiter_reads_in_the_background(void);
