/* SPDX-License-Identifier: MIT */
/* The walk, shown by ocamlwalk. */
#pragma once

#include <signal.h>

/* Runs `ocamlwalk --demo` with the theme in FOLDER, from beside this program or from PATH, until it
 * is closed, with MASK for its signals; nothing where there is no display. */
void showing_run(const char *folder, const sigset_t *mask);
