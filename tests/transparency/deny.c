/* SPDX-License-Identifier: MIT */
/* Runs a command under a seccomp filter that refuses one system call, as an old kernel (ENOSYS) or
 * a container (EPERM) does. Owns nothing.
 *
 *     deny ENOSYS pidfd_open ocamlwalk program.byte */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static const struct {
    const char *name;
    unsigned number;
} calls[] = {
    {"pidfd_open", SYS_pidfd_open},
    {"inotify_init1", SYS_inotify_init1},
    {"close_range", SYS_close_range},
    {"fork", SYS_clone},
    {"socketpair", SYS_socketpair},
    {"inotify_add_watch", SYS_inotify_add_watch},
    {"prctl", SYS_prctl},
    {"socket", SYS_socket},
    {"setsid", SYS_setsid},
    {"memfd_create", SYS_memfd_create},
#ifdef SYS_vfork
    {"vfork", SYS_vfork},
#endif
#ifdef SYS_fork
    {"plain_fork", SYS_fork},
#endif
};

static const struct {
    const char *name;
    unsigned action;
} answers[] = {
    {"ENOSYS", SECCOMP_RET_ERRNO | ENOSYS},
    {"EPERM", SECCOMP_RET_ERRNO | EPERM},
    {"EAGAIN", SECCOMP_RET_ERRNO | EAGAIN},
};

int main(int argc, char **argv)
{
    /* Several calls may be named, joined by commas. */
    if (argc < 4)
        return 64;
    unsigned action = 0;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        if (strcmp(answers[i].name, argv[1]) == 0)
            action = answers[i].action;
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    for (char *name = strtok(argv[2], ","); name != NULL; name = strtok(NULL, ",")) {
        unsigned number = 0;
        for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
            if (strcmp(calls[i].name, name) == 0)
                number = calls[i].number;
        if (action == 0 || number == 0) {
            fprintf(stderr, "deny: unknown %s or %s\n", argv[1], name);
            return 64;
        }
        struct sock_filter filter[] = {
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
            BPF_STMT(BPF_RET | BPF_K, action),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        };
        struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
        if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) != 0) {
            perror("deny");
            return 65;
        }
    }
    execvp(argv[3], argv + 3);
    perror(argv[3]);
    return 127;
}
