/* SPDX-License-Identifier: MIT */
/* The folder where a user's processes meet, and nobody else's: $XDG_RUNTIME_DIR, if it is what the
 * XDG Base Directory Specification says it is. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* PATH, of SIZE bytes, becomes that of NAME in there. False: there is no such folder, or others may
 * look into it, or the path is too long. Costs one system call. */
bool runtime_folder_path(const char *name, char *path, size_t size);
