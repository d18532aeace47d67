/* SPDX-License-Identifier: MIT */
/* Whether there is room for a splash beside the program where both are limited, as in a container:
 * a control group that is full has a process of its own killed, or refuses it a thread, and that
 * may be the program. Source: cgroups(7), the kernel's admin-guide/cgroup-v2 and cgroup-v1. */
#pragma once

#define HEADROOM_MEMBERSHIPS "/proc/self/cgroup"
#define HEADROOM_ROOT        "/sys/fs/cgroup"

/* What a splash would lack in the control groups that the file MEMBERSHIPS lists, mounted under the
 * folder ROOT: "memory" or "processes", for the trace; NULL: nothing that is known. What the kernel
 * may drop from its caches is free. */
const char *headroom_lacks(const char *memberships, const char *root);
