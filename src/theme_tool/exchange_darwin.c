/* SPDX-License-Identifier: MIT */
/* Names exchanged on macOS. */
#include "exchange.h"

#include <stdio.h>

bool exchange_into(const char *path, const char *to)
{
    return renamex_np(path, to, RENAME_EXCL) == 0;
}

bool exchange_both(const char *one, const char *other)
{
    return renamex_np(one, other, RENAME_SWAP) == 0;
}
