/* SPDX-License-Identifier: MIT */
/* The launch as trace events, written while it happens, for Perfetto, chrome://tracing and the
 * tests.
 *
 * Not a log: nothing is written unless the user asked for it with --trace=FILE, and no failure here
 * is ever reported, waited for or died of, whatever FILE is. Format: Chrome's "Trace Event Format",
 * the JSON array form, one event a line, without the closing "]" that the format lets a crashed
 * writer omit. All processes of a launch append to the same file, and so do launches within it;
 * each event is one write(2).
 *
 *     struct trace trace;
 *     trace_open(&trace, "/tmp/launch.json", "launcher");
 *     trace_event(&trace, "program forked", "program=%d", (int)pid);
 */
#pragma once

#include <stdbool.h>

struct trace {
    int fd; /* -1: no trace was asked for; every call is a no-op */
    const char *
        category; /* the process: "launcher", "wings", "splash"; borrowed, must outlive the trace */
};

/* Begins a trace: empties PATH, unless another launch that still goes on writes to it. The
 * descriptor is close-on-exec and above 2. A FIFO that nobody reads is refused. False: errno says
 * why, the trace is off. */
bool trace_open(struct trace *trace, const char *path, const char *category);

/* Goes on with a trace whose descriptor came through exec; fd -1 means none. Takes the descriptor.
 */
void trace_adopt(struct trace *trace, int fd, const char *category);

/* Writes one instant event. ARGUMENTS gives the members of the event's "args" object, with blanks
 * between them: key=%s a string of any kind, key=%d a number, key?=%d a truth value; NULL for none.
 * Events above 1 KiB are dropped, and so is what a full pipe does not take. */
void trace_event(const struct trace *trace, const char *name, const char *arguments, ...)
    __attribute__((format(printf, 3, 4)));
