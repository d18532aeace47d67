/* SPDX-License-Identifier: MIT */
/* The splash's own environment and signals, made harmless before any library looks at them.
 *
 * The program's environment is another process's and is not touched. To be called first of all,
 * while there is one thread. */
#pragma once

void surroundings_tidy(void);
