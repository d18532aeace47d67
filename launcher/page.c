/* SPDX-License-Identifier: MIT */
/* The first page that the splash gets. */
#include "page.h"

#include "themes.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define DEMO_SCRIPT "gallop@2500,walk@6000,stand@8000,couch@11000"

static_assert(REQUEST_STATUS_MAX == NOTIFY_STATUS_MAX, "one is copied into the other");
static_assert(REQUEST_TITLE_MAX == NOTIFY_TITLE_MAX, "one is copied into the other");

static bool find_themes(struct request *request)
{
    char name[REQUEST_PATH_MAX] = THEMES_DEFAULT;
    if (request->theme[0])
        strcpy(name, request->theme);
    if (!themes_find(name, request->theme, sizeof request->theme))
        request->theme[0] = '\0';
    if (!themes_find_default(request->default_theme, sizeof request->default_theme))
        request->default_theme[0] = '\0';
    return request->theme[0] || request->default_theme[0];
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The length of NAME without what only tells how it was compiled. */
static size_t stem_len(const char *name)
{
    static const char *const suffixes[] = {".bc.exe", ".exe", ".byte", ".bc"};
    size_t len = strlen(name);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        size_t suffix_len = strlen(suffixes[i]);
        if (len > suffix_len && strcmp(name + len - suffix_len, suffixes[i]) == 0)
            return len - suffix_len;
    }
    return len;
}

/* Whose first word is a file of its own, and what the user means. */
static bool is_shell(const char *name)
{
    static const char *const shells[] = {"sh", "bash", "dash", "ksh", "zsh", "fish"};
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        if (strcmp(name, shells[i]) == 0)
            return true;
    return false;
}

const char *page_program_name(char *const *argv)
{
    if (!argv || !argv[0])
        return NULL;
    return is_shell(file_name(argv[0])) && argv[1] ? argv[1] : argv[0];
}

static void name_after(struct request *request, char *const *argv)
{
    char word[REQUEST_TITLE_MAX + sizeof "title="], unused[8];
    const char *name = file_name(page_program_name(argv));
    if (name[0] == '-') /* of a shell */
        name = file_name(argv[0]);
    snprintf(word, sizeof word, "title=%.*s", (int)stem_len(name), name);
    request_set_option(request, word, unused, sizeof unused); /* which knows where to cut it */
}

bool page_complete(struct request *request, char *const *argv)
{
    if (!request->title[0] && argv && argv[0])
        name_after(request, argv);
    return find_themes(request);
}

void page_demonstrate(struct request *request)
{
    strcpy(request->script, DEMO_SCRIPT);
}

/* Why it has failed is its last word. */
static bool note_status(struct page_notes *notes, struct request *request,
                        const struct notify_message *message)
{
    bool is_new = message->has_failed || (message->has_status && !notes->failed);
    if (is_new)
        strcpy(request->status, message->has_failed ? message->failed : message->status);
    notes->failed |= message->has_failed;
    return is_new;
}

bool page_note(struct page_notes *notes, struct request *request,
               const struct notify_message *message)
{
    bool has_status = note_status(notes, request, message);
    bool has_title = message->has_title && message->title[0] && !notes->title_given;
    if (has_title)
        strcpy(request->title, message->title);
    if (message->has_progress)
        request->progress_percent = message->progress_percent;
    return has_status || has_title || message->has_progress;
}
