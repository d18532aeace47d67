/* SPDX-License-Identifier: MIT */
/* Where the launcher is, and by what it is known, on Linux. Owns the mark. */
#include "self.h"

#include "proc.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

/* An ELF note: the linker puts them all behind the headers, so that the first KiB has it, or
 * the second. */
static const struct {
    uint32_t name_size, description_size, type;
    char name[12];
} mark __attribute__((section(".note.ocamlwalk"), used, aligned(4))) = {10, 0, 1, "ocamlwalk"};

bool self_path(char *path, size_t size)
{
    ssize_t len = readlink("/proc/self/exe", path, size);
    if (len > 0 && (size_t)len < size) {
        path[len] = '\0';
        return true;
    }
    /* No /proc: the kernel also left the name that was executed, links and all. */
    const char *executed = (const char *)getauxval(AT_EXECFN);
    char resolved[PATH_MAX];
    if (!executed || !realpath(executed, resolved) || strlen(resolved) >= size)
        return false;
    strcpy(path, resolved);
    return true;
}

bool self_has_mark(const char *head, size_t len)
{
    for (size_t at = 0; at + sizeof mark <= len; at += 4)
        if (memcmp(head + at, &mark, sizeof mark) == 0)
            return true;
    return false;
}

bool self_is_deep(unsigned generations)
{
    struct proc_stat stat;
    pid_t process = getppid();
    for (; generations > 0 && process > 0; generations--, process = stat.parent)
        if (!proc_stat_of(process, &stat))
            return false;
    return generations == 0;
}

bool self_is_privileged(void)
{
    return getauxval(AT_SECURE) != 0;
}
