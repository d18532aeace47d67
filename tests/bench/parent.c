/* SPDX-License-Identifier: MIT */
/* The least that a parent can be: starts the program, waits for it, ends with its status. What this
 * costs, no launcher that stays as a parent can save. `parent --place` only becomes the program.
 *
 *     parent [--place] /usr/bin/ocamlrun PROGRAM… */
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

int main(int argc, char **argv)
{
    int status;
    if (argc > 2 && strcmp(argv[1], "--place") == 0) {
        execve(argv[2], argv + 2, environ);
        return 127;
    }
    pid_t pid = argc > 1 ? vfork() : -1;
    if (pid == 0) {
        execve(argv[1], argv + 1, environ);
        _exit(127);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid)
        return 127;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
