/* SPDX-License-Identifier: MIT */
/* Files, read whole: lines of /proc, options, settings, art.
 *
 *     char text[4096];
 *     if (file_read("/proc/self/stat", text, sizeof text))
 *         …
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* A descriptor of the regular file at PATH, for reading; *SIZE, unless NULL, becomes its length.
 * -1: errno says why; EINVAL: it is no regular file. What only has the name of one, a FIFO or a
 * terminal, is not waited for. */
int file_open(const char *path, off_t *size);

/* The beginning of the regular file at PATH, as one read(2) gives it: NUL-terminated, cut at SIZE.
 * False: errno says why, as file_open has it. */
bool file_read(const char *path, char *text, size_t size);

/* The same, of a file that is this user's or root's and that nobody else may write to. False: EPERM
 * if it is not. */
bool file_read_own(const char *path, char *text, size_t size);

/* The same as file_read, of bytes of any kind, with no NUL behind them: how many there are, or -1.
 */
ssize_t file_read_head(const char *path, char *bytes, size_t size);

/* All bytes of the regular file at PATH, *LEN of them, to be freed. NULL: errno says why, as
 * file_open has it; EFBIG: there are more than LEN_MAX, namely *LEN. */
uint8_t *file_read_all(const char *path, size_t len_max, size_t *len);
