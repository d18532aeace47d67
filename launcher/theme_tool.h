/* SPDX-License-Identifier: MIT */
/* What is asked of themes, and not of a launch, is another program's to answer: ocamlwalk-theme,
 * which knows pictures and lies beside the splash.
 *
 *     return theme_tool_ask(&options);
 */
#pragma once

#include "options.h"

/* Becomes ocamlwalk-theme, to do what OPTIONS name as its tool. Returns only where it cannot, with
 * the exit status, when that has been said. */
int theme_tool_ask(const struct options *options);

/* The same, to list all themes; without ocamlwalk-theme, their names and folders are listed here.
 */
int theme_tool_list(void);

/* Runs `ocamlwalk-theme COMMAND OPERAND' and waits for it; nothing happens where it cannot be run.
 */
void theme_tool_run(const char *command, const char *operand);
