/* SPDX-License-Identifier: MIT */
/* What a process of ours is to the system: how it is scheduled, when it dies, what goes first when
 * memory is short. All calls do what they can, and fail in silence. Source: sched(7), prctl(2),
 * proc(5) on oom_score_adj. */
#pragma once

#include <sys/types.h>
#include <time.h>

/* In a child: to be killed when PARENT dies, whose only thread it was forked by. Nothing on macOS.
 */
void process_tie_to(pid_t parent);

/* An ordinary scheduling class whatever the caller had, and soon awake when there is something to
 * do: it asks for short slices of the processor, not for more of it. */
void process_be_prompt(void);

/* The first to go when memory is short; no core file. */
void process_be_expendable(void);

/* Gives back the System V shared memory that process PID, which has ended, made since SINCE (wall
 * time) and had no time to give back itself: Xlib's clients share pictures with their server so. */
void process_release_memory(pid_t pid, time_t since);
