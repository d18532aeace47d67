/* SPDX-License-Identifier: MIT */
/* What is remembered of programs from one launch to the next, in the file "pacing" of the user's
 * state (state_file.h): one line for each of at most PACING_FILE_PROGRAMS_MAX programs. One that is
 * damaged is as if there were none.
 *
 *     char path[PATH_MAX];
 *     struct pacing pacing;
 *     if (pacing_file_find_program(argv, path, sizeof path)) {
 *         pacing_file_read(path, &pacing);
 *         …
 *         pacing_file_add(path, 420);
 *     }
 */
#pragma once

#include "pacing.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define PACING_FILE_PROGRAMS_MAX 500
#define PACING_FILE_SIZE_MAX     65536

/* A file, as it is known again: another one of that name is another program. */
struct pacing_file_key {
    dev_t device;
    ino_t inode;
    const char *path; /* absolute */
};

/* The absolute path of the file that ARGV runs, as seen from the working folder. False: it is not
 * one file's program ("sh -c"), or there is no such path. */
bool pacing_file_find_program(char *const *argv, char *path, size_t size);

/* The times of the program at PATH; none where nothing can be told. */
void pacing_file_read(const char *path, struct pacing *pacing);

/* One more time of the program at PATH. What cannot be written is forgotten. */
void pacing_file_add(const char *path, int silent_ms);

/* All of it goes. False: it is there still; errno says why. */
bool pacing_file_forget(void);

/* The times of KEY in TEXT, a whole file. False: TEXT is damaged. Pure. */
bool pacing_file_parse(const char *text, const struct pacing_file_key *key, struct pacing *pacing);

/* Into NEW_TEXT, of PACING_FILE_SIZE_MAX bytes, what TEXT says of other programs (nothing, if it is
 * damaged) and, as its last line, PACING of KEY; as many of the oldest lines go as have to. Returns
 * its length. 0: KEY is too long. Pure. */
size_t pacing_file_write(const char *text, const struct pacing_file_key *key,
                         const struct pacing *pacing, char *new_text);
