/* SPDX-License-Identifier: MIT */
/* What a process can see of itself, one function a subject. Owns the text that is collected. */
#include "probe.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/ioprio.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static char text[TEXT_MAX];
static size_t text_len;
static char out_path[PATH_MAX];

void probe_open(void)
{
    const char *path = getenv("PROBE_OUT");
    if (path != NULL)
        snprintf(out_path, sizeof out_path, "%s", path);
    else if (getcwd(out_path, sizeof out_path - 16) != NULL)
        strcat(out_path, "/probe.out");
}

void probe_note(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    int len = vsnprintf(text + text_len, sizeof text - text_len, format, values);
    va_end(values);
    if (len > 0)
        text_len += (size_t)len;
    if (text_len >= sizeof text)
        text_len = sizeof text - 1;
}

static void append(const char *bytes, size_t len)
{
    int fd = open(out_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0666);
    if (fd < 0)
        return;
    while (len > 0) {
        ssize_t n = write(fd, bytes, len);
        if (n <= 0)
            break;
        bytes += n;
        len -= (size_t)n;
    }
    close(fd);
}

void probe_flush(void)
{
    append(text, text_len);
    text_len = 0;
}

void probe_note_now(const char *word, long number)
{
    int saved = errno;
    char line[80];
    char digits[24];
    size_t len = strlen(word), count = 0;
    memcpy(line, word, len);
    line[len++] = ' ';
    if (number < 0)
        line[len++] = '-';
    unsigned long rest = number < 0 ? -(unsigned long)number : (unsigned long)number;
    do
        digits[count++] = (char)('0' + rest % 10);
    while ((rest /= 10) != 0);
    while (count > 0)
        line[len++] = digits[--count];
    line[len++] = '\n';
    append(line, len);
    errno = saved;
}

static uint64_t hash(const char *bytes, size_t len)
{
    uint64_t value = UINT64_C(14695981039346656037); /* FNV-1a */
    for (size_t i = 0; i < len; i++)
        value = (value ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
    return value;
}

static void dump_argv(int argc, char **argv)
{
    probe_note("argc %d\n", argc);
    for (int i = 0; i < argc; i++)
        probe_note("argv %d %zu %016lx %.60s\n", i, strlen(argv[i]),
                   (unsigned long)hash(argv[i], strlen(argv[i])), argv[i]);
}

static void note_file(const char *label, const char *path)
{
    static char content[1 << 17];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t len = 0;
    for (ssize_t n; fd >= 0 && (n = read(fd, content + len, sizeof content - 1 - (size_t)len)) > 0;)
        len += n;
    if (fd < 0) {
        probe_note("%s: %s\n", label, strerror(errno));
        return;
    }
    close(fd);
    for (ssize_t i = 0; i < len; i++)
        if (content[i] == '\0')
            content[i] = ' ';
    content[len] = '\0';
    probe_note("%s: %s%s", label, content, len > 0 && content[len - 1] == '\n' ? "" : "\n");
}

static void dump_exec(void)
{
    char exe[PATH_MAX] = "";
    if (readlink("/proc/self/exe", exe, sizeof exe - 1) < 0)
        strcpy(exe, "unknown");
    const char *name = (const char *)getauxval(AT_EXECFN);
    probe_note("execfn %s\nexe %s\n", name == NULL ? "none" : name, exe);
    note_file("comm", "/proc/self/comm");
    note_file("cmdline", "/proc/self/cmdline");
    probe_note("secure %lu\n", getauxval(AT_SECURE));
}

static void dump_env(void)
{
    for (char **variable = environ; *variable != NULL; variable++)
        probe_note("env %.300s %016lx\n", *variable,
                   (unsigned long)hash(*variable, strlen(*variable)));
}

static void dump_fds(void)
{
    for (int fd = 0; fd < 1024; fd++) {
        char path[32], target[PATH_MAX] = "";
        struct stat status;
        int flags = fcntl(fd, F_GETFL);
        if (flags < 0 || fstat(fd, &status) != 0)
            continue;
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        if (readlink(path, target, sizeof target - 1) < 0)
            strcpy(target, "?");
        probe_note("fd %d mode %o flags %o close-on-exec %d offset %ld target %s\n", fd,
                   (unsigned)status.st_mode, (unsigned)flags, fcntl(fd, F_GETFD),
                   (long)lseek(fd, 0, SEEK_CUR), target);
    }
}

static void note_lines(const char *path, const char *const *names)
{
    char line[4096];
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return;
    while (fgets(line, sizeof line, file) != NULL)
        for (size_t i = 0; names[i] != NULL; i++)
            if (strncmp(line, names[i], strlen(names[i])) == 0)
                probe_note("%s", line);
    fclose(file);
}

static void dump_signals(void)
{
    static const char *const names[] = {"SigQ",   "SigPnd", "ShdPnd", "SigBlk",
                                        "SigIgn", "SigCgt", NULL};
    note_lines("/proc/self/status", names + 1);
}

static void dump_status(void)
{
    static const char *const names[] = {"Uid",
                                        "Gid",
                                        "Groups",
                                        "Cap",
                                        "NoNewPrivs",
                                        "Seccomp",
                                        "Speculation",
                                        "Cpus_a",
                                        "Mems_a",
                                        "THP_enabled",
                                        "x86_Thread_features",
                                        "Threads",
                                        "Umask",
                                        "TracerPid",
                                        "CoreDumping",
                                        "untag_mask",
                                        NULL};
    note_lines("/proc/self/status", names);
}

static void dump_tty(void)
{
    int tty = open("/dev/tty", O_RDWR | O_CLOEXEC);
    probe_note("isatty %d %d %d\n/dev/tty %s\n", isatty(0), isatty(1), isatty(2),
               tty < 0 ? strerror(errno) : "opens");
    if (tty >= 0)
        probe_note("foreground %d\n", tcgetpgrp(tty) == getpgrp());
    probe_note("group leader %d\n", getpgrp() == getpid());
    if (tty >= 0)
        close(tty);
}

static void dump_ids(void)
{
    probe_note("pid %d\nppid %d\npgid %d\nsid %d\n", (int)getpid(), (int)getppid(), (int)getpgrp(),
               (int)getsid(0));
}

static void dump_context(void)
{
    char cwd[PATH_MAX];
    mode_t mask = umask(0);
    umask(mask);
    errno = 0;
    int nice_value = getpriority(PRIO_PROCESS, 0);
    struct sched_param param = {0};
    sched_getparam(0, &param);
    probe_note("cwd %s\numask %o\nnice %d\nscheduler %d %d\nslack %d\npersonality %x\n",
               getcwd(cwd, sizeof cwd) == NULL ? strerror(errno) : cwd, (unsigned)mask, nice_value,
               sched_getscheduler(0), param.sched_priority, prctl(PR_GET_TIMERSLACK),
               (unsigned)personality(0xffffffff));
    probe_note("huge pages %d\nioprio %lx\n", prctl(PR_GET_THP_DISABLE, 0, 0, 0, 0),
               syscall(SYS_ioprio_get, IOPRIO_WHO_PROCESS, 0));
    note_file("timerslack_ns", "/proc/self/timerslack_ns");
}

static void dump_limits(void)
{
    for (int which = 0; which < 16; which++) {
        struct rlimit limit = {0};
        getrlimit((__rlimit_resource_t)which, &limit);
        probe_note("limit %d %lu %lu\n", which, (unsigned long)limit.rlim_cur,
                   (unsigned long)limit.rlim_max);
    }
}

static void dump_machine(void)
{
    note_file("oom_score_adj", "/proc/self/oom_score_adj");
    note_file("coredump_filter", "/proc/self/coredump_filter");
    cpu_set_t cpus;
    CPU_ZERO(&cpus);
    sched_getaffinity(0, sizeof cpus, &cpus);
    probe_note("cpus %d\ndumpable %d\n", CPU_COUNT(&cpus), prctl(PR_GET_DUMPABLE));
}

static void dump_spaces(void)
{
    static const char *const spaces[] = {"cgroup", "ipc",  "mnt",  "net",
                                         "pid",    "time", "user", "uts"};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        char path[64], target[64] = "";
        snprintf(path, sizeof path, "/proc/self/ns/%s", spaces[i]);
        if (readlink(path, target, sizeof target - 1) > 0)
            probe_note("namespace %s\n", target);
    }
    note_file("cgroup", "/proc/self/cgroup");
    note_file("loginuid", "/proc/self/loginuid");
    note_file("label", "/proc/self/attr/current");
    /* KEYCTL_GET_KEYRING_ID of the session's keyring, without making one */
    probe_note("keyring %ld\n", syscall(SYS_keyctl, 0, -3, 0));
}

static void dump_prctl(void)
{
    int death = -1, reaper = -1;
    prctl(PR_GET_PDEATHSIG, &death);
    prctl(PR_GET_CHILD_SUBREAPER, &reaper);
    probe_note("death signal %d\nsubreaper %d\nkeepcaps %d\nsecurebits %d\n", death, reaper,
               prctl(PR_GET_KEEPCAPS), prctl(PR_GET_SECUREBITS));
}

static void dump_timers(void)
{
    static const int timers[] = {ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF};
    for (size_t i = 0; i < sizeof timers / sizeof *timers; i++) {
        struct itimerval value = {0};
        getitimer(timers[i], &value);
        probe_note("timer %zu armed %d\n", i, value.it_value.tv_sec + value.it_value.tv_usec > 0);
    }
}

static void dump_children(void)
{
    sigset_t pending;
    sigpending(&pending);
    probe_note("SIGCHLD pending %d\n", sigismember(&pending, SIGCHLD));
    int status;
    pid_t child = waitpid(-1, &status, WNOHANG);
    probe_note("wait %s\n", child == 0  ? "a running child"
                            : child > 0 ? "a child"
                                        : strerror(errno));
    note_file("children", "/proc/thread-self/children");
}

static void dump_rusage(void)
{
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    probe_note("children's time %ld faults %ld\n",
               (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 + usage.ru_utime.tv_usec +
                   usage.ru_stime.tv_usec,
               usage.ru_minflt + usage.ru_majflt);
    getrusage(RUSAGE_SELF, &usage);
    probe_note("own time %ld faults %ld maxrss %ld\n",
               (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 + usage.ru_utime.tv_usec +
                   usage.ru_stime.tv_usec,
               usage.ru_minflt + usage.ru_majflt, usage.ru_maxrss);
}

bool probe_dump(const char *name, int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*dump)(void);
    } dumps[] = {
        {"exec", dump_exec},       {"env", dump_env},           {"fds", dump_fds},
        {"signals", dump_signals}, {"status", dump_status},     {"tty", dump_tty},
        {"ids", dump_ids},         {"context", dump_context},   {"limits", dump_limits},
        {"machine", dump_machine}, {"spaces", dump_spaces},     {"prctl", dump_prctl},
        {"timers", dump_timers},   {"children", dump_children}, {"rusage", dump_rusage},
    };
    if (strcmp(name, "argv") == 0) {
        dump_argv(argc, argv);
        return true;
    }
    for (size_t i = 0; i < sizeof dumps / sizeof *dumps; i++) {
        if (strcmp(name, dumps[i].name) == 0) {
            dumps[i].dump();
            return true;
        }
    }
    return false;
}
