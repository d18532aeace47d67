/* SPDX-License-Identifier: MIT */
/* Installs a theme. */
#include "install.h"

#include "check.h"
#include "source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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
    if (!path || !deposit_open(&deposit, root)) {
        if (!path)
            deposit_complain(&deposit, source, strerror(errno));
        free(path);
        return complain(deposit.complaint);
    }
    bool good = bring(&deposit, source, path);
    if (good && !is_good(deposit.theme, source))
        good = deposit_complain(&deposit, source, "is not installed, for what is said above");
    good = good && deposit_settle(&deposit, force);
    deposit_close(&deposit);
    free(path);
    if (!good)
        return complain(deposit.complaint);
    printf("%s/%s: installed; ocamlwalk --theme=%s\n", root, deposit.name, deposit.name);
    return EXIT_SUCCESS;
}
