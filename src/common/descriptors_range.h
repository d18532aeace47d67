/* SPDX-License-Identifier: MIT */
/* What each system does its own way; only descriptors.c calls it. */
#pragma once

#include <stdbool.h>

/* Closes the open descriptors from FIRST to LAST, both included; LAST -1: all from FIRST on. Cannot
 * fail. */
void descriptors_close_range(int first, int last);

/* socketpair(2), both ends close-on-exec from the start where the system can. */
bool descriptors_open_pair(int fds[2]);
