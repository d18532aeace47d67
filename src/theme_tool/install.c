/* SPDX-License-Identifier: MIT */
/* Installs a theme. */
#include "install.h"

#include "check.h"
#include "source.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* What --check-theme would say, of a theme that has come from SOURCE. */
static bool is_good(const char *folder, const char *source)
{
    static struct theme theme;
    static struct theme_notes notes;
    check_theme(&theme, folder, &notes);
    for (int i = 0; i < notes.count && i < THEME_NOTES_MAX; i++)
        if (!notes.notes[i].is_warning)
            fprintf(stderr, "ocamlwalk: %s: theme.ini:%d: %s\n", source, notes.notes[i].line,
                    notes.notes[i].words);
    return notes.fault_count == 0;
}

/* In a process of its own: a picture whose decoding never ends is ended by its alarm, and somebody
 * has to tidy up. BEFORE are the signals that were blocked. */
static bool is_good_apart(const char *folder, const char *source, const sigset_t *before)
{
    int status = 0;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        sigprocmask(SIG_SETMASK, before, NULL);
        bool good = is_good(folder, source);
        fflush(NULL);
        _exit(good ? EXIT_SUCCESS : EXIT_FAILURE);
    }
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
}

/* What would end us waits until nothing hidden is left behind. */
static void block_ends(sigset_t *before)
{
    static const int numbers[] = {SIGHUP, SIGINT, SIGTERM, SIGQUIT};
    sigset_t ends;
    sigemptyset(&ends);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        sigaddset(&ends, numbers[i]);
    sigprocmask(SIG_BLOCK, &ends, before);
}

static int complain(const char *complaint)
{
    fprintf(stderr, "ocamlwalk: %s\n", complaint);
    return EXIT_FAILURE;
}

/* The last component of PATH, without what says that it is an archive. False: it has none. */
static bool name_of(const char *path, char name[DEPOSIT_NAME_MAX])
{
    static const char *const suffixes[] = {".tar.gz", ".tgz", ".tar"};
    const char *slash = strrchr(path, '/'), *last = slash ? slash + 1 : path;
    size_t len = strlen(last);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        size_t suffix_len = strlen(suffixes[i]);
        if (len > suffix_len && strcmp(last + len - suffix_len, suffixes[i]) == 0) {
            len -= suffix_len;
            break;
        }
    }
    if (len == 0 || len >= DEPOSIT_NAME_MAX || last[0] == '.')
        return false;
    memcpy(name, last, len);
    name[len] = '\0';
    return true;
}

/* From SOURCE, whose path without links is PATH, into the deposit. */
static bool bring(struct deposit *deposit, const char *source, const char *path)
{
    char name[DEPOSIT_NAME_MAX];
    struct stat status;
    if (!name_of(path, name))
        return deposit_complain(deposit, source, "has no name that a theme could have");
    bool is_folder = stat(path, &status) == 0 && S_ISDIR(status.st_mode);
    return (is_folder ? source_folder(deposit, path, name) : source_archive(deposit, path)) &&
           deposit_find(deposit, name);
}

int install_run(int argc, char **argv)
{
    static struct deposit deposit;
    const char *source = argv[0], *root = argv[1];
    bool force = argc > 2 && strcmp(argv[2], "force") == 0;
    char *path = realpath(source, NULL);
    sigset_t before;
    block_ends(&before);
    if (!path || !deposit_open(&deposit, root)) {
        if (!path)
            deposit_complain(&deposit, source, strerror(errno));
        free(path);
        return complain(deposit.complaint);
    }
    bool good = bring(&deposit, source, path);
    if (good && !is_good_apart(deposit.theme, source, &before))
        good = deposit_complain(&deposit, source, "is not installed, for what is said above");
    good = good && deposit_settle(&deposit, force);
    deposit_close(&deposit);
    free(path);
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (!good)
        return complain(deposit.complaint);
    printf("%s/%s: installed; ocamlwalk --theme=%s\n", root, deposit.name, deposit.name);
    return EXIT_SUCCESS;
}
