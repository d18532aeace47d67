/* SPDX-License-Identifier: MIT */
/* Where a packed file may lie. */
#include "entry_path.h"

#include "utf8.h"

#include <stdbool.h>
#include <string.h>

static bool has_control(const char *text)
{
    size_t left = strlen(text), len;
    for (; left > 0; text += len, left -= len) {
        len = utf8_character_len(text, left);
        if (len == 0 || utf8_is_control(text, len))
            return true;
    }
    return false;
}

const char *entry_path_tidy(const char *named, char tidy[ENTRY_PATH_MAX])
{
    char path[ENTRY_PATH_MAX] = "";
    size_t len = 0;
    int depth = 0;
    bool hidden = false;
    if (!named || named[0] == '\0')
        return "has no name";
    if (named[0] == '/')
        return "is an absolute path";
    if (strchr(named, '\\') || has_control(named))
        return "has a name with a backslash, a control character, or what is no UTF-8";
    while (*named != '\0') {
        size_t name_len = strcspn(named, "/");
        if (name_len == 2 && strncmp(named, "..", 2) == 0)
            return "leads out of its folder";
        bool counts = name_len > 0 && !(name_len == 1 && named[0] == '.');
        hidden |= counts && named[0] == '.';
        if (counts && (++depth > ENTRY_DEPTH_MAX || len + name_len + 2 > sizeof path))
            return "lies too deep, or has too long a path";
        if (counts) {
            if (len > 0)
                path[len++] = '/';
            memcpy(path + len, named, name_len);
            len += name_len;
            path[len] = '\0';
        }
        named += name_len;
        named += *named == '/';
    }
    strcpy(tidy, hidden ? "" : path);
    return NULL;
}
