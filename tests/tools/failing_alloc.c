/* SPDX-License-Identifier: MIT */
/* Preloaded: counts the allocations of a process, and lets the one of a number fail, or it and all
 * that come after it. Owns a page that the test has mapped, too, to see the count.
 *
 *     FAILING_ALLOC_COUNT=FILE FAILING_ALLOC_AT=1234 [FAILING_ALLOC_ON=1] LD_PRELOAD=… program */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static _Atomic uint64_t *count;
static uint64_t failing;
static bool on;

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("FAILING_ALLOC_COUNT"), *at = getenv("FAILING_ALLOC_AT");
    int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (fd < 0)
        return;
    on = getenv("FAILING_ALLOC_ON") != NULL;
    failing = at ? strtoull(at, NULL, 10) : 0;
    void *page =
        (void *)syscall(SYS_mmap, NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (page != MAP_FAILED)
        count = page;
}

static bool fails(void)
{
    if (!count)
        return false;
    uint64_t now = atomic_fetch_add(count, 1) + 1;
    if (failing == 0 || (on ? now < failing : now != failing))
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t members, size_t size)
{
    return fails() ? NULL : __libc_calloc(members, size);
}

void *realloc(void *old, size_t size)
{
    return fails() ? NULL : __libc_realloc(old, size);
}

void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
    if (flags & MAP_ANONYMOUS && fails())
        return MAP_FAILED;
    return (void *)syscall(SYS_mmap, address, length, protection, flags, fd, offset);
}
