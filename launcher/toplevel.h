/* SPDX-License-Identifier: MIT */
/* Whether a window under Wayland is the program's. A compositor tells, if anybody, that there is a
 * window, and not whose: it is believed to be the program's if the program is a client of that
 * compositor, which is: a process of its tree is connected to $XDG_RUNTIME_DIR/$WAYLAND_DISPLAY.
 * A connection that the program was started with, which a parent of its holds as well, does not
 * count.
 *
 * - Of a window that opens, that is all there is to be asked.
 * - If a client was there before anybody could tell of windows, one of those that are open then may
 *   be its window: it is believed in once the program rests.
 * - Where the compositor tells of no windows, so is every client.
 *
 * The splash hears the compositor, the wings see who is connected: its sandbox has no netlink(7).
 *
 *     struct toplevel toplevel = {0};
 *     if (toplevel_seen(&toplevel, program, reply, now_ms)) …
 */
#pragma once

#include "channel.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* All zero: nothing heard yet. */
struct toplevel {
    bool believed; /* in, once the program rests: a client's window */
    int64_t due_ms;
};

/* What the splash's REPLY, any of them, says of the program's window. Looks when a window opens,
 * and when the program rests, then never for more than a five-hundredth of the time, or once in a
 * second where looking is dear. */
bool toplevel_seen(struct toplevel *toplevel, pid_t program, enum reply reply, int64_t now_ms);

/* A system's own look: whether PROGRAM is a client of the compositor. False without a compositor.
 * Linux: sock_diag(7), unix domain, tells which sockets are connected to its, the links in
 * /proc/PID/fd who holds them. */
bool toplevel_system_look(pid_t program);

/* Of what the kernel tells of a socket, MESSAGE, a struct unix_diag_msg and its attributes: the
 * inode of its peer, if its address is PATH; else 0. Linux only. Pure. */
uint32_t toplevel_peer(const void *message, size_t len, const char *path);
