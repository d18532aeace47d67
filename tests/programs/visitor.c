/* SPDX-License-Identifier: MIT */
/* A program with one X window, of the kind that a test wants; it says nothing.
 *
 *     visitor KIND GO SHOWN END    waits for the file GO, makes the window, touches SHOWN, waits
 * for END
 *
 * KIND is window; or menu (override-redirect), tiny, unmapped, input-only: those are no guests. Of
 * two words with a + the first is the kind until there is a file called "grow", the second from
 * then on: unmapped+window, tiny+window. */
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void await(const char *name)
{
    while (access(name, F_OK) != 0)
        nanosleep(&(struct timespec){.tv_nsec = 3000000}, NULL);
}

static void touch(const char *name)
{
    int fd = open(name, O_WRONLY | O_CREAT, 0666);
    if (fd >= 0)
        close(fd);
}

int main(int argc, char **argv)
{
    if (argc != 5)
        return 64;
    await(argv[2]); /* until then it writes nothing, to no file */
    Display *display = XOpenDisplay(NULL);
    if (display == NULL)
        return 1;
    const char *kind = argv[1], *grown = strchr(kind, '+');
#define IS(word) (strncmp(kind, word, strlen(word)) == 0)
    unsigned size = IS("tiny") ? 16 : 240;
    XSetWindowAttributes attributes = {.override_redirect = IS("menu"),
                                       .background_pixel = 0x4070a0};
    Window window =
        XCreateWindow(display, DefaultRootWindow(display), 30, 30, size, size, 0, CopyFromParent,
                      IS("input-only") ? InputOnly : InputOutput, CopyFromParent,
                      CWOverrideRedirect | (IS("input-only") ? 0 : CWBackPixel), &attributes);
    unsigned long pid = (unsigned long)getpid(); /* Xlib's 32 bits are longs */
    XChangeProperty(display, window, XInternAtom(display, "_NET_WM_PID", False), XA_CARDINAL, 32,
                    PropModeReplace, (unsigned char *)&pid, 1);
    XStoreName(display, window, "visitor");
    if (!IS("unmapped"))
        XMapWindow(display, window);
    XSync(display, False);
    touch(argv[3]);
    if (grown != NULL) {
        await("grow");
        XResizeWindow(display, window, 240, 240);
        XMapWindow(display, window);
        XSync(display, False);
    }
    await(argv[4]);
    return 0;
}
