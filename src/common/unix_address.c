/* SPDX-License-Identifier: MIT */
/* Local sockets' addresses. */
#include "unix_address.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

socklen_t unix_address(const char *text, struct sockaddr_un *address)
{
    bool abstract = text[0] == '@';
    size_t len = strlen(text);
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    memcpy(address->sun_path, text, len + 1);
    if (abstract)
        address->sun_path[0] = '\0';
    /* an abstract name is as long as it is, a path has a NUL behind it */
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len + !abstract);
}
