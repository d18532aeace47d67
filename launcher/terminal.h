/* SPDX-License-Identifier: MIT */
/* Whether the program waits for its user at the terminal.
 *
 * That is: a process of its tree, in the foreground of its controlling terminal, sleeps in a read
 * of that terminal, or waits without a time limit for nothing but input from it. Nothing is
 * attached to and nothing read; where the kernel does not say what a process sleeps in, it is only
 * taken for a reader if it could not be sleeping in anything else. Source: proc(5) on
 * /proc/PID/syscall and /proc/PID/wchan.
 *
 *     if (terminal_awaited(program))
 *         …no camel in front of a prompt…
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

/* Costs about 10 us for a program without a terminal, 50 us for one with. False where it cannot be
 * told: macOS. */
bool terminal_awaited(pid_t program);

/* Whether the program has a controlling terminal at all, without which terminal_awaited need not be
 * asked. */
bool terminal_is_there(pid_t program);
