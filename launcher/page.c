/* SPDX-License-Identifier: MIT */
/* The first page that the splash gets. */
#include "page.h"

#include "themes.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define DEMO_S      16
#define DEMO_SCRIPT "gallop@2500,walk@6000,stand@8000,couch@11000"

static_assert(REQUEST_STATUS_MAX == NOTIFY_STATUS_MAX, "one is copied into the other");

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

static void name_after(struct request *request, const char *program)
{
    char word[REQUEST_TITLE_MAX + sizeof "title="], unused[8];
    const char *slash = strrchr(program, '/');
    snprintf(word, sizeof word, "title=%s", slash ? slash + 1 : program);
    request_set_option(request, word, unused, sizeof unused); /* which knows where to cut it */
}

bool page_complete(struct request *request, const char *program)
{
    if (!request->title[0] && program)
        name_after(request, program);
    return find_themes(request);
}

void page_demonstrate(struct request *request)
{
    strcpy(request->script, DEMO_SCRIPT);
    if (request->timeout_s == 0)
        request->timeout_s = DEMO_S;
}

bool page_note(struct request *request, const struct notify_message *message)
{
    if (message->has_status)
        strcpy(request->status, message->status);
    if (message->has_progress)
        request->progress_percent = message->progress_percent;
    return message->has_status || message->has_progress;
}
