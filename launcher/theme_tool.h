/* SPDX-License-Identifier: MIT */
/* What is asked of themes, and not of a launch, is another program's to answer: ocamlwalk-theme,
 * which knows pictures and lies beside the splash.
 *
 *     return theme_tool_exec("check", "~/horse");
 */
#pragma once

/* Becomes `ocamlwalk-theme COMMAND OPERAND'; OPERAND may be NULL, for none. Returns only where it
 * cannot, with the exit status, when that has been said. */
int theme_tool_exec(const char *command, const char *operand);

/* The same by a process of its own, which is waited for; where it is not installed, nothing. */
void theme_tool_run(const char *command, const char *operand);
