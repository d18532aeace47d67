/* SPDX-License-Identifier: MIT */
/* One launch with a show: the program and the wings are forked, everything is let go, and the rest
 * is waiting. Source: signal(7), waitpid(2); docs/transparency.md for what a parent must not
 * change. */
#pragma once

#include "options.h"
#include "program.h"
#include "trace.h"
#include "watch.h"

/* Runs PROGRAM as a child with a camel in the wings and returns its wait status. Where no process
 * can be forked it becomes the program instead, and returns only if that fails, with the wait
 * status of exit 126 or 127. */
int launch_run(const struct options *options, const struct trace *trace, struct program *program);

/* The program ended with wait status STATUS without ever having had a camel: if it failed, and
 * nobody would see it on a terminal, nor on what WATCH has been aimed at, one comes and says so. */
void launch_tell_failure(const struct options *options, const struct trace *trace,
                         const struct watch *watch, int status);

/* Puts a camel beside this process and becomes PROGRAM: nothing is between it and its caller.
 * Returns only on failure, with the exit status for main. */
int launch_beside(const struct options *options, const struct trace *trace,
                  struct program *program);
