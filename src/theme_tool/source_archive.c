/* SPDX-License-Identifier: MIT */
/* An archive of a theme, by libarchive: entry by entry, each looked at before anything of it is
 * written. Its own ways of writing to a disk are not used, for they have more than a theme may.
 * Source: archive_read(3), archive_entry(3). */
#include "source.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK 65536

static bool complain(struct deposit *deposit, const char *file, struct archive *archive)
{
    const char *reason = archive ? archive_error_string(archive) : strerror(ENOMEM);
    return deposit_complain(deposit, file, reason ? reason : "cannot be read as an archive");
}

static const char *fault_of(struct archive_entry *entry)
{
    if (archive_entry_hardlink(entry) || archive_entry_filetype(entry) == AE_IFLNK)
        return "is a link; a theme has files and folders only";
    if (archive_entry_filetype(entry) != AE_IFREG && archive_entry_filetype(entry) != AE_IFDIR)
        return "is neither a file nor a folder";
    return NULL;
}

/* What is in the archive for this entry, to FD. */
static bool unpack(struct deposit *deposit, const char *file, struct archive *archive, int fd)
{
    char chunk[CHUNK];
    la_ssize_t len;
    while ((len = archive_read_data(archive, chunk, sizeof chunk)) > 0)
        if (!deposit_write(deposit, fd, chunk, (size_t)len))
            return false;
    return len == 0 || complain(deposit, file, archive);
}

static bool take(struct deposit *deposit, const char *file, struct archive *archive,
                 struct archive_entry *entry)
{
    char tidy[ENTRY_PATH_MAX];
    const char *named = archive_entry_pathname(entry), *fault = fault_of(entry);
    bool is_folder = archive_entry_filetype(entry) == AE_IFDIR;
    if (fault)
        return deposit_complain(deposit, named ? named : file, fault);
    if (!deposit_admit(deposit, named, archive_entry_size(entry), tidy))
        return false;
    if (!tidy[0] || is_folder)
        return !tidy[0] || deposit_folder(deposit, tidy);
    int fd = deposit_file(deposit, tidy);
    if (fd < 0)
        return false;
    bool good = unpack(deposit, file, archive, fd);
    if (close(fd) != 0)
        good = deposit_complain(deposit, tidy, strerror(errno));
    return good;
}

static bool take_all(struct deposit *deposit, const char *file, struct archive *archive)
{
    struct archive_entry *entry;
    int status;
    while ((status = archive_read_next_header(archive, &entry)) == ARCHIVE_OK ||
           status == ARCHIVE_WARN)
        if (!take(deposit, file, archive, entry))
            return false;
    return status == ARCHIVE_EOF || complain(deposit, file, archive);
}

/* A regular file, which no FIFO of that name is. -1: errno says why. */
static int open_file(const char *file)
{
    struct stat status;
    int fd = open(file, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &status) == 0 && !S_ISREG(status.st_mode)) {
        close(fd);
        errno = EINVAL;
        return -1;
    }
    return fd;
}

bool source_archive(struct deposit *deposit, const char *file)
{
    int fd = open_file(file);
    if (fd < 0)
        return deposit_complain(deposit, file, strerror(errno));
    setlocale(LC_CTYPE, "C.UTF-8"); /* else names beyond ASCII are none */
    struct archive *archive = archive_read_new();
    bool good = archive && archive_read_support_format_tar(archive) == ARCHIVE_OK &&
                archive_read_support_filter_gzip(archive) == ARCHIVE_OK &&
                archive_read_open_fd(archive, fd, CHUNK) == ARCHIVE_OK;
    good = good ? take_all(deposit, file, archive) : complain(deposit, file, archive);
    archive_read_free(archive);
    close(fd);
    return good;
}
