/* SPDX-License-Identifier: MIT */
/* The program's process. Owns the vectors that it is executed with. */
#include "program.h"

#include "bytecode.h"
#include "report.h"
#include "self.h"
#include "words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

extern char **environ;

#define RUNTIME      "ocamlrun"
#define DEFAULT_PATH "/usr/local/bin:/usr/bin:/bin"

/* What is looked for in a folder of PATH. */
enum wanted { WANTED_COMMAND, WANTED_FILE };

/* The first acceptable NAME in the folders of PATH. What leads back here is passed over: the
 * launcher itself may be installed under the name of the runtime. PROGRAM: for a command. False:
 * errno is ENOENT, or if there was one, EACCES where it may not be executed, ELOOP where it leads
 * back. */
static bool search_path(struct program *program, const char *name, enum wanted wanted, char *path,
                        size_t size)
{
    const char *folder = getenv("PATH");
    size_t name_len = strlen(name);
    int error = ENOENT;
    if (!folder)
        folder = DEFAULT_PATH;
    for (;; folder++) {
        struct stat status;
        size_t len = strcspn(folder, ":");
        bool fits = len + 1 + name_len < size && size > 2 + name_len;
        if (fits) {
            memcpy(path, len == 0 ? "." : folder, len == 0 ? 1 : len);
            path[len == 0 ? 1 : len] = '/';
            memcpy(path + (len == 0 ? 1 : len) + 1, name, name_len + 1);
        }
        if (fits && stat(path, &status) == 0 && S_ISREG(status.st_mode)) {
            if (wanted == WANTED_FILE)
                return true;
            if (access(path, X_OK) != 0)
                error = EACCES;
            else if (handover_consider(&program->handover, path, &status))
                return true;
            else
                error = ELOOP;
        }
        folder += len;
        if (*folder == '\0')
            break;
    }
    errno = error;
    return false;
}

/* A command as a shell would find it, into program->path, but never what leads back here. */
static bool find_command(struct program *program, const char *command)
{
    struct stat status;
    if (!strchr(command, '/'))
        return search_path(program, command, WANTED_COMMAND, program->path, sizeof program->path);
    if (strlen(command) >= sizeof program->path) {
        errno = ENAMETOOLONG;
        return false;
    }
    strcpy(program->path, command);
    if (stat(command, &status) != 0 || access(command, X_OK) != 0)
        return false;
    if (S_ISREG(status.st_mode) && !handover_consider(&program->handover, command, &status)) {
        errno = ELOOP;
        return false;
    }
    return true;
}

/* A bytecode file as ocamlrun finds it (caml_search_exe_in_path): on PATH if it has no slash, else
 * as it stands. */
const char *program_find_file(const char *name, char *path, size_t size)
{
    return !strchr(name, '/') && search_path(NULL, name, WANTED_FILE, path, size) ? path : name;
}

/* The runtime that an option names, with words of its own. What it makes of them nobody can tell
 * (nice ocamlrun), so that it is remembered as a script is. */
static bool find_chosen_runtime(struct program *program, const struct options *options)
{
    struct stat status;
    char *rest = strcpy(program->words, options->request.runtime);
    program->command = words_cut(&rest, NULL);
    if (!find_command(program, program->command))
        return false;
    if (*rest != '\0' && stat(program->path, &status) == 0 &&
        !handover_consider_script(&program->handover, &status)) {
        errno = ELOOP;
        return false;
    }
    program->more_words = rest;
    return true;
}

static bool find_runtime(struct program *program, const struct options *options,
                         const char *named_by_file)
{
    if (options->request.runtime[0]) {
        if (find_chosen_runtime(program, options))
            return true;
        if (errno != ELOOP)
            return false;
    }
    if (*named_by_file != '\0' && find_command(program, named_by_file)) {
        /* argv[0] is the name alone, as if it had been found on PATH. */
        const char *slash = strrchr(program->path, '/');
        program->command = slash ? slash + 1 : program->path;
        return true;
    }
    program->command = RUNTIME;
    return find_command(program, RUNTIME);
}

/* How the system executes FILE, whose first lines say more than which runtime it is: through them,
 * or, if it may not be executed, as what its shell is to read. False: it would lead back here, or
 * there are options for ocamlrun, which only a runtime takes. */
static bool find_script(struct program *program, const struct options *options,
                        const struct bytecode *bytecode, const char *file)
{
    struct stat status;
    const char *hint = bytecode->runtime;
    bool has_options = options->argv + 1 != options->program_argv;
    if (has_options || *file == '-' || strlen(file) >= sizeof program->path ||
        access(bytecode->interpreter, X_OK) != 0 || stat(file, &status) != 0 ||
        (*hint != '\0' && !find_command(program, hint) && errno == ELOOP) ||
        !handover_consider_script(&program->handover, &status))
        return false;
    program->command = program->path;
    if (access(file, X_OK) == 0) {
        strcpy(program->path, file);
        program->argv = options->program_argv;
        return true;
    }
    if (*hint != '\0')
        return false;
    strcpy(program->path, bytecode->interpreter);
    program->argv = options->argv;
    program->argv[0] = program->path;
    return true;
}

/* Puts the words behind the command before the other arguments. The vector is the process's from
 * then on. */
static bool insert_words(struct program *program)
{
    size_t count = 0;
    while (program->argv[count])
        count++;
    /* No more words than half the characters, and the command. */
    size_t word_max = sizeof program->words / 2;
    char **argv = calloc(word_max + count + 1, sizeof *argv), **to = argv;
    if (!argv)
        return false;
    *to++ = program->argv[0];
    while ((*to = words_cut(&program->more_words, NULL)))
        to++;
    memcpy(to, program->argv + 1, count * sizeof *argv); /* with the NULL */
    program->argv = argv;
    return true;
}

/* A shell's "_" names the command that it started: where that is us, the program must read what
 * bare ocamlrun would. */
static void rename_underscore(struct program *program)
{
    struct stat status;
    for (char **variable = environ; *variable; variable++) {
        if (strncmp(*variable, "_=", 2) != 0)
            continue;
        if (stat(*variable + 2, &status) == 0 && self_is(&status)) {
            snprintf(program->underscore, sizeof program->underscore, "_=%s", program->path);
            *variable = program->underscore;
        }
        return;
    }
}

static bool find(struct program *program, const struct options *options)
{
    struct bytecode bytecode = {.kind = BYTECODE_PORTABLE};
    char path[PATH_MAX];
    const char *file = options->program_argv[0];
    if (file && !options->query && !options->request.runtime[0]) {
        const char *found = program_find_file(file, path, sizeof path);
        bytecode_inspect(found,
                         &bytecode); /* what cannot be read is the runtime's to complain about */
        if (bytecode.kind == BYTECODE_EXECUTABLE) {
            program->command = file;
            program->argv = options->program_argv;
            snprintf(program->path, sizeof program->path, "%s", found);
            return true;
        }
        if (bytecode.kind == BYTECODE_SCRIPT && find_script(program, options, &bytecode, found))
            return true;
    }
    if (!find_runtime(program, options, bytecode.runtime))
        return false;
    program->argv = options->argv ? options->argv : program->bare_argv;
    program->argv[0] = (char *)program->command;
    return !program->more_words || *program->more_words == '\0' || insert_words(program);
}

bool program_resolve(struct program *program, const struct options *options)
{
    program->handover.is_script = false;
    program->command = RUNTIME;
    program->more_words = NULL;
    if (!find(program, options))
        return false;
    handover_prepare(&program->handover);
    rename_underscore(program);
    program->environment = environ;
    return true;
}

void program_announce(struct program *program, const char *address)
{
    size_t variable_count = 0;
    if (getenv("NOTIFY_SOCKET") || *address == '\0')
        return;
    while (environ[variable_count])
        variable_count++;
    bool fits = variable_count + 2 <= sizeof program->room / sizeof *program->room;
    char **environment = fits ? program->room : calloc(variable_count + 2, sizeof *environment);
    if (!environment)
        return;
    snprintf(program->announcement, sizeof program->announcement, "NOTIFY_SOCKET=%s", address);
    memcpy(environment, environ, variable_count * sizeof *environment);
    environment[variable_count] = program->announcement;
    environment[variable_count + 1] = NULL;
    program->environment = environment;
}

void program_describe_failure(const struct program *program, char *text, size_t size)
{
    if (errno == ENOENT && !strchr(program->command, '/'))
        snprintf(text, size,
                 "%s: not found on PATH; install OCaml's runtime, or name one with --runtime=CMD",
                 program->command);
    else if (errno == ELOOP)
        snprintf(text, size,
                 "%s: leads back to ocamlwalk, and PATH has no other ocamlrun; name OCaml's "
                 "runtime with --runtime=CMD",
                 program->command);
    else
        snprintf(text, size, "%s: %s", program->command, strerror(errno));
}

int program_report(const struct program *program)
{
    int status = errno == ENOENT ? PROGRAM_NOT_FOUND : PROGRAM_NOT_EXECUTABLE;
    char text[PATH_MAX + 256];
    program_describe_failure(program, text, sizeof text);
    report_error("%s", text);
    return status;
}

int program_exec(const struct program *program)
{
    execve(program->path, program->argv, program->environment);
    return program_report(program);
}
