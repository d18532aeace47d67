/* SPDX-License-Identifier: MIT */
/* Only in builds for coverage: gcov writes its counts at exit(), which launcher, wings and splash
 * never reach. The linker sends the ways on which they leave through here (ld(1), --wrap). */
#include <dlfcn.h>
#include <gcov.h>
#include <link.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define ARGUMENTS_MAX 16

void coverage_dump(void);
void __real__exit(int status) __attribute__((noreturn));
void __wrap__exit(int status) __attribute__((noreturn));
int __real_execve(const char *path, char *const *argv, char *const *environment);
int __wrap_execve(const char *path, char *const *argv, char *const *environment);
int __wrap_execl(const char *path, const char *argument, ...);
int __real_kill(pid_t pid, int number);
int __wrap_kill(pid_t pid, int number);

/* The counts of one object: the executable's, or a plugin's. Set back, so that it can be
 * told again. Who may not write there, as somebody else, without descriptors, has no counts,
 * and no complaint of gcov's either. */
void coverage_dump(void)
{
    if (access(COVERAGE_FOLDER, W_OK) != 0)
        return;
    __gcov_dump();
    __gcov_reset();
}

static void dump_all(void)
{
    coverage_dump();
    for (const struct link_map *object = _r_debug.r_map; object; object = object->l_next) {
        /* nameless: the executable itself */
        void *plugin = object->l_name[0] ? dlopen(object->l_name, RTLD_LAZY | RTLD_NOLOAD) : NULL;
        void (*dump)(void) = NULL;
        if (plugin)
            *(void **)&dump = dlsym(plugin, "coverage_dump");
        if (dump && dump != coverage_dump)
            dump();
    }
}

void __wrap__exit(int status)
{
    dump_all();
    __real__exit(status);
}

static pid_t own;

__attribute__((constructor)) static void remember_own(void)
{
    own = getpid();
}

/* What this process writes would be taken for the program's first words, and what a child writes is
 * added to it when it is waited for: so a grandchild tells. The child between raises no signal. */
static void dump_apart(void)
{
    pid_t between = (pid_t)syscall(SYS_clone, 0, 0, 0, 0, 0);
    if (between == 0) {
        if (fork() == 0)
            dump_all();
        __real__exit(0);
    }
    waitpid(between, NULL, __WALL);
}

/* Not in the child of a vfork: its counts are its parent's, who is still to tell them. */
int __wrap_execve(const char *path, char *const *argv, char *const *environment)
{
    if (getpid() == own)
        dump_apart();
    return __real_execve(path, argv, environment);
}

int __wrap_execl(const char *path, const char *argument, ...)
{
    char *argv[ARGUMENTS_MAX + 1] = {NULL};
    va_list rest;
    va_start(rest, argument);
    for (int i = 0; argument && i < ARGUMENTS_MAX; i++) {
        argv[i] = (char *)argument;
        argument = va_arg(rest, const char *);
    }
    va_end(rest);
    dump_all();
    return __real_execve(path, argv, environ);
}

int __wrap_kill(pid_t pid, int number)
{
    if (pid == getpid())
        dump_all();
    return __real_kill(pid, number);
}
