/* SPDX-License-Identifier: MIT */
/* What a process of ours is to the system: how it is scheduled, when it dies, what goes first when
 * memory is short. Calls that return nothing do what they can, and fail in silence. Source:
 * sched(7), prctl(2), proc(5) on oom_score_adj. */
#pragma once

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

/* In a child: to be killed when PARENT dies, whose only thread it was forked by. False: it will not
 * be; errno is ESRCH if PARENT has died already. On macOS there is no such thing, which counts as
 * true. */
bool process_tie_to(pid_t parent);

/* Whether orphans among this process's descendants become its children: process 1 of a namespace,
 * or a PR_SET_CHILD_SUBREAPER. True also where it cannot be told. */
bool process_adopts(void);

/* Whether PROCESS runs, or is about to. False also where it cannot be told. */
bool process_is_running(pid_t process);

/* waitpid(-1, STATUS, WNOHANG | WUNTRACED | WCONTINUED), by another call where that one is refused.
 */
pid_t process_wait(int *status);

/* What ps(1) and pkill(1) know this process by, for as much as there is room. */
void process_rename(const char *name);

/* An ordinary scheduling class whatever the caller had, and soon awake when there is something to
 * do: it asks for short slices of the processor, not for more of it. */
void process_be_prompt(void);

/* The first to go when memory is short; no core file. */
void process_be_expendable(void);

/* Gives back the System V shared memory that process PID, which has ended, made since SINCE (wall
 * time) and had no time to give back itself: Xlib's clients share pictures with their server so. */
void process_release_memory(pid_t pid, time_t since);

/* Gives the pages of the stack back that earlier calls have used and no caller of this one does. */
void process_shrink_stack(void);
