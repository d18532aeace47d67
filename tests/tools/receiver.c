/* SPDX-License-Identifier: MIT */
/* The least that can listen to a program's words: what telling costs without a camel. Binds a
 * datagram socket, leaves a process behind that receives and throws away, one message after the
 * other, and becomes COMMAND, with the address in NOTIFY_SOCKET.
 *
 *     receiver COMMAND… */
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void receive(int fd, pid_t program)
{
    char packet[4096];
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != program)
        _exit(0);
    for (int kept = 0; kept < 3; kept++)
        close(kept); /* nobody is to wait for our end of the command's output */
    while (recv(fd, packet, sizeof packet, 0) >= 0 || errno == EINTR)
        continue;
    _exit(1);
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 64;
    /* An address without a name is given one by the kernel. */
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    socklen_t len = sizeof address.sun_family;
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, len) != 0)
        return 1;
    len = sizeof address;
    if (getsockname(fd, (struct sockaddr *)&address, &len) != 0)
        return 1;
    int name_len = (int)(len - offsetof(struct sockaddr_un, sun_path)) - 1;
    char name[sizeof address.sun_path + 1];
    snprintf(name, sizeof name, "@%.*s", name_len, address.sun_path + 1);
    setenv("NOTIFY_SOCKET", name, 1);
    pid_t program = getpid();
    if (fork() == 0)
        receive(fd, program);
    execvp(argv[1], argv + 1);
    return 127;
}
