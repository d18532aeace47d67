/* SPDX-License-Identifier: MIT */
/* Says what is wrong with a theme. */
#include "check.h"

#include "check_art.h"
#include "check_sense.h"

#include <stdio.h>
#include <string.h>

#define COMPLAINTS_MAX 3

static struct theme theme;
static struct theme_notes notes;

void check_theme(struct theme *checked, const char *path, struct theme_notes *found)
{
    theme_notes_init(found);
    checked->folder[0] = '\0';
    bool loaded = theme_load_noted(checked, path, found);
    if (!loaded && (found->fault_count == 0 || !checked->folder[0])) {
        if (found->fault_count == 0)
            theme_notes_fault(found, 0, "cannot be shown");
        return;
    }
    check_art(checked, found);
    if (!checked->is_picture)
        check_sense(checked, found);
}

/* As compilers do it, so that editors jump there. */
static void print_note(FILE *out, const char *prefix, const char *path,
                       const struct theme_note *note)
{
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/')
        len--;
    fprintf(out, "%s%.*s%s", prefix, (int)len, path, theme.is_picture ? "" : "/theme.ini");
    if (note->line > 0)
        fprintf(out, ":%d", note->line);
    fprintf(out, ": %s%s\n", note->is_warning ? "warning: " : "", note->words);
}

static int kept_count(void)
{
    return notes.count < THEME_NOTES_MAX ? notes.count : THEME_NOTES_MAX;
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (theme.name[0])
        return theme.name;
    return slash && slash[1] ? slash + 1 : path;
}

int check_run(int argc, char **argv)
{
    (void)argc;
    check_theme(&theme, argv[0], &notes);
    for (int i = 0; i < kept_count(); i++)
        print_note(stdout, "", argv[0], &notes.notes[i]);
    if (notes.count > kept_count())
        printf("%s: and %d more\n", argv[0], notes.count - kept_count());
    if (notes.fault_count == 0)
        printf("%s: theme is good\n", name_of(argv[0]));
    return notes.fault_count > 0;
}

int check_complain(int argc, char **argv)
{
    int said_count = 0;
    (void)argc;
    check_theme(&theme, argv[0], &notes);
    for (int i = 0; i < kept_count() && said_count < COMPLAINTS_MAX; i++) {
        if (notes.notes[i].is_warning)
            continue;
        print_note(stderr, "ocamlwalk: ", argv[0], &notes.notes[i]);
        said_count++;
    }
    if (notes.fault_count > said_count)
        fprintf(stderr, "ocamlwalk: and %d more: ocamlwalk --check-theme=%s\n",
                notes.fault_count - said_count, argv[0]);
    return notes.fault_count > 0;
}
