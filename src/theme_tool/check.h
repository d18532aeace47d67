/* SPDX-License-Identifier: MIT */
/* What is wrong with a theme, told to whoever makes it. */
#pragma once

/* `check DIR': prints a line for each fault on standard output. The exit status: 1 if there are
 * any. */
int check_run(int argc, char **argv);
