/* SPDX-License-Identifier: MIT */
/* Small files, read whole: lines of /proc, options, settings.
 *
 *     char text[4096];
 *     if (file_read("/proc/self/stat", text, sizeof text))
 *         …
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* The beginning of the file at PATH, as one read(2) gives it: NUL-terminated, cut at SIZE. A FIFO
 * or a terminal of that name is not waited for. False: errno says why. */
bool file_read(const char *path, char *text, size_t size);
