/* SPDX-License-Identifier: MIT */
/* The splash's own environment and signals, made harmless before any library looks at them. A fault
 * of one is an exit status then (faults.h).
 *
 * The program's environment is another process's and is not touched. To be called first of all,
 * while there is one thread, and nobody sets a variable after that: getenv(3) in another thread
 * would read what has been freed. */
#pragma once

void environment_prepare(void);

/* The address of the user's own bus, which is hidden from the libraries; "" for none. */
const char *environment_session_bus(void);
