/* SPDX-License-Identifier: MIT */
/* Where a theme arrives. Owns the hidden folder until it has settled. */
#include "deposit.h"

#include "exchange.h"
#include "folder_remove.h"
#include "utf8.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HIDDEN      ".install-XXXXXX"
#define THEME_FILE  "theme.ini"
#define FOLDER_MODE 0755
#define FILE_MODE   0644

bool deposit_complain(struct deposit *deposit, const char *named, const char *what)
{
    snprintf(deposit->complaint, sizeof deposit->complaint, "%.800s: %.200s", named, what);
    utf8_disarm(deposit->complaint);
    return false;
}

/* PATH and all above it. */
static bool make_folders(const char *path)
{
    char part[PATH_MAX];
    size_t len = strlen(path);
    if (len >= sizeof part) {
        errno = ENAMETOOLONG;
        return false;
    }
    for (size_t i = 1; i <= len; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        memcpy(part, path, i);
        part[i] = '\0';
        if (mkdir(part, FOLDER_MODE) != 0 && errno != EEXIST)
            return false;
    }
    return true;
}

bool deposit_open(struct deposit *deposit, const char *root)
{
    *deposit = (struct deposit){.fd = -1};
    int len = snprintf(deposit->root, sizeof deposit->root, "%s", root);
    int folder_len =
        snprintf(deposit->folder, sizeof deposit->folder, "%s/%s", deposit->root, HIDDEN);
    if (len < 0 || (size_t)len >= sizeof deposit->root || folder_len < 0 ||
        (size_t)folder_len >= sizeof deposit->folder)
        errno = ENAMETOOLONG;
    else if (make_folders(root) && mkdtemp(deposit->folder))
        deposit->fd = open(deposit->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (deposit->fd >= 0)
        return true;
    deposit->folder[0] = '\0';
    return deposit_complain(deposit, root, strerror(errno));
}

bool deposit_admit(struct deposit *deposit, const char *named, int64_t len,
                   char tidy[ENTRY_PATH_MAX])
{
    const char *fault = entry_path_tidy(named, tidy);
    if (!fault && ++deposit->count > DEPOSIT_FILES_MAX)
        fault = "is one too many: a theme has at most 2000 files and folders";
    else if (!fault && (len < 0 || len > DEPOSIT_LEN_MAX - deposit->len))
        fault = "is too large: a theme has at most 64 MiB in all";
    else if (!fault && !tidy[0])
        deposit->len += len; /* passed over, but an archive has to be read past it */
    return !fault || deposit_complain(deposit, named ? named : "a file", fault);
}

/* The folders that TIDY lies in; all of them are ours, and none is a link. */
static bool make_parents(struct deposit *deposit, const char *tidy)
{
    char parent[ENTRY_PATH_MAX];
    for (const char *slash = strchr(tidy, '/'); slash; slash = strchr(slash + 1, '/')) {
        memcpy(parent, tidy, (size_t)(slash - tidy));
        parent[slash - tidy] = '\0';
        if (mkdirat(deposit->fd, parent, FOLDER_MODE) != 0 && errno != EEXIST)
            return deposit_complain(deposit, tidy, strerror(errno));
    }
    return true;
}

bool deposit_folder(struct deposit *deposit, const char *tidy)
{
    if (!make_parents(deposit, tidy))
        return false;
    return mkdirat(deposit->fd, tidy, FOLDER_MODE) == 0 || errno == EEXIST ||
           deposit_complain(deposit, tidy, strerror(errno));
}

int deposit_file(struct deposit *deposit, const char *tidy)
{
    if (!make_parents(deposit, tidy))
        return -1;
    int fd =
        openat(deposit->fd, tidy, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);
    if (fd < 0)
        deposit_complain(deposit, tidy, errno == EEXIST ? "comes twice" : strerror(errno));
    return fd;
}

bool deposit_write(struct deposit *deposit, int fd, const void *bytes, size_t len)
{
    const char *at = bytes;
    deposit->len += (int64_t)len;
    if (deposit->len > DEPOSIT_LEN_MAX)
        return deposit_complain(deposit, "a file",
                                "is too large: a theme has at most 64 MiB in all");
    while (len > 0) {
        ssize_t written = write(fd, at, len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return deposit_complain(deposit, deposit->root, strerror(errno));
        at += written;
        len -= (size_t)written;
    }
    return true;
}

static bool has_theme_file(const char *folder)
{
    char path[PATH_MAX + sizeof THEME_FILE + 1];
    snprintf(path, sizeof path, "%s/%s", folder, THEME_FILE);
    return access(path, R_OK) == 0;
}

/* The one entry of the hidden folder; false: there are more, or none. */
static bool find_only(const struct deposit *deposit, char name[DEPOSIT_NAME_MAX])
{
    DIR *listing = opendir(deposit->folder);
    struct dirent *entry;
    int count = 0;
    while (listing && (entry = readdir(listing))) {
        if (entry->d_name[0] == '.')
            continue;
        count += strlen(entry->d_name) < DEPOSIT_NAME_MAX ? 1 : 2;
        snprintf(name, DEPOSIT_NAME_MAX, "%.*s", DEPOSIT_NAME_MAX - 1, entry->d_name);
    }
    if (listing)
        closedir(listing);
    return count == 1;
}

/* Out of the hidden folder, beside it, and so beside the themes that it may name as its siblings.
 */
static bool lift(struct deposit *deposit, const char *name)
{
    char path[PATH_MAX];
    int len = snprintf(path, sizeof path, "%s/%s", deposit->folder, name);
    int theme_len = snprintf(deposit->theme, sizeof deposit->theme, "%s+", deposit->folder);
    return len > 0 && (size_t)len < sizeof path && theme_len > 0 &&
           (size_t)theme_len < sizeof deposit->theme && has_theme_file(path) &&
           rename(path, deposit->theme) == 0;
}

bool deposit_find(struct deposit *deposit, const char *name)
{
    char only[DEPOSIT_NAME_MAX];
    bool found = has_theme_file(deposit->folder);
    if (found)
        strcpy(deposit->theme, deposit->folder);
    else if ((found = find_only(deposit, only) && lift(deposit, only)))
        name = only;
    if (!found)
        return deposit_complain(deposit, name,
                                "there is no theme.ini in it, nor in one folder that is all of it");
    strcpy(deposit->name, name);
    return true;
}

bool deposit_settle(struct deposit *deposit, bool force)
{
    char path[PATH_MAX + DEPOSIT_NAME_MAX + 1];
    snprintf(path, sizeof path, "%s/%s", deposit->root, deposit->name);
    chmod(deposit->theme, FOLDER_MODE);
    if (exchange_into(deposit->theme, path))
        return true;
    if (errno != EEXIST)
        return deposit_complain(deposit, path, strerror(errno));
    if (!force)
        return deposit_complain(deposit, path, "is there already; --force puts this in its place");
    /* the one before is where this was, then, and is removed with what is left */
    return exchange_both(deposit->theme, path) || deposit_complain(deposit, path, strerror(errno));
}

void deposit_close(struct deposit *deposit)
{
    if (deposit->fd >= 0)
        close(deposit->fd);
    deposit->fd = -1;
    if (deposit->theme[0])
        folder_remove(deposit->theme);
    if (deposit->folder[0])
        folder_remove(deposit->folder);
    deposit->folder[0] = deposit->theme[0] = '\0';
}
