/* SPDX-License-Identifier: MIT */
/* A program that is connected to a Wayland compositor, and has no window; it says nothing.
 *
 *     wayland-client GO CONNECTED END    waits for the file GO, connects, touches CONNECTED, waits
 * for END */
#include <fcntl.h>
#include <time.h>
#include <unistd.h>
#include <wayland-client.h>

static void await(const char *name)
{
    while (access(name, F_OK) != 0)
        nanosleep(&(struct timespec){.tv_nsec = 3000000}, NULL);
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 64;
    await(argv[1]); /* until then it writes nothing, to no file */
    struct wl_display *display = wl_display_connect(NULL);
    if (!display || wl_display_roundtrip(display) < 0)
        return 1;
    int fd = open(argv[2], O_WRONLY | O_CREAT, 0666);
    if (fd >= 0)
        close(fd);
    await(argv[3]);
    wl_display_disconnect(display);
    return 0;
}
