/* SPDX-License-Identifier: MIT */
/* The sandbox by seccomp, for calls, and by Landlock, for files, which seccomp cannot tell apart.
 */
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* --- Calls --- */

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__i386__)
#define ARCHITECTURE AUDIT_ARCH_I386
#elif defined(__arm__)
#define ARCHITECTURE AUDIT_ARCH_ARM
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
#define ARCHITECTURE AUDIT_ARCH_PPC64LE
#elif defined(__s390x__)
#define ARCHITECTURE AUDIT_ARCH_S390X
#elif defined(__mips64) && defined(__MIPSEL__)
#define ARCHITECTURE AUDIT_ARCH_MIPSEL64
#elif defined(__mips__) && defined(__MIPSEL__)
#define ARCHITECTURE AUDIT_ARCH_MIPSEL
#endif

#ifdef ARCHITECTURE

/* What no show needs, whatever its arguments. Some exist on older kinds of machine only. */
static const int refused[] = {
    SYS_execve,
    SYS_execveat,
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_pidfd_getfd,
    SYS_pidfd_send_signal,
    SYS_tkill,
    SYS_io_uring_setup, /* its calls pass by no filter */
    SYS_bpf,
    SYS_perf_event_open,
    SYS_userfaultfd,
    SYS_keyctl,
    SYS_add_key,
    SYS_request_key,
    SYS_setns,
    SYS_unshare,
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_chroot,
    SYS_open_by_handle_at,
    SYS_init_module,
    SYS_finit_module,
    SYS_delete_module,
    SYS_reboot,
    SYS_sethostname,
    SYS_settimeofday,
    SYS_clock_settime,
    /* Of files: Landlock has no word for these, or not yet everywhere. */
    SYS_truncate,
    SYS_fchmodat,
    SYS_fchownat,
    SYS_utimensat,
    SYS_setxattr,
    SYS_lsetxattr,
    SYS_fsetxattr,
    SYS_removexattr,
    SYS_lremovexattr,
    SYS_fremovexattr,
#ifdef SYS_chmod
    SYS_chmod,
    SYS_chown,
    SYS_lchown,
#endif
#ifdef SYS_utime
    SYS_utime,
#endif
#ifdef SYS_utimes
    SYS_utimes,
    SYS_futimesat,
#endif
};

/* Whose first argument is a process: ourselves only, by number or as 0. */
static const int ours_only[] = {
    SYS_kill, SYS_tgkill, SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo, SYS_prlimit64,
};

#define PROGRAM_MAX 160

struct program {
    struct sock_filter code[PROGRAM_MAX];
    unsigned short len;
};

static void add(struct program *program, struct sock_filter instruction)
{
    if (program->len < PROGRAM_MAX)
        program->code[program->len] = instruction;
    program->len++;
}

static void load(struct program *program, size_t offset)
{
    add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset));
}

/* If what is loaded is VALUE, goes on; else skips so many instructions. */
static void unless_equal_skip(struct program *program, uint32_t value, uint8_t skipped)
{
    add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, skipped));
}

static void answer(struct program *program, uint32_t answer)
{
    add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, answer));
}

static void refuse(struct program *program, int error)
{
    answer(program, SECCOMP_RET_ERRNO | ((uint32_t)error & SECCOMP_RET_DATA));
}

/* The lower half of an argument, where all that is asked for here is. */
static void load_argument(struct program *program, int index)
{
    bool big_endian = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__;
    load(program, offsetof(struct seccomp_data, args[index]) + (big_endian ? 4 : 0));
}

/* Call NUMBER is for those of the VALUES only. */
static void allow_only(struct program *program, int number, const uint32_t *values, size_t count)
{
    unless_equal_skip(program, (uint32_t)number, (uint8_t)(2 * count + 2));
    load_argument(program, 0);
    for (size_t i = 0; i < count; i++) {
        unless_equal_skip(program, values[i], 1);
        answer(program, SECCOMP_RET_ALLOW);
    }
    refuse(program, EPERM);
}

/* Call NUMBER is not for those who set one of FLAGS in that argument. */
static void refuse_flags(struct program *program, int number, int index, uint32_t flags)
{
    unless_equal_skip(program, (uint32_t)number, 4);
    load_argument(program, index);
    add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, flags, 0, 1));
    refuse(program, EPERM);
    answer(program, SECCOMP_RET_ALLOW);
}

static void write_program(struct program *program, bool network)
{
    static const uint32_t families[] = {AF_UNIX, AF_INET, AF_INET6};
    const uint32_t ours[] = {0, (uint32_t)getpid()};
    load(program, offsetof(struct seccomp_data, arch));
    unless_equal_skip(program, ARCHITECTURE, 1);
    add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0));
    refuse(program, EPERM); /* a call by another architecture's numbers */
    load(program, offsetof(struct seccomp_data, nr));
#if defined(SYS_set_mempolicy_home_node) && !defined(__arm__) /* which has numbers of its own */
    /* Younger than this table: as on a kernel that is no younger. */
    add(program,
        (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, SYS_set_mempolicy_home_node, 0, 1));
    refuse(program, ENOSYS);
#endif
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        unless_equal_skip(program, (uint32_t)refused[i], 1);
        refuse(program, EPERM);
    }
#ifdef SYS_socket
    allow_only(program, SYS_socket, families, network ? COUNT_OF(families) : 1);
#endif
    for (size_t i = 0; i < COUNT_OF(ours_only); i++)
        allow_only(program, ours_only[i], ours, COUNT_OF(ours));
    /* It empties a file that is opened for reading, too. */
    refuse_flags(program, SYS_openat, 2, O_TRUNC);
#ifdef SYS_open
    refuse_flags(program, SYS_open, 1, O_TRUNC);
#endif
    answer(program, SECCOMP_RET_ALLOW);
}

/* The threads of libraries as well; they have begun before. The filter is against mistakes of
 * decoders, not against what they might guess of a processor's memory, which would cost speed. */
static bool restrict_calls(bool network)
{
    struct program program = {.len = 0};
    write_program(&program, network);
    if (program.len > PROGRAM_MAX)
        return false;
    struct sock_fprog filter = {.len = program.len, .filter = program.code};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                   SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_SPEC_ALLOW, &filter) == 0;
}

#else /* a machine whose number in the filter nobody has looked up */

static bool restrict_calls(bool network)
{
    (void)network;
    return false;
}

#endif

/* --- Files --- */

/* A sanitizer writes what it has found to a file. */
#if defined(__SANITIZE_ADDRESS__)
#define KEEP_FILES true
#else
#define KEEP_FILES false
#endif

#ifndef LANDLOCK_ACCESS_FS_TRUNCATE /* Linux 6.2 */
#define LANDLOCK_ACCESS_FS_TRUNCATE (UINT64_C(1) << 14)
#endif
#define WRITE  (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE)
#define CHANGE (LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE)
#define HANDLED                                                                                   \
    (WRITE | CHANGE | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_REMOVE_DIR |                \
     LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_BLOCK | \
     LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_SYM |  \
     LANDLOCK_ACCESS_FS_REFER)

/* Sound, where it goes to no server, and what it shares with one. */
static const struct {
    const char *path;
    uint64_t access;
} writable[] = {
    {"/dev/null", WRITE},
    {"/dev/snd", WRITE},
    {"/dev/dsp", WRITE},
    {"/dev/shm", WRITE | CHANGE},
};

static void allow(int rules, const char *path, uint64_t access)
{
    struct landlock_path_beneath_attr rule = {
        .allowed_access = access,
        .parent_fd = open(path, O_PATH | O_CLOEXEC),
    };
    if (rule.parent_fd < 0)
        return;
    syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(rule.parent_fd);
}

static bool restrict_files(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1 || KEEP_FILES)
        return false;
    uint64_t known = HANDLED;
    if (version < 2)
        known &= ~(uint64_t)LANDLOCK_ACCESS_FS_REFER;
    if (version < 3)
        known &= ~(uint64_t)LANDLOCK_ACCESS_FS_TRUNCATE;
    struct landlock_ruleset_attr attributes = {.handled_access_fs = known};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
    if (rules < 0)
        return false;
    for (size_t i = 0; i < COUNT_OF(writable); i++)
        allow(rules, writable[i].path, writable[i].access & known);
    bool restricted = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return restricted;
}

void sandbox_enter(struct sandbox *sandbox, bool network)
{
    *sandbox = (struct sandbox){.privileges = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0};
    if (!sandbox->privileges) /* the kernel has neither without it */
        return;
    sandbox->files = restrict_files();
    sandbox->calls = restrict_calls(network);
}
