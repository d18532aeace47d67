/* SPDX-License-Identifier: MIT */
/* The themes that there are, and what each has. */
#pragma once

/* `list [ROOT]...': a line for each theme in the folders ROOT, where a name counts in the first of
 * them only. On a terminal in columns under a heading; else, for scripts, with tabs between: name,
 * folder, gaits, scales, size, author, licence. What is no text in them, and backslashes, is
 * written as \xHH. The exit status. */
int list_run(int argc, char **argv);
