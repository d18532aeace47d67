/* SPDX-License-Identifier: MIT */
/* The one step of letting go that each system does its own way; only descriptors.c calls it. */
#pragma once

/* Closes the open descriptors from FIRST to LAST, both included; LAST -1: all from FIRST on. Cannot
 * fail. */
void descriptors_close_range(int first, int last);
