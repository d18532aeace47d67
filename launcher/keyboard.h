/* SPDX-License-Identifier: MIT */
/* The terminal of a demo, a key at a time: without echo, and without waiting for the end of a line.
 *
 * In any way that this process ends or is stopped, other than by SIGKILL or SIGSTOP, the terminal
 * is put back first; once it runs in the foreground again, it is taken again. In the background
 * nothing is read: what is typed is the shell's. Source: termios(3), signal-safety(7); the order at
 * ^Z is that of the GNU C Library's manual, "Stop Signals".
 *
 * For a demo alone: in a launch, the terminal is the program's. There is one in a process.
 *
 *     if (keyboard_open(keys_fd))
 *         … poll keyboard_fd(); keyboard_pass_on(); …
 *     keyboard_close();
 */
#pragma once

#include <stdbool.h>

/* What is typed at standard input goes to TO_FD, which is taken. False: that is no terminal, or we
 * are not in its foreground. */
bool keyboard_open(int to_fd);

/* Readable when something was typed; -1: nothing is to be read, now or ever. */
int keyboard_fd(void);

/* True in the background: keyboard_fd is to be asked again now and then. */
bool keyboard_is_away(void);

/* Passes on what was typed, as far as anybody hears it. Never waits. */
void keyboard_pass_on(void);

/* Harmless twice, and without keyboard_open. */
void keyboard_close(void);
