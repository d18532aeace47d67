/* SPDX-License-Identifier: MIT */
/* Handing over to a runtime that may lead back here: a script named ocamlrun that executes
 * ocamlwalk, or another ocamlwalk that was installed under that name.
 *
 * A copy is known by a mark in its image. Of a script nobody can tell what it executes, so that one
 * is remembered, in the environment, as having been handed over to by this process; whoever comes
 * back with it takes the next runtime. No program sees that variable where the script executes a
 * real runtime: it is only set once this process seems to have gone round some times, by the CPU
 * time that it has used or by how many processes stand above it.
 *
 *     struct handover handover = {0};
 *     if (stat(path, &status) == 0 && handover_consider(&handover, path, &status))
 *         handover_prepare(&handover), execve(path, …);
 */
#pragma once

#include <stdbool.h>
#include <sys/stat.h>

#define HANDOVER_MAX 512

struct handover {
    bool is_script; /* what was considered last, and is its file */
    dev_t device;
    ino_t inode;
    char variable[HANDOVER_MAX]; /* room for it, in the environment once it is prepared */
};

/* False: to execute the file at PATH, which STATUS is of, would lead back here. It is not looked
 * into where it is larger than anything that could, as every runtime of OCaml's own is. */
bool handover_consider(struct handover *handover, const char *path, const struct stat *status);

/* The same of what may execute anything, whatever its size: bytecode behind lines of shell, or a
 * command that gets words from an option. */
bool handover_consider_script(struct handover *handover, const struct stat *status);

/* Makes the environment ready for what was considered last: the variable is changed, or removed. */
void handover_prepare(struct handover *handover);
