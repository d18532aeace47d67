/* SPDX-License-Identifier: MIT */
/* The program's own first window, awaited on a thread of its own.
 *
 * A window counts when it is mapped, stands on its own (no menu, no tooltip: override-redirect), is
 * large enough to be looked at, and belongs to an X client whose process is in the program's tree.
 * One that was there before counts, too. Nothing polls: the X server tells. Windows of Wayland's
 * own are nobody else's business there, and are not seen. Source: the X-Resource extension 1.2 for
 * a client's process; where the server has it not, what the window says in _NET_WM_PID.
 *
 *     int fd = guest_await(program);       readable when the window is there
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

#define GUEST_FILE   "ocamlwalk-guest.so"
#define GUEST_SYMBOL "guest_eyes"

/* The interface of the shared object that holds libxcb-res; see late.h. */
struct guest_eyes {
    /* Returns when there is such a window: true; or when there will be none, for the display is
     * gone. HOLDS is tree_holds. One thread, not the main one. */
    bool (*await)(pid_t program, bool (*holds)(pid_t program, pid_t process));
};

extern const struct guest_eyes guest_eyes;

/* Starts the thread. Returns a descriptor, which is the process's until its end, or -1: there is
 * no X display, or no thread to be had. */
int guest_await(pid_t program);
