/* SPDX-License-Identifier: MIT */
/* Memory that is always there. */
#include "memory.h"

#include <stdio.h>
#include <stdlib.h>

static void *need(void *memory)
{
    if (!memory) {
        fputs("ocamlwalk-draw: no memory left\n", stderr);
        exit(1);
    }
    return memory;
}

void *memory_get(size_t count, size_t size)
{
    return need(calloc(count ? count : 1, size));
}

void *memory_resize(void *memory, size_t len)
{
    return need(realloc(memory, len));
}
