/* SPDX-License-Identifier: MIT */
/* Giving up what a show does not need any more: pictures, music and fonts are anybody's, and so
 * might be, once, what their decoders do.
 *
 * After it no thread of the process executes a program, gains privileges, signals another process,
 * looks into one, opens a socket but to this machine, or changes a file. What is refused fails as
 * by a lack of rights (EPERM, EACCES), and kills nobody. Files may still be read, and the X server,
 * the sound server and D-Bus are still spoken to: what those do for any program, they do for us.
 * Sources: seccomp(2), landlock(7).
 *
 *     struct sandbox sandbox;
 *     sandbox_enter(&sandbox, false);
 *     trace_event(&trace, "sandboxed", "calls?=%d", sandbox.calls);
 */
#pragma once

#include <stdbool.h>

/* What holds from now on: each where the system has it. */
struct sandbox {
    bool privileges; /* none is gained by executing, for good */
    bool calls;      /* system calls are refused, in all threads */
    bool files;      /* none is changed by this thread and those that it starts, but in memory and
                      * for devices of sound */
};

/* NETWORK: connections to other machines are left possible, for who has a sound server there. */
void sandbox_enter(struct sandbox *sandbox, bool network);
