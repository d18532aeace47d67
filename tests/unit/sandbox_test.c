/* SPDX-License-Identifier: MIT */
/* Tests: what is refused in the sandbox, by trying it; and what is not. Each in a child, for there
 * is no way out of it. A kernel without one half of it skips that half's table. Linux only. */
#include "sandbox.h"

#include "cmocka_all.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/ocamlwalk-test-XXXXXX";
static pid_t parent;

static int open_and_close(const char *path, int flags)
{
    int fd = open(path, flags, 0600);
    return fd < 0 ? -1 : close(fd);
}

static int read_file(void)
{
    return open_and_close("file", O_RDONLY);
}

static int write_file(void)
{
    return open_and_close("file", O_WRONLY);
}

static int empty_file(void)
{
    return open_and_close("file", O_RDONLY | O_TRUNC);
}

static int truncate_file(void)
{
    return truncate("file", 0);
}

static int make_file(void)
{
    return open_and_close("new", O_WRONLY | O_CREAT);
}

static int make_folder(void)
{
    return mkdir("new", 0700);
}

static int make_link(void)
{
    return symlink("file", "new");
}

static int remove_file(void)
{
    return unlink("file");
}

static int rename_file(void)
{
    return rename("file", "new");
}

static int open_up_file(void)
{
    return chmod("file", 0666);
}

static int write_to_null(void)
{
    return open_and_close("/dev/null", O_RDWR);
}

static int share_memory(void)
{
    int fd = memfd_create("test", MFD_CLOEXEC);
    if (fd < 0 || ftruncate(fd, 4096) != 0)
        return -1;
    void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    return memory == MAP_FAILED ? -1 : close(fd);
}

static int share_memory_by_name(void)
{
    char name[32];
    snprintf(name, sizeof name, "/ocamlwalk-test-%d", (int)getpid());
    int fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
    return fd < 0 ? -1 : shm_unlink(name) + close(fd);
}

static int execute(void)
{
    return execl("/bin/true", "true", (char *)NULL);
}

static int open_socket(int family)
{
    int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return fd < 0 ? -1 : close(fd);
}

static int speak_locally(void)
{
    return open_socket(AF_UNIX);
}

static int speak_abroad(void)
{
    return open_socket(AF_INET);
}

static int speak_abroad_anew(void)
{
    return open_socket(AF_INET6);
}

static int signal_parent(void)
{
    return kill(parent, 0);
}

static int signal_everybody(void)
{
    return kill(-1, 0);
}

static int signal_self(void)
{
    return kill(getpid(), 0);
}

static int limit_parent(void)
{
    struct rlimit limit;
    return prlimit(parent, RLIMIT_NOFILE, NULL, &limit);
}

static int limit_self(void)
{
    struct rlimit limit;
    return getrlimit(RLIMIT_NOFILE, &limit);
}

static int become_private(void)
{
    return unshare(CLONE_NEWUSER);
}

static int use_ring(void)
{
    return (int)syscall(SYS_io_uring_setup, 1, NULL);
}

static int call_from_the_future(void)
{
    return (int)syscall(100000);
}

static void *nothing(void *data)
{
    return data;
}

static int start_thread(void)
{
    pthread_t thread;
    errno = pthread_create(&thread, NULL, nothing, NULL);
    return errno != 0 ? -1 : pthread_join(thread, NULL);
}

enum half { CALLS, FILES, NEITHER };

struct trial {
    const char *name;
    int (*run)(void);
    enum half half; /* of the sandbox, which this is about */
    int error;      /* 0: it succeeds */
};

#define TRIAL(run, half, error) \
    {                           \
#run, run, half, error  \
    }

static const struct trial trials[] = {
    TRIAL(read_file, NEITHER, 0),
    TRIAL(write_file, FILES, EACCES),
    TRIAL(make_file, FILES, EACCES),
    TRIAL(make_folder, FILES, EACCES),
    TRIAL(make_link, FILES, EACCES),
    TRIAL(remove_file, FILES, EACCES),
    TRIAL(rename_file, FILES, EACCES),
    TRIAL(empty_file, CALLS, EPERM),
    TRIAL(truncate_file, CALLS, EPERM),
    TRIAL(open_up_file, CALLS, EPERM),
    TRIAL(write_to_null, NEITHER, 0),
    TRIAL(share_memory, NEITHER, 0),
    TRIAL(share_memory_by_name, NEITHER, 0),
    TRIAL(execute, CALLS, EPERM),
    TRIAL(speak_locally, NEITHER, 0),
    TRIAL(speak_abroad, CALLS, EPERM),
    TRIAL(speak_abroad_anew, CALLS, EPERM),
    TRIAL(signal_parent, CALLS, EPERM),
    TRIAL(signal_everybody, CALLS, EPERM),
    TRIAL(signal_self, NEITHER, 0),
    TRIAL(limit_parent, CALLS, EPERM),
    TRIAL(limit_self, NEITHER, 0),
    TRIAL(become_private, CALLS, EPERM),
    TRIAL(use_ring, CALLS, EPERM),
    TRIAL(call_from_the_future, CALLS, ENOSYS),
    TRIAL(start_thread, NEITHER, 0),
};

static const struct trial network_trials[] = {
    TRIAL(speak_abroad, CALLS, 0),
    TRIAL(execute, CALLS, EPERM),
};

static int make_folder_of_trials(void **state)
{
    (void)state;
    parent = getpid();
    return mkdtemp(folder) && chdir(folder) == 0 ? open_and_close("file", O_WRONLY | O_CREAT) : -1;
}

static int remove_folder_of_trials(void **state)
{
    (void)state;
    unlink("file");
    unlink("new");
    return chdir("/") || rmdir(folder);
}

/* True if TRIAL comes out as it should in the sandbox, or is about what this kernel has not. */
static bool succeeds(const struct trial *trial, bool network)
{
    pid_t child = fork();
    if (child == 0) {
        struct sandbox sandbox;
        sandbox_enter(&sandbox, network);
        bool holds =
            trial->half == NEITHER || (trial->half == FILES ? sandbox.files : sandbox.calls);
        errno = 0;
        int result = trial->run();
        int error = result < 0 ? errno : 0;
        if (!holds)
            printf("%s: not on this system\n", trial->name);
        else if (error != trial->error)
            printf("%s: %s\n", trial->name, strerror(error));
        fflush(stdout);
        _exit(holds && error != trial->error);
    }
    int status;
    return waitpid(child, &status, 0) == child && status == 0;
}

static void what_no_show_needs_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(trials); i++)
        assert_true(succeeds(&trials[i], false));
}

static void other_machines_can_be_left_reachable(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(network_trials); i++)
        assert_true(succeeds(&network_trials[i], true));
}

static int pipe_fds[2];

static void *try_when_told(void *data)
{
    char byte;
    if (read(pipe_fds[0], &byte, 1) != 1)
        return NULL;
    *(int *)data = execute() < 0 ? errno : 0;
    return NULL;
}

static void threads_that_are_there_are_within(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        pthread_t thread;
        int error = -1;
        struct sandbox sandbox;
        if (pipe(pipe_fds) != 0 || pthread_create(&thread, NULL, try_when_told, &error) != 0)
            _exit(2);
        sandbox_enter(&sandbox, false);
        if (!sandbox.calls)
            _exit(0);
        if (write(pipe_fds[1], "", 1) != 1 || pthread_join(thread, NULL) != 0)
            _exit(3);
        _exit(error == EPERM ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_no_show_needs_is_refused),
        cmocka_unit_test(other_machines_can_be_left_reachable),
        cmocka_unit_test(threads_that_are_there_are_within),
    };

    return cmocka_run_group_tests(tests, make_folder_of_trials, remove_folder_of_trials);
}
