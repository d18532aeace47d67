/* SPDX-License-Identifier: MIT */
/* When to look. */
#include "toplevel.h"

#include "monotonic.h"

#define PAUSE_MAX_MS 1000 /* a camel in front of the window is noticed as soon */

static bool look(struct toplevel *toplevel, pid_t program, int64_t now_ms)
{
    int64_t spent_us = monotonic_spent_us();
    bool seen = toplevel_system_look(program);
    int64_t pause_ms = monotonic_pause_us(spent_us) / 1000;
    toplevel->due_ms = now_ms + (pause_ms < PAUSE_MAX_MS ? pause_ms : PAUSE_MAX_MS);
    return seen;
}

bool toplevel_seen(struct toplevel *toplevel, pid_t program, enum reply reply, int64_t now_ms)
{
    if (program <= 0)
        return false;
    switch (reply) {
    case REPLY_TOPLEVEL_OPENED: /* which is seldom, and not told twice */
        return look(toplevel, program, now_ms);
    case REPLY_TOPLEVELS_OPEN:
        toplevel->believed = look(toplevel, program, now_ms);
        return false;
    case REPLY_TOPLEVELS_UNTOLD:
        toplevel->believed = true;
        return false;
    case REPLY_RESTS:
        return toplevel->believed && now_ms >= toplevel->due_ms && look(toplevel, program, now_ms);
    default:
        return false;
    }
}
