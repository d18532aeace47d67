/* SPDX-License-Identifier: MIT */
/* Addresses of local sockets as people write them: a path, or '@' and an abstract name. Source:
 * unix(7), sd_notify(3).
 *
 *     struct sockaddr_un address;
 *     socklen_t size = unix_address("@name", &address);
 *     bind(fd, (struct sockaddr *)&address, size);
 */
#pragma once

#include <sys/socket.h>
#include <sys/un.h>

#define UNIX_ADDRESS_MAX 104 /* bytes with the NUL: what sun_path holds everywhere */

/* Makes ADDRESS of TEXT, which is shorter than UNIX_ADDRESS_MAX. Returns its size. Pure. */
socklen_t unix_address(const char *text, struct sockaddr_un *address);
