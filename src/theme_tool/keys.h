/* SPDX-License-Identifier: MIT */
/* The keys of theme.ini, for documents and whoever compares them. */
#pragma once

/* `keys': a line for each on standard output: section ("" for those of any act), name, what it is
 * for, what it may hold, what it is without being given; tabs between them. */
int keys_run(int argc, char **argv);
