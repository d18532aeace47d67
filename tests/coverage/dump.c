/* SPDX-License-Identifier: MIT */
/* Only in builds for coverage: gcov writes its counts at exit(), which launcher, wings and splash
 * never reach. The linker sends the ways on which they leave through here, and the one on which the
 * splash gives up writing files (ld(1), --wrap). */
#include <dlfcn.h>
#include <fcntl.h>
#include <gcov.h>
#include <link.h>
#include <linux/landlock.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define ARGUMENTS_MAX 16
#define CALL_MAX      6 /* arguments of a system call */

void coverage_dump(void);
void __real__exit(int status) __attribute__((noreturn));
void __wrap__exit(int status) __attribute__((noreturn));
int __real_execve(const char *path, char *const *argv, char *const *environment);
int __wrap_execve(const char *path, char *const *argv, char *const *environment);
int __wrap_execl(const char *path, const char *argument, ...);
int __real_kill(pid_t pid, int number);
int __wrap_kill(pid_t pid, int number);
long __real_syscall(long number, ...);
long __wrap_syscall(long number, ...);

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

static pid_t own;

__attribute__((constructor)) static void remember_own(void)
{
    own = getpid();
}

/* What a process of the program's tree writes would be taken for the program's first words, and
 * what a child writes is added to its parent's when it is waited for. So somebody tells who has
 * left the tree, when this process has ended, and holds nothing of it, neither files nor locks. */
static void dump_when_over(void)
{
    pid_t parent = getpid();
    close_range(0, ~0U, 0);
    if (fork() != 0)
        return;
    for (int fd = 0; fd <= STDERR_FILENO; fd++)
        open("/dev/null", O_RDWR); /* for gcov's complaints */
    while (getppid() == parent)
        sched_yield();
    dump_all();
    __real__exit(0);
}

/* Who has been forked and has become nobody else may be one of the program's tree. */
void __wrap__exit(int status)
{
    if (getpid() == own)
        dump_all();
    else
        dump_when_over();
    __real__exit(status);
}

/* The child raises no signal. */
static void dump_apart(void)
{
    pid_t between = (pid_t)__real_syscall(SYS_clone, 0, 0, 0, 0, 0);
    if (between == 0) {
        dump_when_over();
        __real__exit(0);
    }
    waitpid(between, NULL, __WALL);
}

/* Who tells would be its child, and it has no wings that count. */
static bool adopts_orphans(void)
{
    int adopts = 0;
    prctl(PR_GET_CHILD_SUBREAPER, &adopts);
    return getpid() <= 1 || adopts != 0;
}

/* Not in the child of a vfork: its counts are its parent's, who is still to tell them. */
int __wrap_execve(const char *path, char *const *argv, char *const *environment)
{
    if (getpid() == own && adopts_orphans())
        dump_all();
    else if (getpid() == own)
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

/* The counts may be written still, and nothing else. */
static void except_counts(int rules)
{
    struct landlock_path_beneath_attr rule = {
        .allowed_access = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG,
        .parent_fd = open(COVERAGE_FOLDER, O_PATH | O_CLOEXEC),
    };
    __real_syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(rule.parent_fd);
}

long __wrap_syscall(long number, ...)
{
    long arguments[CALL_MAX];
    va_list rest;
    va_start(rest, number);
    for (int i = 0; i < CALL_MAX; i++) /* as many as there are at most, as syscall(2) itself does */
        arguments[i] = va_arg(rest, long);
    va_end(rest);
    if (number == SYS_landlock_restrict_self)
        except_counts((int)arguments[0]);
    return __real_syscall(number, arguments[0], arguments[1], arguments[2], arguments[3],
                          arguments[4], arguments[5]);
}
