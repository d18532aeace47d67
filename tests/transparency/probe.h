/* SPDX-License-Identifier: MIT */
/* The probe's dumps: what a process can see of itself, as lines of text.
 *
 * None of them changes what the others see: a line is collected in memory first, and the file that
 * it goes to is open only while it is written. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#define TEXT_MAX (1 << 21)

/* Appends to the lines that probe_flush will write. Too long a text is cut, which shows. */
void probe_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Writes what was noted to the file $PROBE_OUT (default: probe.out in the current folder). */
void probe_flush(void);

/* Writes one short line there at once. Async-signal-safe. */
void probe_note_now(const char *word, long number);

/* Remembers where the notes go, before a word can change the folder or the environment. */
void probe_open(void);

/* Notes what NAME stands for: argv, exec, env, fds, signals, … False: no such dump. */
bool probe_dump(const char *name, int argc, char **argv);
