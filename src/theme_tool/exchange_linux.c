/* SPDX-License-Identifier: MIT */
/* Names exchanged on Linux, where all file systems that homes lie on know how. */
#include "exchange.h"

#include <fcntl.h>
#include <stdio.h>

bool exchange_into(const char *path, const char *to)
{
    return renameat2(AT_FDCWD, path, AT_FDCWD, to, RENAME_NOREPLACE) == 0;
}

bool exchange_both(const char *one, const char *other)
{
    return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) == 0;
}
